"""Slips of the keyboard: a word that nobody knows becomes the nearest word of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 5  # below this, one slip turns one real word into another


class Spelling:
    """Corrects words unknown to the corpus and to common English. `counts` is how often each word
    occurs in the corpus; of two equally near words the commoner wins. `known` tells whether a
    lower-cased word is common English.
    """

    def __init__(self, counts: Mapping[str, int], known: Callable[[str], bool]) -> None:
        self._counts = {word: count for word, count in counts.items() if len(word) >= SHORTEST - 1}
        self._choices = sorted(word for word in self._counts if word.isalpha())
        self._known = known
        self._all = frozenset(counts)

    def correct(self, word: str) -> str | None:
        """The word meant by a lower-cased misspelt `word`, or None when it is best left alone."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._all or self._known(word):
            return None
        allowed = 1 if len(word) < 8 else 2
        near = process.extract(
            word,
            self._choices,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=allowed,
            limit=12,
        )
        if not near:
            return None
        # A slip is rarely in the first letter, so another first letter counts as one more.
        best = min(
            near, key=lambda one: (one[1] + (one[0][0] != word[0]), -self._counts[one[0]], one[0])
        )
        return str(best[0])
