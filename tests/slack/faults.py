"""Faults injected into the Web API: what a real network and a real Slack do on a bad day."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """How one call goes wrong."""

    SERVER_ERROR = "500 with JSON"
    HTML = "503 with an HTML page"
    RATE_LIMITED = "429"
    RESET_BEFORE = "connection reset, call not carried out"
    RESET_AFTER = "connection reset after the call was carried out"
    SLOW = "answer delayed"
    ERROR = "ok: false"


@dataclass
class Planned:
    """The next `times` calls of `method` go wrong in this way. `seconds`: Retry-After or delay;
    `code`: the error of `ok: false`.
    """

    method: str
    fault: Fault
    times: int = 1
    seconds: float = 1.0
    code: str = ""


class Faults:
    """Planned faults first, then random ones with a seed, at `rate` of the calls that post."""

    def __init__(self) -> None:
        self.planned: list[Planned] = []
        self.rate = 0.0
        self.kinds: tuple[Fault, ...] = tuple(fault for fault in Fault if fault is not Fault.ERROR)
        self.seconds = 1.0
        self._random = random.Random(20100317)  # noqa: S311 - faults, not secrets
        self.injected: list[tuple[str, Fault]] = []

    def plan(self, method: str, fault: Fault, times: int = 1, seconds: float = 1.0) -> None:
        """Make the next `times` calls of `method` fail."""
        self.planned.append(Planned(method, fault, times, seconds))

    def refuse(self, method: str, code: str, times: int = 1) -> None:
        """Make the next `times` calls of `method` answer `ok: false` with this error."""
        self.planned.append(Planned(method, Fault.ERROR, times, code=code))

    def next_for(self, method: str) -> Planned | None:
        """The fault for this call, or None."""
        for planned in self.planned:
            if planned.method == method and planned.times > 0:
                planned.times -= 1
                self.injected.append((method, planned.fault))
                return planned
        if self.rate and method.startswith("chat.") and self._random.random() < self.rate:
            fault = self._random.choice(self.kinds)
            self.injected.append((method, fault))
            return Planned(method, fault, seconds=self.seconds)
        return None
