"""A person's own feedback on the Home tab: what became of each, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.item import Entry, EntryKind, Item
from bot.feedback.status import Status
from bot.slack.actions import Button
from bot.slack.feedback.telling import age_in_words, sender_buttons
from bot.slack.feedback.words import SIGN
from bot.slack.messages.blocks import Json, button, buttons, small, words
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened

LONGEST_SHOWN = 160
WITH_WORDS = {Status.NO_CHANGE: "Reason", Status.DONE: "What changed"}


@dataclass(frozen=True)
class OwnItem:
    """An item and its log, oldest first."""

    item: Item
    history: Sequence[Entry]


def own_items(found: Sequence[OwnItem], now: datetime) -> list[Json]:
    """Blocks for the Home tab."""
    blocks: list[Json] = []
    if not found:
        blocks.append(words("You have not sent any feedback."))
    for own in found:
        blocks += _one(own, now)
    return [*blocks, buttons(button("Send policy feedback", Button.FEEDBACK_NEW, ""))]


def _one(own: OwnItem, now: datetime) -> list[Json]:
    item = own.item
    since = in_words(item.since.date().isoformat())
    title = f"{SIGN[item.status]} #{item.number} · {item.status.capitalize()} since {since}"
    said = shortened(item.text, LONGEST_SHOWN)[0]
    about = [f"“{said}”"] if said else []
    age = age_in_words(item.received, now)
    sent = f"Sent {age} ago" if age != "today" else "Sent today"
    blocks = [words(title), small(*about, " · ".join(filter(None, [sent, item.about.place])))]
    blocks += [small(line) for line in _news(own)]
    return [*blocks, sender_buttons(item)] if item.open else blocks


def _news(own: OwnItem) -> list[str]:
    item, found = own.item, []
    replies = [entry for entry in own.history if entry.kind is EntryKind.REPLY and entry.words]
    if replies:
        found.append(f"NSDU wrote: {shortened(replies[-1].words, LONGEST_SHOWN)[0]}")
    if item.status in WITH_WORDS:
        found.append(f"{WITH_WORDS[item.status]}: {shortened(item.words, LONGEST_SHOWN)[0]}")
    if item.link:
        found.append(item.link)
    if item.merged_into is not None:
        found.append(f"Joined with #{item.merged_into}, which says the same")
    return found
