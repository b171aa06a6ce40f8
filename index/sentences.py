"""Where the sentences of a paragraph begin and end, as exact offsets into its text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]

# Words that end in a full stop without ending a sentence, as they occur in official reports.
_ABBREVIATED = (
    "no nos p pp para paras rec recs mr mrs ms dr prof cllr st rt hon vs cf ref tel fig sec vol "
    "e.g i.e eg ie viz etc approx dept ltd ed eds jr sr col insp supt sgt"
)
ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_END = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s|$)")
_NEXT_STARTS_SENTENCE = re.compile(r"\s+[\"'“‘(\[]*[A-Z0-9£•●▪·]")
_BULLET = re.compile(r"(?:(?<=\s)|^)[•●▪·◦](?=\s)|(?<=[;:.,])\s+(?:and\s+|or\s+)?[-–]\s(?=\w)|\n+")
_LAST_WORD = re.compile(r"([\w.]+)\.$")
_INITIALS = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")


def sentence_spans(text: str, breaks: Iterable[int] = ()) -> tuple[Span, ...]:
    """The (start, end) of each sentence in reading order, without surrounding white space.

    Every character that is not white space lies in exactly one span. `breaks` are offsets where a
    sentence starts whatever the punctuation says: the starts of a paragraph's bullets.
    """
    cuts = {0, len(text)} | {at for at in breaks if 0 < at < len(text)}
    cuts |= {match.start() for match in _BULLET.finditer(text)}
    cuts |= {match.end() for match in _END.finditer(text) if _ends_sentence(text, match)}
    ordered = sorted(cuts)
    spans = (_trimmed(text, start, end) for start, end in itertools.pairwise(ordered))
    return tuple(span for span in spans if span[0] < span[1])


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Whether the punctuation found closes a sentence and not an abbreviation or initials."""
    if end.end() == len(text):
        return True
    if not _NEXT_STARTS_SENTENCE.match(text, end.end()):
        return False
    if end.group()[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, end.start() - 20), end.start() + 1)
    if before is None:
        return True
    word = before.group(1)
    return word.lower() not in ABBREVIATIONS and not _INITIALS.match(word)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its two ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
