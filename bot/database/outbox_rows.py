"""Outbox rows as the inbox and the outbox both write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, update

from bot.database.engine import Database
from bot.database.tables import outbox
from bot.database.upsert import insert_new
from bot.delivery.inbox import InboxId
from bot.delivery.outbox import Post, PostState


def lock_outbox(database: Database, connection: Connection) -> None:
    """Nobody claims or plans a post until the transaction ends."""
    database.lock(connection, "outbox")


def plan(
    database: Database,
    connection: Connection,
    posts: Sequence[Post],
    inbox_id: InboxId | None = None,
) -> int:
    """Plan posts in the caller's transaction; returns how many were new.

    Of the edits with one coalesce key, those that still wait give way to the newest.
    """
    if not posts:
        return 0
    lock_outbox(database, connection)
    return sum(_plan_one(database, connection, post, inbox_id) for post in posts)


def _plan_one(
    database: Database, connection: Connection, post: Post, inbox_id: InboxId | None
) -> int:
    now = database.now()
    row = {
        "dedup_key": post.dedup_key,
        "inbox_id": inbox_id,
        "channel": post.channel,
        "thread": post.thread,
        "method": post.method,
        "payload": dict(post.payload),
        "ts": post.ts,
        "refers_to": post.refers_to,
        "coalesce_key": post.coalesce_key,
        "if_unsure": post.if_unsure,
        "state": PostState.PLANNED,
        "attempts": 0,
        "looks": 0,
        "ready": now,
        "planned": now,
    }
    new = insert_new(connection, outbox, [row], "dedup_key")
    if new and post.coalesce_key is not None:
        connection.execute(
            update(outbox)
            .where(
                outbox.c.coalesce_key == post.coalesce_key,
                outbox.c.dedup_key != post.dedup_key,
                outbox.c.state.in_([PostState.PLANNED, PostState.UNKNOWN]),
                # One in hand may be on the wire: it must end before a newer one starts.
                outbox.c.owner.is_(None),
            )
            .values(state=PostState.DROPPED, payload=None, finished=now)
        )
    return new


def post_of(row: Row[Any], ts: str | None) -> Post:
    """The post that a row plans; `ts` is its target's."""
    return Post(
        dedup_key=row.dedup_key,
        channel=row.channel,
        method=row.method,
        payload=row.payload,
        thread=row.thread,
        ts=ts,
        refers_to=row.refers_to,
        coalesce_key=row.coalesce_key,
        if_unsure=row.if_unsure,
    )
