"""Small documents made for the tests of the index, and a plain sentence splitter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Paragraph, ParagraphId, ParagraphKind, Slug

SLUG = Slug("small-report-2010")


@dataclass(frozen=True)
class SmallLibrary:
    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]


def document(slug: str = SLUG, title: str = "The Small Report") -> Document:
    return Document(
        slug=Slug(slug),
        file=f"{slug}.txt",
        title=title,
        author="A. Writer",
        published=date(2010, 3, 17),
        kind="report",
        standing="progress report",
        status="current",
        licence="OGL",
        sha256="0" * 64,
    )


def paragraph(  # one keyword for each thing a test varies
    text: str,
    number: int,
    *,
    document: str = SLUG,
    section: tuple[str, ...] = ("Local leadership",),
    parent: str | None = None,
    parent_start: int | None = None,
    anchor: str | None = None,
) -> Paragraph:
    return Paragraph(
        document=Slug(document),
        anchor=anchor or f"para-{number}",
        locator=f"para {number}",
        number=None if parent else str(number),
        section=section,
        kind=ParagraphKind.BULLET if parent else ParagraphKind.PARAGRAPH,
        text=text,
        position=number,
        lines=(number, number),
        parent=None if parent is None else ParagraphId(parent),
        parent_start=parent_start,
    )


def library(texts: Iterable[str]) -> SmallLibrary:
    paragraphs = tuple(paragraph(text, number) for number, text in enumerate(texts, start=1))
    return SmallLibrary((document(),), paragraphs)


def split(text: str, breaks: Iterable[int] = ()) -> Sequence[tuple[int, int]]:
    """Sentences end at a full stop and a space; enough for the texts of these tests."""
    cuts = sorted({0, len(text), *breaks, *(m.end() for m in re.finditer(r"\.\s", text))})
    spans = itertools.pairwise(cuts)
    return [(start, start + len(text[start:end].rstrip())) for start, end in spans]
