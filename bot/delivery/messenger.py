"""The messenger: what the sender needs of the far side, and every way in which a send can end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.delivery.outbox import InHand, Post


@dataclass(frozen=True)
class Sent:
    """It arrived. `ts` is its identity there; None for what has none (a view)."""

    ts: str | None


@dataclass(frozen=True)
class RateLimited:
    """Refused for now; nothing was posted. `everywhere`: the method as a whole, not the channel."""

    seconds: float
    everywhere: bool = True


@dataclass(frozen=True)
class Refused:
    """Refused for good; nothing was posted. `code` is the far side's ("channel_not_found")."""

    code: str


@dataclass(frozen=True)
class Unreached:
    """The request was never accepted (connection refused, name not found); nothing was posted."""

    kind: str


@dataclass(frozen=True)
class Doubtful:
    """It may or may not have arrived: a time-out, a dropped connection, an internal error."""

    kind: str


@dataclass(frozen=True)
class CannotTell:
    """The far side cannot be read (ephemeral, a missing scope): nobody knows if it arrived."""

    kind: str


SendOutcome = Sent | RateLimited | Refused | Unreached | Doubtful


class Messenger(Protocol):
    """Posts, and looks for what it posted. Must not retry by itself."""

    async def send(self, held: InHand) -> SendOutcome:
        """One attempt. Carries `held.outbox_id` and the dedup key where `find` can read them.
        An exception counts as Doubtful.
        """
        ...

    async def find(self, held: InHand) -> Sent | RateLimited | CannotTell | None:
        """The message posted for this row, if it is there; None when it surely is not."""
        ...

    def instead(self, held: InHand, code: str) -> Sequence[Post]:
        """What to post when this one was given up, `code` says why: often nothing."""
        ...
