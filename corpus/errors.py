"""What can be wrong with a document; each error carries where and why."""

from __future__ import annotations

from dataclasses import dataclass


class CorpusError(Exception):
    """Base of every error raised while reading the corpus."""


@dataclass
class BadDocument(CorpusError):
    """A document cannot be published: missing, altered, unreadable or without paragraphs."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"
