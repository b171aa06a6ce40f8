"""The audit trail: who did what and when, by ids only, in a chain that shows tampering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class AuditRow:
    """One act. `detail` holds ids and codes, never anybody's words.

    `digest` is the sha256 of this row's fields joined with the digest of the row before.
    """

    number: int
    who: str
    what: str
    when: datetime
    detail: str
    digest: str


@dataclass
class AuditChainBroken(Exception):
    """An audit row was changed, removed or put in: the first one that does not fit."""

    row: int
    reason: str

    def __str__(self) -> str:
        return f"audit row {self.row}: {self.reason}"


class AuditTrail(Protocol):
    """Append-only."""

    def record(self, who: str, what: str, detail: str = "") -> AuditRow:
        """Append an act, committed before it returns."""
        ...

    def recent(self, limit: int = 100) -> list[AuditRow]:
        """The newest acts, newest first."""
        ...

    def verify(self) -> int:
        """Check the whole chain; returns its length. Raises AuditChainBroken."""
        ...
