"""What is read from the register of feedback; nothing here changes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, case, cast, func, or_, select

from bot.database.engine import Database
from bot.database.feedback_rows import entry_of, item_at, item_of, log_of
from bot.database.tables import feedback_entries, feedback_items
from bot.feedback.item import Entry, Item, Number
from bot.feedback.register import Wanted
from bot.feedback.status import OPEN


class FeedbackReading:
    """The reading half of `bot.feedback.register.Register`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, number: int) -> Item | None:
        """One item."""
        with self._database.read() as connection:
            return item_at(connection, number)

    def history(self, number: int) -> Sequence[Entry]:
        """The log of one item, oldest first."""
        with self._database.read() as connection:
            return log_of(connection, number)

    def list(self, wanted: Wanted) -> Sequence[Item]:
        """Items, in the order that is wanted."""
        chosen = select(feedback_items).where(*_conditions(wanted)).order_by(*_order(wanted))
        with self._database.read() as connection:
            rows = connection.execute(chosen.limit(wanted.limit).offset(wanted.skip))
            return [item_of(row) for row in rows]

    def count(self, wanted: Wanted) -> int:
        """How many items there are, whatever the limit."""
        counted = select(func.count()).select_from(feedback_items).where(*_conditions(wanted))
        with self._database.read() as connection:
            return connection.execute(counted).scalar_one()

    def of_sender(self, mark: str) -> Sequence[Item]:
        """All items of one sender, newest first."""
        theirs = select(feedback_items).where(feedback_items.c.mark == mark)
        with self._database.read() as connection:
            rows = connection.execute(theirs.order_by(feedback_items.c.number.desc()))
            return [item_of(row) for row in rows]

    def vectors(self) -> Sequence[tuple[Number, bytes]]:
        """The directions of the open items."""
        known = select(feedback_items.c.number, feedback_items.c.vector).where(
            feedback_items.c.status.in_(OPEN), feedback_items.c.vector.is_not(None)
        )
        with self._database.read() as connection:
            return [(Number(row.number), row.vector) for row in connection.execute(known)]

    def log(self, since: datetime) -> Sequence[Entry]:
        """The log of all items from a moment on, oldest first."""
        lines = select(feedback_entries).where(feedback_entries.c.at >= since)
        with self._database.read() as connection:
            rows = connection.execute(lines.order_by(feedback_entries.c.id))
            return [entry_of(row) for row in rows]


def merged_into(connection: Connection, item: Item) -> Sequence[Item]:
    """The item, and every one that was merged into it, however many steps away."""
    found, last = [item], [item.number]
    while last:
        children = select(feedback_items).where(feedback_items.c.merged_into.in_(last))
        new = [item_of(row) for row in connection.execute(children)]
        last = [child.number for child in new]
        found += new
    return found


def _order(wanted: Wanted) -> list[ColumnElement[int]]:
    rows = feedback_items.c
    if not wanted.unclaimed_first:
        return [rows.number.desc()]
    return [case((rows.claimed_by.is_(None), 0), else_=1), rows.number.asc()]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    rows = feedback_items.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses is not None:
        conditions.append(rows.status.in_(wanted.statuses))
    if wanted.area is not None:
        conditions.append(rows.area == wanted.area)
    if wanted.document is not None:
        conditions.append(rows.document == wanted.document)
    if wanted.since is not None:
        conditions.append(rows.received >= wanted.since)
    if wanted.owner is not None:
        owner = wanted.owner or None
        conditions.append(rows.claimed_by.is_(None) if owner is None else rows.claimed_by == owner)
    for word in wanted.words.split():
        places = (rows.text, rows.place, cast(rows.number, Text), rows.words)
        conditions.append(or_(*[place.icontains(word, autoescape=True) for place in places]))
    return conditions
