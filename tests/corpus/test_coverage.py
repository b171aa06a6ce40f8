"""The coverage report must notice a loss, or it proves nothing."""

from __future__ import annotations

from dataclasses import replace

from corpus.coverage import cover
from corpus.formats.text import read_text
from corpus.library import Library
from corpus.structure import parse
from corpus.structure.hints import Hints
from tests.corpus.test_general_rules import DOCUMENT

SOURCE = "# Title here\n\n1. A first<sup>1</sup> paragraph.\n2. A second one.\n\n1 <http://x.org>\n"


def test_a_lost_word_is_named_with_its_line() -> None:
    parsed = parse(DOCUMENT, read_text(SOURCE.encode(), "x"), Hints())
    first, second = parsed.paragraphs
    lossy = replace(parsed, paragraphs=(first, replace(second, text="A one.")))
    report = cover(lossy, SOURCE)
    assert [(stray.word, stray.line) for stray in report.missing] == [("second", 4)]
    assert not report.complete
    assert report.share < 1


def test_a_word_in_two_places_is_named() -> None:
    parsed = parse(DOCUMENT, read_text(SOURCE.encode(), "x"), Hints())
    first, second = parsed.paragraphs
    doubled = replace(parsed, paragraphs=(first, replace(second, text="A second second one.")))
    assert [stray.word for stray in cover(doubled, SOURCE).repeated] == ["second"]


def test_a_footnote_glued_into_a_paragraph_as_well_is_noticed() -> None:
    parsed = parse(DOCUMENT, read_text(SOURCE.encode(), "x"), Hints())
    first, second = parsed.paragraphs
    glued = replace(first, text=f"{first.text} {first.footnotes[0].text}")
    assert cover(replace(parsed, paragraphs=(glued, second)), SOURCE).repeated


def test_furniture_is_listed_with_its_reason(library: Library) -> None:
    reasons = {piece.reason for report in library.coverage for piece in report.furniture}
    assert reasons == {
        "title",
        "title page",
        "contents page",
        "running head of both parts",
        "column heading",
        "reference number",
        "paragraph number",
        "number alone on its line",
        "footnote mark",
    }
