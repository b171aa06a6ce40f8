"""The names of an item's messages in the outbox, so that an edit finds what it edits."""

from __future__ import annotations


def card_key(number: int) -> str:
    """The item's one message in the NSDU channel."""
    return f"feedback-{number}-card"


def part_key(number: int, part: int) -> str:
    """A further part of a long text, in the card's thread; `part` counts from 2."""
    return f"feedback-{number}-part-{part}"


def entry_key(number: int, entry_id: int) -> str:
    """A reply or an addition, in the card's thread."""
    return f"feedback-{number}-said-{entry_id}"


def told_key(number: int, entry_id: int) -> str:
    """What the sender is told of a line of the log."""
    return f"feedback-{number}-told-{entry_id}"


def receipt_key(number: int) -> str:
    """The sender's confirmation, which begins their thread about the item."""
    return f"feedback-{number}-receipt"
