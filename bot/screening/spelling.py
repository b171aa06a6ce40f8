"""Slips of the finger: a strange word one edit away from a common one is a typing error."""

from __future__ import annotations

from functools import lru_cache

from bot.screening.vocabulary import commonest_english

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # each row half a key further right
_VOWELS = "aeiou"
_SHORTEST = 3
_LONGEST = 20
_COMMONEST = 60  # what a three-letter slip may stand for ("teh", "tht")
_COMMON = 4_000  # rarer words have names among their neighbours ("laden", "Jaden")


def _beside(letter: str) -> str:
    """The keys around a letter's, and for a vowel the other vowels."""
    row, at = next((r, keys.index(letter)) for r, keys in enumerate(_KEYS) if letter in keys)
    places = {(row, at - 1), (row, at + 1), (row - 1, at), (row - 1, at + 1)}
    places |= {(row + 1, at - 1), (row + 1, at)}
    keys = {(r, c): key for r, keys in enumerate(_KEYS) for c, key in enumerate(keys)}
    around = {keys[place] for place in places & keys.keys()}
    vowels = set(_VOWELS) if letter in _VOWELS else set()
    return "".join(sorted((around | vowels) - {letter}))


_BESIDE = {letter: _beside(letter) for letter in _LETTERS}


def near_common_word(key: str, most: int = _COMMON) -> bool:
    """True when the word is long enough to judge and one edit from a common English word."""
    if len(key) == _SHORTEST:
        return _nearest_to_short(key) < _COMMONEST
    return _SHORTEST < len(key) <= _LONGEST and _nearest(key) < most


@lru_cache(maxsize=16_384)
def _nearest_to_short(word: str) -> int:
    """The same for three letters: two swapped, or a vowel left out."""
    swapped = {word[1] + word[0] + word[2], word[0] + word[2] + word[1]}
    return commonest_english(swapped | {word[:i] + c + word[i:] for i in (1, 2) for c in _VOWELS})


@lru_cache(maxsize=16_384)
def _nearest(word: str) -> int:
    """Rank of the commonest English word one edit away, or the number of all words."""
    return commonest_english(_edits(word))


def _edits(word: str) -> set[str]:
    """What a finger may have meant: a letter left out, two swapped, one struck twice or with its
    neighbour, a key beside the right one, a vowel for another (after Norvig 2007).
    """
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    edits = {a + c + b for a, b in splits for c in _LETTERS}
    edits |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    edits |= {a + b[1:] for a, b in splits if b and _extra(a[-1:], b[0], b[1:2])}
    edits |= {a + c + b[1:] for a, b in splits if b for c in _BESIDE.get(b[0], "")}
    return edits


def _extra(before: str, letter: str, after: str) -> bool:
    """Whether a letter can have slipped in beside those around it."""
    beside = _BESIDE.get(letter, "")
    return any(char and (char == letter or char in beside) for char in (before, after))
