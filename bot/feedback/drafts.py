"""Long texts that wait for a person's yes: a form holds 3,000 characters, a message 40,000."""

from __future__ import annotations

from typing import Protocol


class Drafts(Protocol):
    """Holds masked text for a day, under an id that names nobody. Raises StoreUnavailable."""

    def keep(self, text: str) -> str:
        """Keep a text; returns its id."""
        ...

    def read(self, draft: str) -> str | None:
        """The text, or None when it is gone."""
        ...

    def drop(self, draft: str) -> None:
        """Remove a text that is no longer needed."""
        ...
