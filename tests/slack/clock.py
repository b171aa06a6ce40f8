"""A clock that runs by itself and can be pushed forward: a five-minute retry takes no time."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """Real time plus an offset. `advance` wakes everything that sleeps on this clock."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._sleepers: set[asyncio.Event] = set()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move time forward by `seconds`."""
        self._offset += seconds
        for sleeper in self._sleepers:
            sleeper.set()

    async def sleep_until(self, moment: float) -> None:
        """Return once `now()` has reached `moment`."""
        sleeper = asyncio.Event()
        self._sleepers.add(sleeper)
        try:
            while (left := moment - self.now()) > 0:
                sleeper.clear()
                try:
                    await asyncio.wait_for(sleeper.wait(), timeout=left)
                except TimeoutError:
                    continue
        finally:
            self._sleepers.discard(sleeper)
