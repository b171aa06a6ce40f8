"""What answering needs of the index: a live edition to hold, and a search over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from corpus.document import Document, Paragraph, ParagraphId, Slug
from index.edition import EditionId
from index.hit import SearchResult


class HeldEdition(Protocol):
    """One edition while it is being read; it cannot change or close under its reader."""

    @property
    def edition(self) -> EditionId:
        """The edition's id."""
        ...

    @property
    def documents(self) -> Mapping[Slug, Document]:
        """Every document of the edition, by slug."""
        ...

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Every paragraph, in printed order, document by document."""
        ...

    @property
    def by_id(self) -> Mapping[ParagraphId, Paragraph]:
        """Every paragraph by its id."""
        ...

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs printed just before and just after; None at an end.

        Raises:
            KeyError: the edition has no such paragraph.
        """
        ...


class Library(Protocol):
    """The live edition, followed as it moves, and what can be found in it."""

    def hold(self) -> AbstractContextManager[HeldEdition]:
        """Hold the live edition.

        Raises:
            NoEdition: nothing is published yet.
        """
        ...

    def search(
        self, question: str, *, limit: int, without: frozenset[str] = frozenset()
    ) -> SearchResult:
        """Search the live edition. `limit` is the most paragraphs kept, 1 to 50."""
        ...
