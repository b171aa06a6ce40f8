"""Domain types of the corpus: Document, Paragraph, Footnote. Frozen, with stable ids."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

Slug = NewType("Slug", str)
ParagraphId = NewType("ParagraphId", str)


class ParagraphKind(StrEnum):
    """What a citable piece of text is in the printed document."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    RECOMMENDATION = "recommendation"
    GOVERNMENT_RESPONSE = "government response"
    PROGRESS_UPDATE = "progress update"
    PROJECT = "project"
    TABLE_ROW = "table row"
    LIST = "list"
    LETTER = "letter"
    CASE_STUDY = "case study"
    QUOTATION = "quotation"


@dataclass(frozen=True)
class Document:
    """One published document as the manifest describes it.

    `published` is None where the text states no date. `standing` is the sentence shown beside a
    citation ("progress report"); `status` is current, superseded or withdrawn.
    """

    slug: Slug
    file: str
    title: str
    author: str
    published: date | None
    kind: str
    standing: str
    status: str
    licence: str
    sha256: str


@dataclass(frozen=True)
class Footnote:
    """A note called from a paragraph: its mark and text, never part of the paragraph."""

    mark: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """The smallest thing that is cited, verbatim but for white space, which is collapsed once here.

    A bullet is cited alone or within the paragraph that owns it: `parent` names the owner, whose
    `text` contains the bullet's `text` exactly, at `parent_start`. Only paragraphs without a parent
    count towards coverage. `number` is the printed running number ("27"), unique in a document, or
    None. `position` orders a document's paragraphs as printed. `lines` are 1-based source lines.
    """

    document: Slug
    anchor: str
    locator: str
    number: str | None
    section: tuple[str, ...]
    kind: ParagraphKind
    text: str
    position: int
    lines: tuple[int, int]
    parent: ParagraphId | None = None
    parent_start: int | None = None
    speaker: str | None = None
    footnotes: tuple[Footnote, ...] = field(default=())

    @property
    def paragraph_id(self) -> ParagraphId:
        """Stable across re-parsing: `one-year-on-2010.para-27`, safe in a URL path."""
        return ParagraphId(f"{self.document}.{self.anchor}")

    @property
    def sha256(self) -> str:
        """Digest of the text as published."""
        return hashlib.sha256(self.text.encode()).hexdigest()
