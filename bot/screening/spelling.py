"""Slips of the finger: a strange word one edit away from a common one is a typing error."""

from __future__ import annotations

from functools import lru_cache

from bot.screening.vocabulary import Vocabulary, commonest_english

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 3
_LONGEST = 20
_COMMONEST = 60  # what a three-letter slip may stand for ("teh", "tht")
_COMMON = 4_000  # rarer words have names among their neighbours ("laden", "Jaden")


def near_common_word(key: str, vocabulary: Vocabulary, most: int = _COMMON) -> bool:
    """True when the word is long enough to judge and one edit from a common English word."""
    if len(key) == _SHORTEST:
        swapped = {key[1] + key[0] + key[2], key[0] + key[2] + key[1]}
        longer = {key[:i] + letter + key[i:] for i in (1, 2) for letter in "aeiou"}
        return any(vocabulary.is_common(edit, _COMMONEST) for edit in swapped | longer)
    return _SHORTEST < len(key) <= _LONGEST and _nearest(key) < most


@lru_cache(maxsize=16_384)
def _nearest(word: str) -> int:
    """Rank of the commonest English word one edit away, or the number of all words."""
    return commonest_english(_edits(word))


def _edits(word: str) -> set[str]:
    """Every string one deletion, swap, replacement or insertion away (Norvig 2007)."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    edits = {a + b[1:] for a, b in splits if b}
    edits |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    edits |= {a + c + b[1:] for a, b in splits if b for c in _LETTERS}
    edits |= {a + c + b for a, b in splits for c in _LETTERS}
    return edits
