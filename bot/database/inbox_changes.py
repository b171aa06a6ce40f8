"""What happens to a delivery when its message is edited or deleted while it is being answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.database.engine import Database
from bot.database.inbox_accept import accept_all
from bot.database.outbox_rows import lock_outbox
from bot.database.tables import identities, inbox, outbox
from bot.delivery.inbox import (
    Accepted,
    Delivery,
    InboxId,
    InboxState,
    Restarted,
    TooLate,
    Unheard,
    Withdrawn,
)
from bot.delivery.outbox import PostState

MAY_HAVE_ARRIVED = (PostState.SENDING, PostState.UNKNOWN, PostState.SENT)


@dataclass(frozen=True)
class _Found:
    inbox_id: InboxId
    state: InboxState
    finished: datetime | None
    posted: tuple[str, ...]

    @property
    def too_late(self) -> TooLate | None:
        if self.finished is None or not self.posted:
            return None
        return TooLate(self.inbox_id, self.finished, self.posted)


def cancel(database: Database, key: str) -> Withdrawn | TooLate | Unheard:
    """See `bot.delivery.inbox.Inbox.cancel`."""
    with database.write() as connection:
        found = _find(database, connection, key)
        if found is None:
            _remember(database, connection, key)
            return Unheard()
        _remove_planned(connection, found.inbox_id)
        if found.too_late:
            return found.too_late
        _cancelled(database, connection, found.inbox_id)
        return Withdrawn(found.inbox_id)


def supersede(
    database: Database, key: str, body: Mapping[str, Any]
) -> Restarted | TooLate | Unheard:
    """See `bot.delivery.inbox.Inbox.supersede`."""
    with database.write() as connection:
        found = _find(database, connection, key)
        if found is None or found.state is InboxState.CANCELLED:
            return Unheard()
        if found.too_late:
            return found.too_late
        _remove_planned(connection, found.inbox_id)
        connection.execute(
            update(inbox)
            .where(inbox.c.id == found.inbox_id)
            .values(
                state=InboxState.WAITING,
                body=dict(body),
                wording=inbox.c.wording + 1,
                attempts=0,
                ready=database.now(),
                owner=None,
                lease_until=None,
                finished=None,
            )
        )
        return Restarted(found.inbox_id)


def _remember(database: Database, connection: Connection, key: str) -> None:
    """Deliveries may overtake each other: one that comes after its deletion is known by its key."""
    database.lock(connection, "inbox accept")
    result = accept_all(connection, [Delivery(key, "deletion", key, {})], database.now())[0]
    if isinstance(result, Accepted):
        _cancelled(database, connection, result.inbox_id)


def _cancelled(database: Database, connection: Connection, inbox_id: InboxId) -> None:
    connection.execute(
        update(inbox)
        .where(inbox.c.id == inbox_id)
        .values(
            state=InboxState.CANCELLED,
            body=None,
            owner=None,
            lease_until=None,
            finished=database.now(),
        )
    )


def _find(database: Database, connection: Connection, key: str) -> _Found | None:
    """The delivery and what it posted; the outbox stands still until the transaction ends."""
    lock_outbox(database, connection)
    row = connection.execute(
        select(inbox.c.id, inbox.c.state, inbox.c.finished)
        .join(identities, identities.c.inbox_id == inbox.c.id)
        .where(identities.c.identity == key)
        .with_for_update(of=inbox)
    ).first()
    if row is None:
        return None
    gone_out = select(outbox.c.dedup_key).where(
        outbox.c.inbox_id == row.id, outbox.c.state.in_(MAY_HAVE_ARRIVED)
    )
    posted = tuple(connection.execute(gone_out.order_by(outbox.c.id)).scalars())
    return _Found(InboxId(row.id), row.state, row.finished, posted)


def _remove_planned(connection: Connection, inbox_id: InboxId) -> None:
    """Remove the rows themselves: the same dedup keys are planned again by the new wording."""
    connection.execute(
        delete(outbox).where(outbox.c.inbox_id == inbox_id, outbox.c.state == PostState.PLANNED)
    )
