"""What comes out of a document: paragraphs, and everything else that is printed in it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Document, Footnote, Paragraph


@dataclass(frozen=True)
class Heading:
    """A heading as printed above the text, with its 1-based line."""

    text: str
    line: int


@dataclass(frozen=True)
class Note:
    """A footnote with the source lines it stands on."""

    footnote: Footnote
    lines: tuple[int, int]


@dataclass(frozen=True)
class Furniture:
    """Printed matter that is neither text nor heading nor note: the words, why, and the line."""

    text: str
    reason: str
    line: int


@dataclass(frozen=True)
class ParsedDocument:
    """A document taken apart; nothing of it is lost (see corpus.coverage)."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    notes: tuple[Note, ...]
    furniture: tuple[Furniture, ...]
