"""How long things are kept, and the round that removes what is older."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.delivery.errors import StoreUnavailable
from bot.delivery.inbox import IDENTITY_KEPT

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Retention:
    """Periods. Bodies and payloads are cleared the moment they are done with, not by these.

    `questions`: masked questions, their answers and votes, and the ids of what was posted.
    `identities`: under which names a delivery came, so that it is known when it comes again.
    `dead`: what was given up and can be replayed.
    `feedback`: items of feedback after they ended, and clarifications after theirs.
    """

    questions: timedelta = timedelta(days=365)
    identities: timedelta = IDENTITY_KEPT
    dead: timedelta = timedelta(days=30)
    feedback: timedelta = timedelta(days=1095)


@dataclass(frozen=True)
class Swept:
    """Rows removed, by table."""

    removed: dict[str, int] = field(default_factory=dict)


class Sweeper:
    """Sweeps at start and then each hour, on a thread, until `stop`."""

    def __init__(self, sweep: Callable[[], Swept], *, every_seconds: float = 3600.0) -> None:
        self._sweep = sweep
        self._every_seconds = every_seconds
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End after the round under way."""
        self._stopping.set()

    async def run(self) -> None:
        """Sweep until `stop`. A round that fails is logged and the next one does its work."""
        while not self._stopping.is_set():
            try:
                swept = await asyncio.to_thread(self._sweep)
            except StoreUnavailable as error:
                log.warning("retention: %s", error)
            else:
                log.info("retention: %s", swept.removed)
            try:
                await asyncio.wait_for(self._stopping.wait(), self._every_seconds)
            except TimeoutError:
                continue
