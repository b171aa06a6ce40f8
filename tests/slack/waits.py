"""Waiting for what the local Slack cannot announce: the bot's own stores."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tests.slack.bot import Behind

T = TypeVar("T")


async def eventually(found: Callable[[], T | None], timeout: float = 10.0) -> T:
    """The first truthy value of `found()`; TimeoutError otherwise."""
    async with asyncio.timeout(timeout):
        while not (value := found()):
            await asyncio.sleep(0.01)
    return value


async def settled(back: Behind, timeout: float = 20.0) -> None:
    """Wait until nothing waits in the inbox or the outbox."""

    def idle() -> bool:
        inbox, outbox = back.domain.inbox.counts(), back.domain.outbox.counts()
        return not (inbox.waiting or inbox.working or outbox.planned or outbox.unknown)

    await eventually(idle, timeout)
