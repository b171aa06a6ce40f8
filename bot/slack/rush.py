"""A rush of deliveries: acknowledging goes before answering."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

MANY, WITHIN_SECONDS = 15, 0.5
"""Thirty deliveries a second are more than two cores can both acknowledge and answer."""
RUSH_SECONDS = 15.0
"""So long a rush is waited out; one that lasts is no rush but how things are."""
QUIET_SECONDS = 0.2
"""Nothing came for so long: answers may use every processor."""
LONGEST_SECONDS = 2.0
"""After that, so often at least a search begins, however many deliveries come."""
CHECK_SECONDS = 0.02
PASSES, IDLE_SECONDS = 3, 0.004
"""An event loop with nothing to do goes round three times in less. Three: a socket is read in the
first round, its message is in hand after the second."""


class Rush:
    """Searching takes some 70 ms of a processor and screening a message 6, on one interpreter lock,
    and Slack waits three seconds for an acknowledgement. So no search begins while many deliveries
    come; while some do, one runs at a time, and begins when the edge has nothing in hand. Belongs
    to one event loop.
    """

    def __init__(
        self, at_once: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`at_once` is the most searches; more than processors only make each of them slower."""
        self._at_once = at_once or os.cpu_count() or 1
        self._clock = clock
        self._held = 0
        self._searching = 0
        self._arrivals: deque[float] = deque([float("-inf")], maxlen=MANY)
        self._calm = self._began = float("-inf")
        self._next = asyncio.Lock()
        self._changed = asyncio.Event()

    def arrived(self) -> None:
        """A delivery came."""
        now = self._clock()
        self._arrivals.append(now)
        if not self._many(now):
            self._calm = now

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """While the block runs, a delivery is being screened or is on its way to the disk."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._changed.set()

    @asynccontextmanager
    async def search(self) -> AsyncIterator[None]:
        """Run the block when it is its turn, first come, first served."""
        async with self._next:
            while not await self._may_begin():
                self._changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), CHECK_SECONDS)
            self._searching += 1
            self._began = self._clock()
        try:
            yield
        finally:
            self._searching -= 1
            self._changed.set()

    async def _may_begin(self) -> bool:
        now = self._clock()
        if now - self._arrivals[-1] >= QUIET_SECONDS:
            return self._searching < self._at_once
        if self._searching or (self._many(now) and now - self._calm < RUSH_SECONDS):
            return False
        return now - self._began >= LONGEST_SECONDS or await self._nothing_in_hand()

    def _many(self, now: float) -> bool:
        return len(self._arrivals) == MANY and now - self._arrivals[0] < WITHIN_SECONDS

    async def _nothing_in_hand(self) -> bool:
        """Neither on the way to the disk nor still in a socket or the loop's queue."""
        started = self._clock()
        for _ in range(PASSES):
            if self._held:
                return False
            await asyncio.sleep(0)
        return not self._held and self._clock() - started < IDLE_SECONDS
