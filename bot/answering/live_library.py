"""The library over the live edition: the real implementation of the seam in `library`."""

from __future__ import annotations

from contextlib import AbstractContextManager

from index.hit import SearchResult
from index.live import LiveEdition
from index.open_edition import OpenEdition
from index.whole_answer import WholeAnswers


class LiveLibrary:
    """Every search and every reading holds one edition, the one that is live at that moment."""

    def __init__(self, live: LiveEdition, searcher: WholeAnswers) -> None:
        self._live = live
        self._searcher = searcher

    def hold(self) -> AbstractContextManager[OpenEdition]:
        """Hold the live edition. Raises NoEdition before the first publication."""
        return self._live.hold()

    def search(
        self, question: str, *, limit: int, without: frozenset[str] = frozenset()
    ) -> SearchResult:
        """Search the live edition. `limit` is the most paragraphs kept, 1 to 50."""
        with self._live.hold() as edition:
            return self._searcher.search(edition, question, limit=limit, without=without)
