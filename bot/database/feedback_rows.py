"""Feedback as rows, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.database.tables import feedback_entries, feedback_items
from bot.feedback.item import About, Entry, Item, NewItem, Number, Origin
from bot.feedback.status import Status


def new_row(new: NewItem, act: str, now: datetime) -> dict[str, Any]:
    """The row of an item that has just come in."""
    about, origin = new.about, new.origin
    return {
        "act": act,
        "received": now,
        "text": new.text,
        "document": about.document,
        "paragraph_id": about.paragraph_id,
        "place": about.place,
        "path": about.path,
        "edition": about.edition,
        "area": new.area,
        "sealed": origin.sealed,
        "mark": origin.mark,
        "contact": origin.contact,
        "profession": origin.profession,
        "local_area": origin.area,
        "status": Status.NEW,
        "since": now,
        "words": "",
        "link": "",
        "alike": list(new.alike),
        "vector": new.vector,
    }


def item_of(row: Row[Any]) -> Item:
    """The item that a row holds."""
    names = ("number", "received", "text", "area", "status", "since", "claimed_by", "merged_into")
    more = ("words", "link", "routed", "channel", "card_ts")
    return Item(
        about=About(row.document, row.paragraph_id, row.place, row.path, row.edition),
        origin=Origin(row.sealed, row.mark, row.contact, row.profession, row.local_area),
        alike=tuple(Number(number) for number in row.alike),
        **{name: getattr(row, name) for name in (*names, *more)},
    )


def entry_of(row: Row[Any]) -> Entry:
    """The line of the log that a row holds."""
    number = Number(row.number)
    return Entry(row.id, number, row.at, row.who, row.kind, row.before, row.after, words=row.words)


def item_at(connection: Connection, number: int) -> Item | None:
    """One item, in the caller's transaction."""
    found = select(feedback_items).where(feedback_items.c.number == number)
    row = connection.execute(found).first()
    return None if row is None else item_of(row)


def log_of(connection: Connection, number: int) -> Sequence[Entry]:
    """The log of one item, oldest first."""
    lines = select(feedback_entries).where(feedback_entries.c.number == number)
    ordered = lines.order_by(feedback_entries.c.id)
    return [entry_of(row) for row in connection.execute(ordered)]
