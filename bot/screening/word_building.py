"""Words made of other words: "unallocated", "staffroom" and "rebooked" are nobody's name."""

from __future__ import annotations

from functools import lru_cache

from bot.screening.vocabulary import commonest_english

_PREFIXES = ("un", "re", "de", "mis", "pre", "non", "anti", "over", "under", "out", "sub", "multi")
_SUFFIXES = ("able", "ed", "er", "ers", "es", "ing", "s", "ly", "ness", "less", "ful", "ment")
_SHORTEST = 6
_SHORTEST_STEM = 4
_SHORTEST_HALF = 3
_STEM_RANK = 20_000
_HALF_RANK = 4_000  # rarer halves make surnames ("ash" and "croft")


def made_of_words(key: str) -> bool:
    """True for a word with a common prefix or ending, or of two common words."""
    return len(key) >= _SHORTEST and _made(key)


@lru_cache(maxsize=8_192)
def _made(key: str) -> bool:
    stems = {key.removeprefix(prefix) for prefix in _PREFIXES if key.startswith(prefix)}
    stems |= {key.removesuffix(suffix) for suffix in _SUFFIXES if key.endswith(suffix)}
    if commonest_english({stem for stem in stems if len(stem) >= _SHORTEST_STEM}) < _STEM_RANK:
        return True
    halves = range(_SHORTEST_HALF, len(key) - _SHORTEST_HALF + 1)
    return any(_common_half(key[:i]) and _common_half(key[i:]) for i in halves)


def _common_half(word: str) -> bool:
    return commonest_english({word}) < _HALF_RANK
