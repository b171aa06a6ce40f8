"""What feedback can be about: the paragraphs of an answer, the documents, or nothing named."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.feedback.item import About
from bot.slack.feedback.form import NOTHING
from bot.slack.feedback.inputs import Option
from bot.slack.ports import Library
from corpus.document import ParagraphId, Slug
from index.errors import NoEdition

PARAGRAPH, DOCUMENT = "p:", "d:"
LONGEST_VALUE = 150


def choices(answer: Answer | None, library: Library) -> Sequence[Option]:
    """The best guess first."""
    cited = (answer.citations or answer.nearest) if answer is not None else ()
    found: list[Option] = [
        (PARAGRAPH + one.paragraph_id, f"{one.locator}, {one.title}") for one in cited
    ]
    nothing: Option = (NOTHING, "Nothing in particular")
    if not found or (answer is not None and not answer.citations):
        found.insert(0, nothing)
    else:
        found.append(nothing)
    found += [(DOCUMENT + slug, title) for slug, title in _documents(library)]
    return [option for option in found if len(option[0]) <= LONGEST_VALUE]


def about(value: str, library: Library) -> About:
    """What was chosen, with its place; empty for nothing, or for what is no longer published."""
    try:
        with library.hold() as held:
            if value.startswith(PARAGRAPH):
                paragraph = held.by_id[ParagraphId(value.removeprefix(PARAGRAPH))]
                document = held.documents[paragraph.document]
                place = f"{document.title}, {paragraph.locator}"
                path = f"/read/{document.slug}#{paragraph.anchor}"
                known = paragraph.paragraph_id
                return About(document.slug, known, place, path, str(held.edition))
            if value.startswith(DOCUMENT):
                document = held.documents[Slug(value.removeprefix(DOCUMENT))]
                path = f"/read/{document.slug}"
                return About(document.slug, "", document.title, path, str(held.edition))
    except (NoEdition, KeyError):
        return About()
    return About()


def _documents(library: Library) -> Sequence[tuple[str, str]]:
    try:
        with library.hold() as held:
            return [(str(slug), document.title) for slug, document in held.documents.items()]
    except NoEdition:
        return []
