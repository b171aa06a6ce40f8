"""Removes what is older than its retention time, and all traces of a person on request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select, update

from bot.database import audit
from bot.database.engine import Database
from bot.database.feedback_retention import sweep_feedback
from bot.database.phrasings import forget_phrasings, remove_sourceless
from bot.database.tables import (
    answers,
    askers,
    identities,
    inbox,
    outbox,
    outbox_pace,
    rates,
    votes,
)
from bot.delivery.inbox import InboxState
from bot.delivery.outbox import PostState
from bot.delivery.retention import Retention, Swept


@dataclass(frozen=True)
class Forgotten:
    """How much of a person was removed."""

    answers: int
    votes: int
    deliveries: int


def sweep(database: Database, retention: Retention) -> Swept:
    """Remove what is older than the periods, in one transaction."""
    now = database.now()
    dead = now - retention.dead
    old: list[tuple[Table, ColumnElement[bool]]] = [
        (identities, identities.c.seen < now - retention.identities),
        (inbox, _over(inbox, [InboxState.DEAD], dead)),
        (
            inbox,
            _over(inbox, [InboxState.DONE, InboxState.CANCELLED], now - retention.identities),
        ),
        (outbox, _over(outbox, [PostState.DEAD], dead)),
        (outbox, _over(outbox, [PostState.SENT, PostState.DROPPED], now - retention.questions)),
        (answers, answers.c.asked < now - retention.questions),
        (outbox_pace, outbox_pace.c.free < now),
        (rates, rates.c.free < now),
    ]
    removed: dict[str, int] = {}
    with database.write() as connection:
        for table, condition in old:
            count = connection.execute(delete(table).where(condition)).rowcount
            removed[table.name] = removed.get(table.name, 0) + count
        removed["phrasings"] = remove_sourceless(connection)
        removed |= sweep_feedback(database, connection, now - retention.feedback)
    return Swept(removed)


def _over(
    table: Table, states: list[InboxState] | list[PostState], before: object
) -> ColumnElement[bool]:
    return and_(table.c.state.in_(states), table.c.finished < before)


def forget(database: Database, person: str, by: str) -> Forgotten:
    """Remove a person's questions, answers, votes and preferences, the phrasings that only they
    asked, and the text of what they sent that is still waiting or was given up; one transaction,
    with an audit row of counts only.

    Work under way on one of their messages is dropped, unanswered.
    """
    with database.write() as connection:
        forget_phrasings(connection, person)
        forgotten = Forgotten(
            answers=_remove(connection, answers, answers.c.person == person),
            votes=_remove(connection, votes, votes.c.person == person),
            deliveries=_clear_deliveries(database, connection, person),
        )
        _remove(connection, askers, askers.c.person == person)
        _remove(connection, rates, rates.c.person == person)
        detail = f"answers {forgotten.answers}, votes {forgotten.votes}"
        detail += f", deliveries {forgotten.deliveries}"
        audit.append(database, connection, by, "person forgotten", detail)
    return forgotten


def _remove(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(condition)).rowcount


def _clear_deliveries(database: Database, connection: Connection, person: str) -> int:
    theirs = select(inbox.c.id).where(inbox.c.person == person)
    unsent = or_(outbox.c.state == PostState.PLANNED, outbox.c.state == PostState.DEAD)
    _remove(connection, outbox, and_(outbox.c.inbox_id.in_(theirs), unsent))
    cancelled = {"state": InboxState.CANCELLED, "owner": None, "lease_until": None}
    connection.execute(
        update(inbox)
        .where(inbox.c.person == person, inbox.c.body.is_not(None))
        .values(**cancelled, body=None, finished=database.now())
    )
    cleared = update(inbox).where(inbox.c.person == person).values(person=None)
    return connection.execute(cleared).rowcount
