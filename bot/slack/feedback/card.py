"""An item as the NSDU sees it: one card in the channel, the rest of a long text in its thread."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feedback.item import SENDER, Entry, EntryKind, Item
from bot.feedback.status import Status
from bot.slack.actions import Button
from bot.slack.feedback.words import SIGN
from bot.slack.messages.blocks import (
    Json,
    Run,
    SlackMessage,
    button,
    buttons,
    formatted,
    heading,
    quoted,
    small,
    words,
)
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape

LONGEST_ON_CARD = 2_500
LONGEST_PART = 2_900
BLOCKS_A_PART = 3
LINES = 6
LONGEST_LINE = 200


def card(item: Item, history: Sequence[Entry], public_url: str) -> SlackMessage:
    """The card as the item is now."""
    title = f"{SIGN[item.status]} #{item.number} · {item.status.capitalize()}"
    blocks = [heading(title), *_text(item), *_about(item, public_url), _facts(item)]
    blocks += [*_outcome(item), *_alike(item), _log(history), *_actions(item)]
    spoken = f"Feedback #{item.number}, {item.status}: {shortened(item.text, LONGEST_LINE)[0]}"
    return SlackMessage(escape(spoken), blocks)


def parts(text: str) -> list[str]:
    """A text in pieces that follow each other exactly: the first for the card, and the others of
    at most LONGEST_PART characters.
    """
    found, most = [], LONGEST_ON_CARD
    while len(text) > most:
        at = max(text.rfind(" ", 0, most), text.rfind("\n", 0, most)) + 1 or most
        found.append(text[:at])
        text, most = text[at:], LONGEST_PART
    return [*found, text]


def continuations(item: Item) -> list[SlackMessage]:
    """The messages that hold what the card has no room for; none for most items."""
    rest = parts(item.text)[1:]
    groups = [rest[at : at + BLOCKS_A_PART] for at in range(0, len(rest), BLOCKS_A_PART)]
    messages = []
    for number, group in enumerate(groups, start=2):
        label = f"#{item.number}, part {number} of {len(groups) + 1} of the text"
        blocks = [small(label), *(quoted([Run(part)]) for part in group)]
        messages.append(SlackMessage(escape(label), blocks))
    return messages


def _text(item: Item) -> list[Json]:
    if not item.text:
        return [words("The sender withdrew it; the text was removed.")]
    pieces = parts(item.text)
    blocks = [quoted([Run(pieces[0])])]
    return [*blocks, small("The text goes on in the thread.")] if len(pieces) > 1 else blocks


def _about(item: Item, public_url: str) -> list[Json]:
    if not item.about.place:
        return []
    place = escape(item.about.place)
    if not item.about.path:
        return [formatted(f"About: {place}")]
    return [formatted(f"About: <{public_url.rstrip('/')}{item.about.path}|{place}>")]


def _facts(item: Item) -> Json:
    origin = item.origin
    known = [item.area.value, origin.profession or "profession not given", origin.area or ""]
    elements: list[Json] = [_said(" · ".join(filter(None, known)) + "\nReceived ")]
    moment, day = int(item.received.timestamp()), in_words(item.received.date().isoformat())
    # Slack works the age out anew each time the card is looked at.
    elements.append(
        {"type": "date", "timestamp": moment, "format": "{date_long} ({ago})", "fallback": day}
    )
    elements.append(_said("\nOwner: "))
    elements.append(_person(item.claimed_by) if item.claimed_by else _said("nobody yet"))
    if origin.contact:
        elements += [_said("\nSent by "), _person(origin.contact), _said(", who may be contacted")]
    else:
        elements.append(_said("\nSent without a name. Replies reach the sender all the same."))
    return _rich(elements)


def _outcome(item: Item) -> list[Json]:
    if item.status is Status.NO_CHANGE:
        return [words(f"Reason: {item.words}")]
    if item.status is Status.DONE:
        return [words(f"What changed: {item.words}"), small(item.link)]
    if item.status is Status.MERGED:
        return [words(f"Merged into #{item.merged_into}")]
    return []


def _alike(item: Item) -> list[Json]:
    if not item.alike or not item.open:
        return []
    return [small("Looks like " + ", ".join(f"#{number}" for number in item.alike))]


def _log(history: Sequence[Entry]) -> Json:
    elements: list[Json] = []
    for entry in history[-LINES:]:
        day = entry.at.date()
        elements.append(_said(f"{day.day} {day:%B}: {_happened(entry)} by "))
        sender = entry.who == SENDER
        elements += [_said("the sender") if sender else _person(entry.who), _said("\n")]
    return _rich(elements[:-1])


def _happened(entry: Entry) -> str:
    if entry.kind is EntryKind.MOVE:
        return f"{entry.before} → {entry.after}"
    if entry.kind is EntryKind.AREA:
        return f"put under “{entry.after}”"
    return {
        EntryKind.RECEIVED: "sent",
        EntryKind.REPLY: "reply sent",
        EntryKind.ADDITION: "more added",
    }[entry.kind]


def _actions(item: Item) -> list[Json]:
    if item.status in {Status.WITHDRAWN, Status.MERGED}:
        return []
    number = str(item.number)
    row = []
    if item.status is Status.NEW:
        row.append(button("Claim", Button.FEEDBACK_CLAIM, number, spoken=f"Claim #{number}"))
    row.append(button("Reply to sender", Button.FEEDBACK_REPLY, number))
    if item.open:
        row.append(button("Status", Button.FEEDBACK_STATUS, number))
    if item.status in {Status.NEW, Status.CLAIMED, Status.UNDER_REVIEW}:
        row.append(button("Merge", Button.FEEDBACK_MERGE, number))
    return [buttons(*row, button("Priority area", Button.FEEDBACK_AREA, number))]


def _said(text: str) -> Json:
    return {"type": "text", "text": text}


def _person(user: str) -> Json:
    """Shown by Slack under the person's name."""
    return {"type": "user", "user_id": user}


def _rich(elements: list[Json]) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }
