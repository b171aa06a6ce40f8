"""Phrasings count only while the paragraph they were written for has not changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.document import Paragraph, ParagraphKind, Slug
from corpus.errors import BadDocument
from corpus.phrasings import Phrasing, load_phrasings


def paragraph(text: str, number: int) -> Paragraph:
    return Paragraph(
        document=Slug("small"),
        anchor=f"para-{number}",
        locator=f"para {number}",
        number=str(number),
        section=(),
        kind=ParagraphKind.PARAGRAPH,
        text=text,
        position=number,
        lines=(1, 1),
    )


def line(of: Paragraph, *asked: str) -> str:
    phrasings = [{"trade": "teacher", "text": text} for text in asked]
    return json.dumps(
        {"paragraph_id": of.paragraph_id, "sha256": of.sha256, "phrasings": phrasings}
    )


def test_phrasings_are_read_in_order_and_blank_ones_left_out(tmp_path: Path) -> None:
    one, two = paragraph("One.", 1), paragraph("Two.", 2)
    (tmp_path / "small.jsonl").write_text(f"{line(two, 'b?', ' ')}\n\n{line(one, ' a? ')}\n")
    assert load_phrasings([one, two], tmp_path) == (
        Phrasing(two.paragraph_id, "teacher", "b?"),
        Phrasing(one.paragraph_id, "teacher", "a?"),
    )


def test_phrasings_of_a_changed_paragraph_are_dropped_and_named_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before, after = paragraph("Before.", 1), paragraph("After.", 1)
    gone = paragraph("Gone.", 9)
    (tmp_path / "small.jsonl").write_text(f"{line(before, 'a?')}\n{line(gone, 'b?')}\n")
    assert load_phrasings([after], tmp_path) == ()
    assert "2 changed or unknown" in caplog.text
    assert before.paragraph_id in caplog.text
    assert "a?" not in caplog.text


@pytest.mark.parametrize("wrong", ["{", "[]", '{"paragraph_id": "a"}', "null"])
def test_a_line_that_cannot_be_read_names_file_and_line(tmp_path: Path, wrong: str) -> None:
    one = paragraph("One.", 1)
    (tmp_path / "small.jsonl").write_text(f"{line(one, 'a?')}\n{wrong}\n")
    with pytest.raises(BadDocument, match=r"small\.jsonl:2"):
        load_phrasings([one], tmp_path)


def test_no_folder_means_no_phrasings(tmp_path: Path) -> None:
    assert load_phrasings([paragraph("One.", 1)], tmp_path / "none") == ()
