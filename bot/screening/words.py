"""The words of a message: where each stands, how it is written, and its folded key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ`\-][^\W\d_]+)*")
_NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"’": "'", "ʼ": "'", "`": "'"}
)
_NAME_PREFIXES = ("Mc", "Mac", "De", "La", "Le", "Di", "Fitz", "Van", "Al", "El")
_SENTENCE_END = frozenset('.!?\n:;•"“(')


def fold(text: str) -> str:
    """Lower-case ASCII-like key of a word: no accents, one kind of apostrophe."""
    lowered = text.lower().translate(_NOT_DECOMPOSED)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters at text[start:end]; `key` is folded and has no possessive ending.

    `end` leaves the possessive out, `full_end` includes it. `first` is true at the start of a
    sentence, where a capital says nothing. `gap` is the text between this word and the one before.
    """

    text: str
    key: str
    start: int
    end: int
    full_end: int
    first: bool
    gap: str

    @property
    def possessive(self) -> bool:
        """True for "Aaliyah's"."""
        return self.full_end > self.end

    @property
    def capital(self) -> bool:
        """True when it starts with a capital letter (or a letter of a script without case)."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """True for short words with several capitals, such as LSCB, DfE or SCRs."""
        if not 1 < len(self.text) <= 6 or self.text.islower():
            return False
        if self.text.startswith(_NAME_PREFIXES):
            return False
        return sum(char.isupper() for char in self.text) > 1 and self.text.isalpha()

    def joined(self) -> bool:
        """True when only a space or a hyphen parts it from the word before."""
        return self.gap.strip(" ") in {"", "-"} and "\n" not in self.gap and self.gap != ""


def words_of(text: str) -> list[Word]:
    """Every word of the text, in order."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        raw, start, full_end = match.group(), match.start(), match.end()
        key = fold(raw)
        end = full_end
        if key.endswith("'s") and len(key) > 2:
            key, end, raw = key[:-2], full_end - 2, raw[:-2]
        gap = text[before:start]
        first = not found or any(char in _SENTENCE_END for char in gap)
        found.append(Word(raw, key, start, end, full_end, first, gap))
        before = full_end
    return found
