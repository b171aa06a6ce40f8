"""The off-switch of the administrators: while it is off, askers are told why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LONGEST_REASON = 200


@dataclass(frozen=True)
class Paused:
    """Answers are off. `reason` is shown to everybody who asks."""

    reason: str
    by: str
    since: datetime


class PauseSwitch(Protocol):
    """Shared by every process; each move leaves an audit row. Blocking."""

    def state(self) -> Paused | None:
        """Who paused the answers, when and why; None while they are on."""
        ...

    def reason(self) -> str | None:
        """Why answers are paused; None while they are on."""
        ...

    def pause(self, reason: str, by: str) -> None:
        """Stop answering. Pausing again changes the reason."""
        ...

    def resume(self, by: str) -> None:
        """Answer again. Nothing happens when answers are on."""
        ...
