"""An edition: an immutable folder that answers questions; the register says which is live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType, Protocol

EditionId = NewType("EditionId", str)


class EditionState(StrEnum):
    """Where an edition is in its life."""

    BUILT = "built"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True)
class EditionRecord:
    """One row of the register. `digest` is the sha256 of the edition's manifest file."""

    edition: EditionId
    state: EditionState
    digest: str
    paragraphs: int
    created: datetime
    published: datetime | None


class EditionRegister(Protocol):
    """The pointer to the live edition, kept in the database; one live edition at most."""

    def add(self, edition: EditionId, digest: str, paragraphs: int) -> None:
        """Record a built and checked edition. Adding it twice is an error."""
        ...

    def publish(self, edition: EditionId, by: str) -> EditionRecord:
        """Make `edition` live and retire the previous one, with an audit row, at once.

        Publishing the live edition again changes nothing. Raises `EditionUnknown`.
        """
        ...

    def rollback(self, by: str) -> EditionRecord:
        """Make the edition that was live before live again; `EditionUnknown` without one."""
        ...

    def live(self) -> EditionRecord | None:
        """The live edition, or None before the first publication."""
        ...

    def all(self) -> list[EditionRecord]:
        """Every recorded edition, newest first."""
        ...

    def remove(self, edition: EditionId) -> None:
        """Forget an edition; `EditionUnknown`, or ValueError when it is live."""
        ...


def edition_folder(home: Path, edition: EditionId) -> Path:
    """Where an edition lies under the state folder (`GUIDANCE_HOME`)."""
    return home / "editions" / edition
