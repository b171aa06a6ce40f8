"""Splits a text around its key sentence, and a paragraph around its bullets, for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.document import Paragraph


class Marked(NamedTuple):
    """A text in three parts; their join is the text, to the letter."""

    before: str
    quote: str
    after: str


class Part(NamedTuple):
    """A stretch of a paragraph: its own words (`child` None) or one of its citable children."""

    text: str
    child: Paragraph | None


def marked(text: str, quote: str) -> Marked:
    """The text around its quotation; a quotation that is not there marks nothing."""
    before, found, after = text.partition(quote) if quote else (text, "", "")
    return Marked(before, found, after)


def parts_of(paragraph: Paragraph, children: Sequence[Paragraph]) -> list[Part]:
    """A paragraph's words and its children's, in order; joined they are the text to the letter."""
    parts: list[Part] = []
    at = 0
    for child in sorted(children, key=lambda child: child.parent_start or 0):
        start = child.parent_start or 0
        if start < at or paragraph.text[start : start + len(child.text)] != child.text:
            continue  # a child within a child is shown by the outer one
        if paragraph.text[at:start].strip():
            parts.append(Part(paragraph.text[at:start].strip(), None))
        parts.append(Part(child.text, child))
        at = start + len(child.text)
    if paragraph.text[at:].strip():
        parts.append(Part(paragraph.text[at:].strip(), None))
    return parts
