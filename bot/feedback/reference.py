"""A paragraph as a person names it: "27", "para 27", "rec 17 response", or a link to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Paragraph, Slug

LINK = re.compile(r"/read/(?P<document>[\w-]+)(?:[#/](?P<anchor>[\w.-]+))?")
SHORT = {
    **dict.fromkeys(("paragraph", "paragraphs", "paras"), "para"),
    **dict.fromkeys(("recommendation", "recommendations", "recs"), "rec"),
}


@dataclass(frozen=True)
class Named:
    """What was typed: a document when a link says which, and the words for a place in it."""

    document: Slug | None
    words: tuple[str, ...]


def read_reference(text: str) -> Named:
    """Take apart what was typed. Links are those of our reader, to any address of it."""
    link = LINK.search(text)
    if link is None:
        return Named(None, _words(text))
    return Named(Slug(link["document"]), _words(link["anchor"] or ""))


def resolve(words: Sequence[str], paragraphs: Iterable[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs of one document that these words name: those that bear exactly this name, or
    else those without a parent whose place holds all the words. Empty when there is none.
    """
    wanted, found = tuple(words), []
    if not wanted:
        return ()
    for paragraph in paragraphs:
        names = (paragraph.number or "", paragraph.locator, paragraph.anchor)
        if wanted in {_words(name) for name in (*names, paragraph.paragraph_id)}:
            return (paragraph,)
        if paragraph.parent is None and set(wanted) <= set(_words(paragraph.locator)):
            found.append(paragraph)
    return found


def _words(text: str) -> tuple[str, ...]:
    found = re.findall(r"[\w’']+", text.lower().replace("_", " "))
    return tuple(SHORT.get(word, word) for word in found)
