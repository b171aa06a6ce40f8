"""The reader: a whole document with an anchor for every paragraph, or one paragraph alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from bot.web.marking import Part, parts_of
from bot.web.pages import page
from bot.web.services import WebServices
from corpus.document import Paragraph, ParagraphId, Slug


@dataclass(frozen=True)
class Heading:
    """A heading to print above a paragraph: its level, 2 to 5, its words and its anchor."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Shown:
    """One paragraph as the reader prints it, with the headings that open just before it."""

    paragraph: Paragraph
    headings: tuple[Heading, ...]
    parts: tuple[Part, ...]


def router(services: WebServices) -> APIRouter:
    """Routes of the reader."""
    routes = APIRouter(prefix="/read")

    @routes.get("/{document}")
    def whole(document: str) -> HTMLResponse:
        with services.library.hold() as edition:
            found = edition.documents.get(Slug(document))
            if found is None:
                raise HTTPException(404)
            shown = _shown([p for p in edition.paragraphs if p.document == document])
            contents = [heading for item in shown for heading in item.headings]
            values = {"document": found, "shown": shown, "contents": contents}
            return page("reader.html", values | {"edition": edition.edition})

    @routes.get("/{document}/{paragraph_id}")
    def one(document: str, paragraph_id: str) -> HTMLResponse:
        wanted = paragraph_id.removeprefix(f"{document}.")
        with services.library.hold() as edition:
            found = edition.documents.get(Slug(document))
            paragraph = edition.by_id.get(ParagraphId(f"{document}.{wanted}"))
            if found is None or paragraph is None:
                raise HTTPException(404)
            before, after = edition.neighbours(paragraph.paragraph_id)
            return page(
                "paragraph.html",
                {
                    "document": found,
                    "paragraph": paragraph,
                    "before": before,
                    "after": after,
                    "edition": edition.edition,
                },
            )

    return routes


def _shown(paragraphs: Sequence[Paragraph]) -> list[Shown]:
    """Top-level paragraphs in printed order, each with its new headings and its children."""
    children: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.parent is not None:
            children[paragraph.parent].append(paragraph)
    shown: list[Shown] = []
    open_section: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.parent is not None:
            continue
        headings = _new_headings(open_section, paragraph)
        open_section = paragraph.section
        parts = tuple(parts_of(paragraph, children[paragraph.paragraph_id]))
        shown.append(Shown(paragraph, headings, parts))
    return shown


def _new_headings(open_section: tuple[str, ...], paragraph: Paragraph) -> tuple[Heading, ...]:
    """The part of the section path that was not open already."""
    same = 0
    for old, new in zip(open_section, paragraph.section, strict=False):
        if old != new:
            break
        same += 1
    return tuple(
        Heading(min(2 + depth, 5), paragraph.section[depth], f"section-{paragraph.anchor}-{depth}")
        for depth in range(same, len(paragraph.section))
    )
