"""Texts are the source's own: unbroken runs, but where a note, page or table row cuts in."""

from __future__ import annotations

import re

import pytest

from corpus.formats.inline import LINK, TAG, unescape
from corpus.library import SHIPPED, Library

# Checked by eye: the paragraphs in whose middle a footnote mark, a note, a repeated table head or a
# page break stands that made a list item of the rest.
INTERRUPTED = {
    "one-year-on-2010": {
        *("para-2", "para-8", "para-10-bullet-4", "para-26", "para-44", "para-69", "para-78"),
        *("rec-2-response", "rec-19-progress", "rec-21-progress", "rec-36-response"),
        *("rec-36-progress", "rec-37-response", "rec-38-progress"),
    },
    "nsdu-interim-report-2009": set(),
    "chief-adviser-annual-report-2010": {
        *("para-2", "para-3", "para-4", "para-7", "para-11-quotation", "para-19", "para-23"),
        *("para-27", "para-43-quotation", "para-47", "para-59", "para-63", "annex-b-p4"),
    },
    "working-together-consultation-2009": {"para-1-1-paragraph-2", "para-1-1-paragraph-5"},
    "dudley-select-committee-2009": set(),
}


def _bare(text: str) -> str:
    return re.sub(r"[\s*]+", "", unescape(LINK.sub(r"\1", TAG.sub("", text))))


@pytest.mark.parametrize("slug", INTERRUPTED)
def test_a_text_is_an_unbroken_run_of_the_source(library: Library, slug: str) -> None:
    document = next(document for document in library.documents if document.slug == slug)
    source = _bare((SHIPPED / "documents" / document.file).read_text("utf-8"))
    owners = {paragraph.parent for paragraph in library.paragraphs}
    broken = {
        paragraph.anchor
        for paragraph in library.paragraphs
        if paragraph.document == slug
        and paragraph.paragraph_id not in owners
        and _bare(paragraph.text) not in source
    }
    assert broken == INTERRUPTED[slug]
