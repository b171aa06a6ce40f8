"""How much stands in the queues, for health checks and the administrators' page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Connection, Table, func, select

from bot.database.engine import Database
from bot.database.tables import inbox, outbox
from bot.delivery.inbox import InboxCounts, InboxState
from bot.delivery.outbox import OutboxCounts, PostState


def inbox_counts(database: Database) -> InboxCounts:
    """Deliveries by state."""
    unfinished = (InboxState.WAITING, InboxState.WORKING)
    with database.read() as connection:
        by_state = _by_state(connection, inbox, (*unfinished, InboxState.DEAD))
        return InboxCounts(
            waiting=by_state[InboxState.WAITING],
            working=by_state[InboxState.WORKING],
            dead=by_state[InboxState.DEAD],
            oldest=_oldest(database, connection, inbox, inbox.c.accepted, unfinished),
        )


def outbox_counts(database: Database) -> OutboxCounts:
    """Posts by state; one being sent counts as planned."""
    unsent = (PostState.PLANNED, PostState.SENDING, PostState.UNKNOWN)
    with database.read() as connection:
        by_state = _by_state(connection, outbox, (*unsent, PostState.DEAD))
        return OutboxCounts(
            planned=by_state[PostState.PLANNED] + by_state[PostState.SENDING],
            unknown=by_state[PostState.UNKNOWN],
            dead=by_state[PostState.DEAD],
            oldest=_oldest(database, connection, outbox, outbox.c.planned, unsent),
        )


def _by_state(
    connection: Connection, table: Table, states: Sequence[StrEnum]
) -> dict[StrEnum, int]:
    counted = select(table.c.state, func.count()).where(table.c.state.in_(states))
    rows = connection.execute(counted.group_by(table.c.state))
    return dict.fromkeys(states, 0) | {row[0]: row[1] for row in rows}


def _oldest(
    database: Database,
    connection: Connection,
    table: Table,
    since: Column[datetime],
    states: Sequence[StrEnum],
) -> float:
    """The age in seconds of the oldest row in these states, 0 without one."""
    first = select(since).where(table.c.state.in_(states)).order_by(table.c.id).limit(1)
    moment = connection.execute(first).scalar()
    return (database.now() - moment).total_seconds() if moment else 0.0
