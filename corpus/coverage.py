"""The proof that nothing of a document is lost.

Every word of the source must be in exactly one paragraph, heading, footnote or listed piece of
furniture. The words are counted from the raw file by a reading of its own that knows nothing of
paragraphs, and from the outcome; any difference is named with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.document import Slug
from corpus.formats.inline import LINK, TAG, plain_digits, unescape
from corpus.structure.parsed import Furniture, ParsedDocument

_WORD = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[^\W⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True)
class StrayWord:
    """A word that is missing from the outcome, or there too often, with a line it stands on."""

    word: str
    line: int | None


@dataclass(frozen=True)
class CoverageReport:
    """Where the words of one document went, in words.

    `source` counts all printed words of the file; the four places add up to it when the report is
    `complete`. `markup` counts words inside tags and link targets, which print does not show.
    """

    document: Slug
    source: int
    paragraphs: int
    headings: int
    footnotes: int
    furniture_words: int
    markup: int
    missing: tuple[StrayWord, ...]
    repeated: tuple[StrayWord, ...]
    furniture: tuple[Furniture, ...]

    @property
    def complete(self) -> bool:
        """Whether every word is in exactly one place."""
        return not self.missing and not self.repeated

    @property
    def share(self) -> float:
        """The share of the source's words that are in a place, 0 to 1."""
        return 1.0 if not self.source else 1 - len(self.missing) / self.source


def cover(parsed: ParsedDocument, source: str) -> CoverageReport:
    """Count the words of `source` against what `parsed` made of them."""
    printed = LINK.sub(r"\1", unescape(TAG.sub(" ", source)))
    in_source = Counter(words(printed))
    paragraphs = _count(
        text
        for paragraph in parsed.paragraphs
        if paragraph.parent is None
        for text in (paragraph.text, paragraph.speaker or "")
    )
    headings = _count(heading.text for heading in parsed.headings)
    footnotes = _count(note.footnote.text for note in parsed.notes)
    furniture = _count(piece.text for piece in parsed.furniture)
    found = paragraphs + headings + footnotes + furniture
    lines = _lines_by_word(source)
    return CoverageReport(
        document=parsed.document.slug,
        source=in_source.total(),
        paragraphs=paragraphs.total(),
        headings=headings.total(),
        footnotes=footnotes.total(),
        furniture_words=furniture.total(),
        markup=len(list(words(unescape(source)))) - in_source.total(),
        missing=_strays(in_source - found, lines),
        repeated=_strays(found - in_source, lines),
        furniture=parsed.furniture,
    )


def words(text: str) -> Iterable[str]:
    """The words of a text; superscript digits are words of their own, as plain digits."""
    return (plain_digits(found[0]) for found in _WORD.finditer(text))


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))


def _lines_by_word(source: str) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for number, line in enumerate(source.split("\n"), start=1):
        for word in words(line):
            first.setdefault(word, number)
    return first


def _strays(words_left: Counter[str], lines: Mapping[str, int]) -> tuple[StrayWord, ...]:
    return tuple(StrayWord(word, lines.get(word)) for word in words_left.elements())
