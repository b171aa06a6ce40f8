"""One way in which a detail is written: a pattern, and the words that no such detail is without.

Most messages hold none of them, and looking a word up costs a hundredth of running a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.screening.words import Word, fold, words_of

FIGURE = "0"
"""Stands for any figure among the words that a form needs."""

_RUN = re.compile(r"[^\W\d_]+|[,@#/:&(.]")
_FIGURE = re.compile(r"\d")


class Glance:
    """What one look at a clean text shows: its words, and the runs of letters and marks it holds.

    `held` is lower case, has commas and the like beside letters, and FIGURE for any figure.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = words_of(text)
        self.held: set[str] = set(_RUN.findall(text.lower() if text.isascii() else fold(text)))
        if _FIGURE.search(text):
            self.held.add(FIGURE)


class Form:
    """A pattern (case ignored), tried only on a text that holds a word of each of `needs`."""

    def __init__(self, pattern: str, *needs: Iterable[str]) -> None:
        self.pattern = re.compile(pattern, re.I)
        self.needs = tuple(frozenset(words) for words in needs)

    def found(self, glance: Glance) -> Iterator[re.Match[str]]:
        """Every match in the text, from left to right."""
        held = glance.held
        for words in self.needs:
            if words.isdisjoint(held):
                return iter(())
        return self.pattern.finditer(glance.text)


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def listed(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())
