"""Where clarifications are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answering.clarification import Clarification, NewClarification


@dataclass(frozen=True)
class TakenBack:
    """It is withdrawn, now or by an earlier attempt of the same person."""

    clarification: Clarification


@dataclass(frozen=True)
class NoSuchClarification:
    """There is none of that number, or somebody else has withdrawn it already."""

    number: int


class ClarificationBook(Protocol):
    """Durable and shared by any number of processes. Blocking; raises StoreUnavailable."""

    def publish(self, new: NewClarification, by: str, act: str) -> Clarification:
        """Number it and keep it, with an audit row. The same act again gives what it made."""
        ...

    def withdraw(self, number: int, by: str) -> TakenBack | NoSuchClarification:
        """Take one back for good, live or expired, with an audit row."""
        ...

    def all(self) -> Sequence[Clarification]:
        """Every one that is kept, newest first."""
        ...

    def ending_from(self, day: date) -> Sequence[Clarification]:
        """Those not withdrawn whose last day is `day` or later, oldest first."""
        ...
