"""Which post is next: the question that the outbox asks the database.

The pace is the generic cell rate algorithm: a channel's `free` is when it would be idle again if
all its posts had gone one interval apart; a burst may run ahead of it, to `ahead`.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Exists,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from bot.database.columns import Instant
from bot.database.tables import outbox, outbox_pace, unsent


def _behind_another() -> Exists:
    earlier = outbox.alias("earlier")
    ahead_of_it = and_(earlier.c.channel == outbox.c.channel, earlier.c.id < outbox.c.id)
    return select(earlier.c.id).where(ahead_of_it, unsent(earlier)).exists()


def _target_on_its_way() -> Exists:
    target = outbox.alias("target")
    on_its_way = and_(unsent(target), target.c.id < outbox.c.id)
    return select(target.c.id).where(target.c.dedup_key == outbox.c.refers_to, on_its_way).exists()


def _next_due() -> Select[tuple[object, ...]]:
    now: ColumnElement[object] = bindparam("now", type_=Instant())
    channel, method = outbox_pace.alias("channel_pace"), outbox_pace.alias("method_pace")
    method_name = literal("method:") + type_coerce(outbox.c.method, String)
    return (
        select(outbox)
        .outerjoin(channel, channel.c.name == literal("channel:") + outbox.c.channel)
        .outerjoin(method, method.c.name == method_name)
        .where(
            unsent(outbox),
            outbox.c.ready <= now,
            or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now),
            func.coalesce(channel.c.free, now) <= bindparam("ahead", type_=Instant()),
            func.coalesce(method.c.free, now) <= now,
            ~_behind_another(),
            ~_target_on_its_way(),
        )
        .order_by(outbox.c.id)
        .limit(bindparam("most", type_=Integer()))
    )


NEXT_DUE = _next_due()
"""The oldest posts that are due, first in their channels, whose channel and method are free.
Takes `now`, `ahead` and `most`."""
