"""Near-duplicates: the same words printed twice, in one report or in two."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Paragraph
from index.terms import words

SHINGLE = 4  # words
ALIKE = 0.9
FEWEST = 8  # shingles; shorter texts are alike by chance


class Duplicates:
    """Compares paragraphs of one edition by their shingles, which are worked out once."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._shingles: dict[int, frozenset[tuple[str, ...]]] = {}

    def repeats(self, row: int, earlier: int) -> bool:
        """Whether what paragraph `row` says is, to 9 parts in 10, in paragraph `earlier` too."""
        ours, theirs = self._of(row), self._of(earlier)
        if len(ours) < FEWEST:
            return False
        return len(ours & theirs) / len(ours) >= ALIKE

    def _of(self, row: int) -> frozenset[tuple[str, ...]]:
        if row not in self._shingles:
            spoken = words(self._paragraphs[row].text)
            last = len(spoken) - SHINGLE + 1
            self._shingles[row] = frozenset(
                tuple(spoken[at : at + SHINGLE]) for at in range(max(last, 0))
            )
        return self._shingles[row]
