"""What each paragraph begins and ends with, holds under which heading, and must not contain.

The lists in expected/ were drafted from a parse and then read line by line against the five files,
where pages, notes, boxes and tables break the text above all; the words that must not be in a
paragraph were written by hand from what stands next to it in the file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Paragraph
from corpus.library import Library

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.jsonl"))


def _differences(row: dict[str, Any], paragraph: Paragraph | None) -> list[str]:
    if paragraph is None:
        return [f"{row['locator']}: not there"]
    text = paragraph.text
    found = []
    if paragraph.kind.value != row["kind"]:
        found.append(f"kind is {paragraph.kind.value}")
    if list(paragraph.section) != row["section"]:
        found.append(f"section is {paragraph.section}")
    if not text.startswith(row["begins"]):
        found.append(f"begins {text[:60]!r}")
    if not text.endswith(row["ends"]):
        found.append(f"ends {text[-60:]!r}")
    found += [f"contains {words!r}" for words in row.get("not", ()) if words in text]
    return [f"{row['locator']}: {difference}" for difference in found]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_listed_paragraph_is_as_printed(library: Library, path: Path) -> None:
    by_locator = {p.locator: p for p in library.paragraphs if p.document == path.stem}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    differences = [
        difference
        for row in rows
        for difference in _differences(row, by_locator.get(row["locator"]))
    ]
    assert differences == []


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_list_names_every_paragraph_that_stands_alone(library: Library, path: Path) -> None:
    listed = {json.loads(line)["locator"] for line in path.read_text("utf-8").splitlines()}
    alone = {p.locator for p in library.paragraphs if p.document == path.stem and p.parent is None}
    assert alone <= listed


def test_there_is_a_list_for_every_document(library: Library) -> None:
    assert {path.stem for path in EXPECTED} == {document.slug for document in library.documents}
