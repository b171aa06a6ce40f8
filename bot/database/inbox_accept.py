"""Writing deliveries once each: a few statements for a batch, because each is a round trip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from bot.database.tables import identities, inbox
from bot.database.upsert import insert_many_new
from bot.delivery.inbox import Accepted, Delivery, Duplicate, InboxId, InboxState

KNOWN = select(identities.c.identity, identities.c.inbox_id).where(
    identities.c.identity.in_(bindparam("keys", expanding=True))
)
INSERT = insert(inbox).returning(inbox.c.id, sort_by_parameter_order=True)


def accept_all(
    connection: Connection, deliveries: Sequence[Delivery], now: datetime
) -> list[Accepted | Duplicate]:
    """Write those that are new, in order; the caller's lock keeps others from doing so meanwhile.

    A duplicate's further identities are learned, so that a third telling is known by those too.
    """
    keys = sorted({key for delivery in deliveries for key in delivery.keys})
    known = {row.identity: row.inbox_id for row in connection.execute(KNOWN, {"keys": keys})}
    new: list[Delivery] = []
    places: list[int] = []
    for delivery in deliveries:
        place = next((known[key] for key in delivery.keys if key in known), None)
        if place is None:
            new.append(delivery)
            place = -len(new)  # stands for the id that it will have
        places.append(place)
        for key in delivery.keys:
            known.setdefault(key, place)
    ids = _insert(connection, new, now)
    real = {-number: inbox_id for number, inbox_id in enumerate(ids, start=1)}
    rows = [
        {"identity": key, "inbox_id": real.get(place, place), "seen": now}
        for key, place in known.items()
    ]
    insert_many_new(connection, identities, rows, "identity")
    return _results(places, real)


def _insert(connection: Connection, new: Sequence[Delivery], now: datetime) -> Sequence[int]:
    if not new:
        return []
    return connection.execute(INSERT, [_row(delivery, now) for delivery in new]).scalars().all()


def _row(delivery: Delivery, now: datetime) -> dict[str, Any]:
    return {
        "kind": delivery.kind,
        "conversation": delivery.conversation,
        "person": delivery.person,
        "body": dict(delivery.body),
        "state": InboxState.WAITING,
        "attempts": 0,
        "wording": 0,
        "ready": now,
        "accepted": now,
    }


def _results(places: Sequence[int], real: dict[int, int]) -> list[Accepted | Duplicate]:
    """The first delivery of each new place was accepted; all others came before."""
    results: list[Accepted | Duplicate] = []
    told: set[int] = set()
    for place in places:
        inbox_id = InboxId(real.get(place, place))
        new = place in real and place not in told
        results.append(Accepted(inbox_id) if new else Duplicate(inbox_id))
        told.add(place)
    return results
