"""A message as received, made inert: no control, zero-width or bidirectional characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.screening.screened import Refusal

LONGEST_MESSAGE = 4_000  # characters as received; a long e-mail fits, a pasted file does not

_INVISIBLE = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0\ufffc\ufffd")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset("\n\t")
_MOST_MARKS_A_LETTER = 2
_VARIATION = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Cleaned:
    """Clean text, and for each of its characters the [start, end) it had as received."""

    text: str
    places: tuple[tuple[int, int], ...]


def refusal_of(text: str) -> Refusal | None:
    """Say at once, without reading it through, why a message cannot be taken."""
    if len(text) > LONGEST_MESSAGE:
        return Refusal.TOO_LONG
    if not text.strip():
        return Refusal.EMPTY
    return None


def clean(text: str) -> Cleaned:
    """Compose accents (NFC), drop what cannot be seen, keep line breaks, cap piled-up marks."""
    if text.isascii() and all(char in _SPACES or char.isprintable() for char in text):
        return Cleaned(text, tuple((index, index + 1) for index in range(len(text))))
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", _visible(text[start:end]))
        for char in composed:
            kept.append(char)
            places.append((start, end))
    return Cleaned("".join(kept), tuple(places))


def readable(text: str) -> bool:
    """True when the text holds a letter or a digit of any script."""
    return any(char.isalnum() for char in text)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of one base character with the marks and invisible characters that follow it."""
    starts = [
        index
        for index, char in enumerate(text)
        if index == 0 or not (unicodedata.combining(char) or _is_invisible(char))
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _visible(cluster: str) -> str:
    marks = 0
    kept: list[str] = []
    for raw in cluster:
        char = "\n" if raw in "\r\u2028\u2029\u0085\v\f" else raw
        if _is_invisible(char):
            continue
        marks += bool(unicodedata.combining(char))
        if marks <= _MOST_MARKS_A_LETTER or not unicodedata.combining(char):
            kept.append(char)
    return "".join(kept)


def _is_invisible(char: str) -> bool:
    if char in _SPACES or char in "\r\v\f\u0085":
        return False
    if char in _INVISIBLE or _VARIATION.match(char):
        return True
    return unicodedata.category(char) in _INVISIBLE_CATEGORIES
