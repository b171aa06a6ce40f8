"""The outbox in the database: one post in flight in a channel, in order, at the channel's pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, select, update

from bot.database import audit
from bot.database.engine import Database
from bot.database.outbox_claim import NEXT_DUE
from bot.database.outbox_rows import lock_outbox, plan, post_of
from bot.database.queue_counts import outbox_counts
from bot.database.tables import outbox, outbox_pace
from bot.database.upsert import insert_or_replace
from bot.delivery.errors import LeaseLost
from bot.delivery.outbox import (
    DeadPost,
    InHand,
    OutboxCounts,
    OutboxId,
    Pace,
    Post,
    PostState,
)

FREE = {"owner": None, "lease_until": None}
IN_HAND = (PostState.SENDING, PostState.UNKNOWN)
OURS = update(outbox).where(
    outbox.c.id == bindparam("its"),
    outbox.c.owner == bindparam("ours"),
    outbox.c.attempts == bindparam("tried"),
    outbox.c.state.in_(IN_HAND),
)
"""Changes a row while it is in our hand and not tried by another since."""
PACE = select(outbox_pace.c.free).where(outbox_pace.c.name == bindparam("name"))


class OutboxRepository:
    """Implements `bot.delivery.outbox.Outbox`."""

    def __init__(self, database: Database, pace: Pace | None = None) -> None:
        self._database = database
        self._pace = pace or Pace()

    def add(self, posts: Sequence[Post]) -> int:
        """Plan posts that no delivery caused; returns how many were new."""
        with self._database.write() as connection:
            return plan(self._database, connection, posts)

    def claim(self, sender: str, lease_seconds: float) -> InHand | None:
        """Take the next post that is due in a free channel, or None. See the protocol."""
        return next(iter(self.claim_all(sender, lease_seconds, 1)), None)

    def claim_all(self, sender: str, lease_seconds: float, most: int) -> list[InHand]:
        """Take up to `most` in one transaction, each of another channel, oldest first."""
        now = self._database.now()
        ahead = now + timedelta(seconds=self._pace.seconds * (self._pace.burst - 1))
        due = {"now": now, "ahead": ahead, "most": most}
        held: list[InHand] = []
        with self._database.write() as connection:
            lock_outbox(self._database, connection)
            while not held and (rows := connection.execute(NEXT_DUE, due).all()):
                targets = [self._target(connection, row) for row in rows]
                for row, ts in zip(rows, targets, strict=True):
                    if row.refers_to is not None and ts is None:
                        lost = {"state": PostState.DEAD, "error_kind": "target_lost"}
                        self._set(connection, row.id, finished=now, **lost)
                    else:
                        held.append(self._take(connection, row, ts, sender, lease_seconds))
        return held

    def _target(self, connection: Connection, row: Row[Any]) -> str | None:
        if row.refers_to is None or row.ts is not None:
            return row.ts  # type: ignore[no-any-return]  # a text column
        sent = select(outbox.c.sent_ts).where(outbox.c.dedup_key == row.refers_to)
        return connection.execute(sent).scalar()

    def _take(
        self, connection: Connection, row: Row[Any], ts: str | None, sender: str, lease: float
    ) -> InHand:
        now = self._database.now()
        fresh = row.state is PostState.PLANNED
        attempt = row.attempts + 1 if fresh else row.attempts
        self._set(
            connection,
            row.id,
            state=PostState.SENDING if fresh else PostState.UNKNOWN,
            attempts=attempt,
            owner=sender,
            lease_until=now + timedelta(seconds=lease),
        )
        self._use_pace(connection, f"channel:{row.channel}", now)
        post = post_of(row, ts)
        return InHand(OutboxId(row.id), post, attempt, not fresh, row.looks, row.planned, sender)

    def _use_pace(self, connection: Connection, name: str, now: datetime) -> None:
        """One more in this channel: its theoretical free moment moves on by one interval."""
        free = connection.execute(PACE, {"name": name}).scalar()
        later = max(free or now, now) + timedelta(seconds=self._pace.seconds)
        insert_or_replace(connection, outbox_pace, {"name": name, "free": later}, ["name"])

    def mark_sending(self, held: InHand) -> InHand:
        """Commit that a doubtful post is about to be sent again."""
        attempt = held.attempt + 1
        with self._database.write() as connection:
            self._change(connection, held, state=PostState.SENDING, attempts=attempt, looks=0)
        return replace(held, attempt=attempt, doubtful=False, looks=0)

    def extend(self, held: InHand, lease_seconds: float) -> None:
        """Prolong the lease."""
        until = self._after(lease_seconds)
        with self._database.write() as connection:
            self._change(connection, held, lease_until=until)

    def sent(self, held: InHand, ts: str | None) -> None:
        """It arrived, as `ts`: clear the payload."""
        done = {"state": PostState.SENT, "payload": None, "sent_ts": ts}
        with self._database.write() as connection:
            self._change(connection, held, finished=self._database.now(), **done, **FREE)

    def doubtful(self, held: InHand, error_kind: str, delay_seconds: float) -> None:
        """It may have arrived: look for it after the delay."""
        self._put_back(held, PostState.UNKNOWN, delay_seconds, error_kind=error_kind, looks=0)

    def looked(self, held: InHand, delay_seconds: float) -> None:
        """It was not found; look once more after the delay."""
        self._put_back(held, PostState.UNKNOWN, delay_seconds, looks=held.looks + 1)

    def not_sent(self, held: InHand, error_kind: str, delay_seconds: float) -> None:
        """It surely did not arrive: send it after the delay."""
        self._put_back(held, PostState.PLANNED, delay_seconds, error_kind=error_kind)

    def rate_limited(self, held: InHand, retry_after: float, *, everywhere: bool) -> None:
        """Refused for now: send it after `retry_after` seconds, not counted as an attempt."""
        ready = self._after(retry_after)
        state = PostState.UNKNOWN if held.doubtful else PostState.PLANNED
        fewer = held.attempt if held.doubtful else held.attempt - 1
        waiting = {"state": state, "ready": ready, "attempts": fewer, "error_kind": "rate_limited"}
        with self._database.write() as connection:
            self._change(connection, held, **waiting, **FREE)
            if everywhere:
                pause = {"name": f"method:{held.post.method.value}", "free": ready}
                insert_or_replace(connection, outbox_pace, pause, ["name"])

    def dead(self, held: InHand, error_kind: str, instead: Sequence[Post] = ()) -> None:
        """Give it up, and plan others instead, at once."""
        given_up = {"state": PostState.DEAD, "error_kind": error_kind}
        with self._database.write() as connection:
            self._change(connection, held, finished=self._database.now(), **given_up, **FREE)
            plan(self._database, connection, instead)

    def release(self, sender: str) -> int:
        """Put back all that a stopping sender holds; what was being sent becomes doubtful."""
        ours = and_(outbox.c.owner == sender, outbox.c.state.in_(IN_HAND))
        put_back = update(outbox).where(ours).values(state=PostState.UNKNOWN, **FREE)
        with self._database.write() as connection:
            return connection.execute(put_back).rowcount

    def posted_ts(self, dedup_key: str) -> str | None:
        """The ts of a post that arrived, or None."""
        with self._database.read() as connection:
            return connection.execute(
                select(outbox.c.sent_ts).where(outbox.c.dedup_key == dedup_key)
            ).scalar()

    def dead_posts(self) -> list[DeadPost]:
        """Posts given up, newest first."""
        dead = select(outbox).where(outbox.c.state == PostState.DEAD).order_by(outbox.c.id.desc())
        with self._database.read() as connection:
            return [_dead_post(row) for row in connection.execute(dead)]

    def replay(self, outbox_id: OutboxId, by: str) -> bool:
        """Try a dead post again, with an audit row. False when there is none with a payload."""
        dead = and_(outbox.c.state == PostState.DEAD, outbox.c.payload.is_not(None))
        # A post that was ever on its way is looked for first.
        state = case(
            (outbox.c.attempts > 0, PostState.UNKNOWN.value), else_=PostState.PLANNED.value
        )
        again = (
            update(outbox)
            .where(outbox.c.id == outbox_id, dead)
            .values(state=state, looks=0, ready=self._database.now(), finished=None)
        )
        with self._database.write() as connection:
            if not connection.execute(again).rowcount:
                return False
            audit.append(self._database, connection, by, "dead post replayed", str(outbox_id))
        return True

    def counts(self) -> OutboxCounts:
        """How much waits, for health checks."""
        return outbox_counts(self._database)

    def _after(self, seconds: float) -> datetime:
        return self._database.now() + timedelta(seconds=seconds)

    def _put_back(self, held: InHand, state: PostState, delay: float, **values: Any) -> None:  # noqa: ANN401
        ready = self._after(delay)
        with self._database.write() as connection:
            self._change(connection, held, state=state, ready=ready, **values, **FREE)

    def _change(self, connection: Connection, held: InHand, **values: Any) -> None:  # noqa: ANN401
        """Change the row while it is ours; else raise LeaseLost."""
        known = {"its": held.outbox_id, "ours": held.owner, "tried": held.attempt}
        if connection.execute(OURS.values(**values), known).rowcount != 1:
            raise LeaseLost

    def _set(self, connection: Connection, row_id: int, **values: Any) -> None:  # noqa: ANN401
        connection.execute(update(outbox).where(outbox.c.id == row_id).values(**values))


def _dead_post(row: Row[Any]) -> DeadPost:
    return DeadPost(
        outbox_id=OutboxId(row.id),
        dedup_key=row.dedup_key,
        channel=row.channel,
        method=row.method,
        error_kind=row.error_kind,
        attempts=row.attempts,
        planned=row.planned,
    )
