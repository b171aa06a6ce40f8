"""What a person let us remember about their work, to fill in forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class AboutAsker:
    """Both are the person's own choice, and None until chosen."""

    profession: str | None = None
    area: str | None = None


class AskerMemory(Protocol):
    """Blocking; raises StoreUnavailable."""

    def recall(self, person: str) -> AboutAsker:
        """What the person chose; empty when nothing."""
        ...

    def remember(self, person: str, about: AboutAsker) -> None:
        """Replace what is remembered; an empty one removes it."""
        ...
