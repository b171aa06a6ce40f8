"""A rush of deliveries: acknowledging goes before answering."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

BUSY = 15
WITHIN_SECONDS = 0.5
"""Thirty deliveries a second are about twice what two cores can answer (18 questions a second)."""
LONGEST_SECONDS = 15.0
CHECK_SECONDS = 0.1


class Rush:
    """Searching takes some 70 ms of a processor, and Slack waits three seconds for an
    acknowledgement: with both at once, a hundred deliveries a second were acknowledged after 0.7 s
    in the middle. So answers wait until the rush is over, or for so long at most.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._arrivals: deque[float] = deque(maxlen=BUSY)

    def arrived(self) -> None:
        """A delivery came."""
        self._arrivals.append(self._clock())

    async def over(self) -> None:
        """Return when deliveries come slowly enough to be answered meanwhile."""
        until = self._clock() + LONGEST_SECONDS
        while self._rushing() and self._clock() < until:
            await asyncio.sleep(CHECK_SECONDS)

    def _rushing(self) -> bool:
        full = len(self._arrivals) == BUSY
        return full and self._clock() - self._arrivals[0] < WITHIN_SECONDS
