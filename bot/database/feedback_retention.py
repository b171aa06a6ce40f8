"""Removes feedback whose time is over: ended items, never open ones, and old clarifications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from bot.database import audit
from bot.database.engine import Database
from bot.database.tables import clarifications, feedback_entries, feedback_items
from bot.feedback.status import OPEN

SWEEPER = "retention"
"""Who removed it, in the audit."""
AT_ONCE = 500


def sweep_feedback(database: Database, connection: Connection, before: datetime) -> dict[str, int]:
    """Remove what ended before a moment, in the caller's transaction, with an audit row of counts.

    Items that were merged go together, when the last of them has ended and been kept for its time:
    until then its senders can still hear what becomes of it.
    """
    removed = _remove_items(connection, before)
    removed["clarifications"] = _remove_clarifications(connection, before)
    if any(removed.values()):
        detail = ", ".join(f"{name} {count}" for name, count in removed.items())
        audit.append(database, connection, SWEEPER, "feedback removed", detail)
    return removed


def _remove_items(connection: Connection, before: datetime) -> dict[str, int]:
    over = sorted(_over(connection, before))
    removed = {"feedback_items": 0, "feedback_entries": 0}
    items, entries = feedback_items.c, feedback_entries.c
    parts = [over[at : at + AT_ONCE] for at in range(0, len(over), AT_ONCE)]
    for part in parts:
        chosen = update(feedback_items).where(items.number.in_(part))
        connection.execute(chosen.values(merged_into=None))
    for part in parts:
        lines = connection.execute(delete(feedback_entries).where(entries.number.in_(part)))
        gone = connection.execute(delete(feedback_items).where(items.number.in_(part)))
        removed["feedback_entries"] += lines.rowcount
        removed["feedback_items"] += gone.rowcount
    return removed


def _over(connection: Connection, before: datetime) -> set[int]:
    """The numbers of the items that go, always with all that are merged with them."""
    items = feedback_items.c
    ended = select(items.number).where(items.status.not_in(OPEN), items.since < before)
    over = set(connection.execute(ended).scalars())
    merged = select(items.number, items.merged_into).where(items.merged_into.is_not(None))
    links = {row.number: row.merged_into for row in connection.execute(merged)} if over else {}
    while staying := _held(over, links):
        over -= staying
    return over


def _held(over: set[int], links: Mapping[int, int]) -> set[int]:
    """Those of `over` that are linked to one that stays."""
    pairs = [pair for pair in links.items() if len(over.intersection(pair)) == 1]
    return {number for pair in pairs for number in pair if number in over}


def _remove_clarifications(connection: Connection, before: datetime) -> int:
    rows = clarifications.c
    old = or_(rows.until < before.date(), rows.withdrawn < before)
    return connection.execute(delete(clarifications).where(old)).rowcount
