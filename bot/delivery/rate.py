"""How often one person may ask, counted over all processes together."""

from __future__ import annotations

from typing import Protocol


class RateLimit(Protocol):
    """The generic cell rate algorithm: a whole minute's worth at once, then evenly spread."""

    def take(self, person: str) -> float:
        """Count one question. 0.0 when it is within the limit; else the seconds to wait before the
        next one is, and it is not counted. Blocking; raises StoreUnavailable.
        """
        ...
