"""The inbox in the database. Accepting and claiming each hold one lock for a moment, so the order
of the ids is the order of the commits and no conversation is ever worked on twice at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    or_,
    select,
    update,
)

from bot.database import audit, inbox_changes
from bot.database.columns import Instant
from bot.database.engine import Database
from bot.database.inbox_accept import accept_all
from bot.database.outbox_rows import plan
from bot.database.queue_counts import inbox_counts
from bot.database.tables import inbox, unfinished
from bot.delivery.errors import LeaseLost, NotStored, StoreUnavailable
from bot.delivery.inbox import (
    Accepted,
    Claimed,
    DeadLetter,
    Delivery,
    Duplicate,
    InboxCounts,
    InboxId,
    InboxState,
    Restarted,
    TooLate,
    Unheard,
    Withdrawn,
)
from bot.delivery.outbox import Post

FREE = {"owner": None, "lease_until": None}
OURS = update(inbox).where(
    inbox.c.id == bindparam("its"),
    inbox.c.state == InboxState.WORKING,
    inbox.c.owner == bindparam("ours"),
    inbox.c.attempts == bindparam("tried"),
    inbox.c.wording == bindparam("worded"),
)
"""Changes a row while it is in our hand, and neither taken over nor edited since."""


def _claim() -> Any:  # noqa: ANN401  # SQLAlchemy's own type of UPDATE … RETURNING
    now = bindparam("now", type_=Instant())
    earlier = inbox.alias("earlier")
    ahead = and_(earlier.c.conversation == inbox.c.conversation, earlier.c.id < inbox.c.id)
    behind_another = select(earlier.c.id).where(ahead, unfinished(earlier)).exists()
    due = or_(
        and_(inbox.c.state == InboxState.WAITING, inbox.c.ready <= now),
        and_(inbox.c.state == InboxState.WORKING, inbox.c.lease_until <= now),
    )
    ready = select(inbox.c.id).where(unfinished(inbox), due, ~behind_another)
    return (
        update(inbox)
        .where(inbox.c.id.in_(ready.order_by(inbox.c.id).limit(bindparam("most"))))
        .values(
            state=InboxState.WORKING,
            owner=bindparam("worker"),
            lease_until=bindparam("until"),
            attempts=inbox.c.attempts + 1,
        )
        .returning(inbox)
    )


CLAIM = _claim()
"""Takes the oldest deliveries that are due and first in their conversations."""


class InboxRepository:
    """Implements `bot.delivery.inbox.Inbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, delivery: Delivery) -> Accepted | Duplicate:
        """Write a delivery once. Raises NotStored when it could not be committed."""
        return self.accept_all([delivery])[0]

    def accept_all(self, deliveries: Sequence[Delivery]) -> list[Accepted | Duplicate]:
        """Write several in one transaction, in order; all or none. Raises NotStored."""
        try:
            with self._database.write(urgent=True) as connection:
                self._database.lock(connection, "inbox accept")
                return accept_all(connection, deliveries, self._database.now())
        except StoreUnavailable as error:
            raise NotStored(error.cause) from None

    def claim(self, worker: str, lease_seconds: float) -> Claimed | None:
        """Take the oldest delivery that is due and whose conversation is free, or None."""
        return next(iter(self.claim_all(worker, lease_seconds, 1)), None)

    def claim_all(self, worker: str, lease_seconds: float, most: int) -> list[Claimed]:
        """Take up to `most` in one transaction, each of another conversation, oldest first."""
        now = self._database.now()
        until = now + timedelta(seconds=lease_seconds)
        claim = {"worker": worker, "until": until, "now": now, "most": most}
        with self._database.write() as connection:
            self._database.lock(connection, "inbox claim")
            rows = connection.execute(CLAIM, claim).all()
        return [_claimed(row, now) for row in sorted(rows, key=lambda row: row.id)]

    def extend(self, claimed: Claimed, lease_seconds: float) -> None:
        """Prolong the lease. Raises LeaseLost when it is no longer ours."""
        until = self._database.now() + timedelta(seconds=lease_seconds)
        self._change(claimed, {"lease_until": until})

    def finish(self, claimed: Claimed, posts: Sequence[Post]) -> None:
        """Done: clear the body and plan the posts, at once. Raises LeaseLost (nothing planned)."""
        done = FREE | {"state": InboxState.DONE, "body": None, "finished": self._database.now()}
        self._change(claimed, done, posts)

    def retry_later(
        self, claimed: Claimed, error_kind: str, delay_seconds: float, *, counted: bool = True
    ) -> None:
        """Put it back, due after the delay; `counted` as an attempt or not. Raises LeaseLost."""
        ready = self._database.now() + timedelta(seconds=delay_seconds)
        waiting = FREE | {"state": InboxState.WAITING, "ready": ready, "error_kind": error_kind}
        if not counted:
            waiting["attempts"] = _one_less()
        self._change(claimed, waiting)

    def give_up(self, claimed: Claimed, error_kind: str, posts: Sequence[Post]) -> None:
        """Make it a dead letter and plan the apology, at once. Raises LeaseLost."""
        now = self._database.now()
        dead = FREE | {"state": InboxState.DEAD, "error_kind": error_kind, "finished": now}
        self._change(claimed, dead, posts)

    def release(self, worker: str) -> int:
        """Put back all that a stopping worker holds, due at once, not counted as an attempt."""
        put_back = (
            update(inbox)
            .where(inbox.c.owner == worker, inbox.c.state == InboxState.WORKING)
            .values(**FREE, state=InboxState.WAITING, attempts=_one_less())
        )
        with self._database.write() as connection:
            return connection.execute(put_back).rowcount

    def cancel(self, key: str) -> Withdrawn | TooLate | Unheard:
        """The message was deleted: stop the work and what it planned to post."""
        return inbox_changes.cancel(self._database, key)

    def supersede(self, key: str, body: Mapping[str, Any]) -> Restarted | TooLate | Unheard:
        """The message was edited: start again with the new body, unless posts have gone out."""
        return inbox_changes.supersede(self._database, key, body)

    def dead_letters(self) -> list[DeadLetter]:
        """Deliveries given up, newest first."""
        dead = select(inbox).where(inbox.c.state == InboxState.DEAD).order_by(inbox.c.id.desc())
        with self._database.read() as connection:
            return [_dead_letter(row) for row in connection.execute(dead)]

    def replay(self, inbox_id: InboxId, by: str) -> bool:
        """Try a dead letter again, with an audit row. False when there is none with a body."""
        dead = and_(inbox.c.state == InboxState.DEAD, inbox.c.body.is_not(None))
        again = (
            update(inbox)
            .where(inbox.c.id == inbox_id, dead)
            .values(
                state=InboxState.WAITING,
                attempts=0,
                ready=self._database.now(),
                finished=None,
                wording=inbox.c.wording + 1,
            )
        )
        with self._database.write() as connection:
            if not connection.execute(again).rowcount:
                return False
            audit.append(self._database, connection, by, "dead letter replayed", str(inbox_id))
        return True

    def counts(self) -> InboxCounts:
        """How much waits, for health checks."""
        return inbox_counts(self._database)

    def _change(
        self, claimed: Claimed, values: Mapping[str, Any], posts: Sequence[Post] = ()
    ) -> None:
        """Change the row while it is ours, in the wording we know, and plan the posts with it; else
        raise LeaseLost.
        """
        known = {
            "its": claimed.inbox_id,
            "ours": claimed.owner,
            "tried": claimed.attempt,
            "worded": claimed.wording,
        }
        with self._database.write() as connection:
            if connection.execute(OURS.values(values), known).rowcount != 1:
                raise LeaseLost
            plan(self._database, connection, posts, claimed.inbox_id)


def _one_less() -> ColumnElement[int]:
    return case((inbox.c.attempts > 0, inbox.c.attempts - 1), else_=0)


def _claimed(row: Row[Any], now: datetime) -> Claimed:
    return Claimed(
        inbox_id=InboxId(row.id),
        kind=row.kind,
        conversation=row.conversation,
        body=row.body,
        attempt=row.attempts,
        accepted=row.accepted,
        owner=row.owner,
        person=row.person,
        wording=row.wording,
        waited=(now - row.accepted).total_seconds(),
    )


def _dead_letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        inbox_id=InboxId(row.id),
        kind=row.kind,
        conversation=row.conversation,
        error_kind=row.error_kind,
        attempts=row.attempts,
        accepted=row.accepted,
        given_up=row.finished,
    )
