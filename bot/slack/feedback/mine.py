"""A person's own feedback on the Home tab: what became of each, at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.item import Entry, EntryKind, Item
from bot.feedback.status import Status
from bot.slack.actions import Button
from bot.slack.feedback.telling import age_in_words, sender_buttons
from bot.slack.feedback.words import KEPT_YET, NEW_YET, SIGN, TAKEN_BACK, TO_SENDER
from bot.slack.messages.blocks import Json, button, buttons, small, words
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened

MOST_SHOWN = 8
LONGEST_SHOWN = 160
LONGEST_NEWS = 400
ENDED = {Status.NO_CHANGE, Status.DONE, Status.MERGED, Status.WITHDRAWN}


@dataclass(frozen=True)
class OwnItem:
    """An item and its log, oldest first; `joined` is the item that it was merged into in the end,
    with that one's outcome.
    """

    item: Item
    history: Sequence[Entry]
    joined: Item | None = None


def in_order(items: Sequence[Item]) -> list[Item]:
    """What waits for the sender's answer first, then what changed last."""
    newest = sorted(items, key=lambda item: item.since, reverse=True)
    return sorted(newest, key=lambda item: item.status is not Status.NEEDS_INFORMATION)


def own_items(every: Sequence[Item], shown: Sequence[OwnItem], now: datetime) -> list[Json]:
    """Blocks for the Home tab: at most 3 an item shown, and 3 more."""
    send = buttons(button("Send policy feedback", Button.FEEDBACK_NEW, ""))
    if not every:
        return [words("You have not sent any feedback."), send]
    blocks = [words(_summary(every))]
    for own in shown:
        blocks += _one(own, now)
    if len(every) > len(shown):
        blocks.append(small(f"and {len(every) - len(shown)} older ones"))
    return [*blocks, send]


def _summary(every: Sequence[Item]) -> str:
    counts = Counter(item.status for item in every)
    listed = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    return f"You sent {len(every)} {'item' if len(every) == 1 else 'items'}: {listed}."


def _one(own: OwnItem, now: datetime) -> list[Json]:
    item = own.item
    said = shortened(item.text.replace("\n", " "), LONGEST_SHOWN)[0]
    age = age_in_words(item.received, now)
    sent = "Sent today" if age == "today" else f"Sent {age} ago"
    about = " · ".join(filter(None, [sent, item.about.place]))
    blocks = [words("\n".join([_standing(item), *_news(own)]))]
    blocks.append(small(*[f"You said: “{said}”"] if said else [], about))
    return [*blocks, sender_buttons(item)] if item.open else blocks


def _standing(item: Item) -> str:
    when = in_words(item.since.date().isoformat())
    since = "on" if item.status in ENDED else "since"
    return f"{SIGN[item.status]} #{item.number} · {item.status.capitalize()} {since} {when}"


def _news(own: OwnItem) -> list[str]:
    """What there is to know, in whole sentences; what the NSDU wrote last comes last."""
    found = _outcome(own.item)
    if own.joined is not None:
        found += [_standing(own.joined), *_outcome(own.joined)]
    replies = [entry for entry in own.history if entry.kind is EntryKind.REPLY and entry.words]
    if replies:
        day = in_words(replies[-1].at.date().isoformat())
        found.append(f"The NSDU wrote on {day}: “{_short(replies[-1].words)}”")
    return found


def _outcome(item: Item) -> list[str]:
    match item.status:
        case Status.NEW:
            return [NEW_YET if item.routed is not None else KEPT_YET]
        case Status.NO_CHANGE:
            return [f"Reason: {_short(item.words)}"]
        case Status.DONE:
            return [f"What changed: {_short(item.words)}", item.link]
        case Status.MERGED:
            return [f"Joined with #{item.merged_into}, which says the same. What became of that:"]
        case Status.WITHDRAWN:
            return [TAKEN_BACK]
    return [TO_SENDER[item.status]]


def _short(text: str) -> str:
    return shortened(text, LONGEST_NEWS)[0]
