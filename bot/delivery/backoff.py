"""How long to wait before the next attempt: doubling, with jitter, up to a limit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Between half and all of `first` × 2^(attempt - 1) seconds, at most `most`.

    The jitter keeps attempts that failed together from coming back together.
    """

    first: float = 1.0
    most: float = 60.0
    chance: Callable[[], float] = random.random

    def seconds(self, attempt: int) -> float:
        """The wait after the given attempt, which counts from 1."""
        whole = min(self.most, self.first * 2.0 ** min(attempt - 1, 30))
        return whole * (0.5 + self.chance() / 2)
