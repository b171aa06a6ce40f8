"""The whole corpus: nothing lost, everything citable, bad documents refused."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from corpus.document import ParagraphKind
from corpus.errors import BadDocument
from corpus.library import Library, load_library
from corpus.manifest import read_manifest

SLUGS = (
    "one-year-on-2010",
    "nsdu-interim-report-2009",
    "chief-adviser-annual-report-2010",
    "working-together-consultation-2009",
    "dudley-select-committee-2009",
)


def test_every_document_is_there_with_its_title_page_facts(library: Library) -> None:
    assert tuple(document.slug for document in library.documents) == SLUGS
    published = [str(document.published) for document in library.documents]
    assert published == ["2010-03-17", "2009-12-18", "2010-03-17", "None", "2009-06-18"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_word_of_the_source_is_in_exactly_one_place(library: Library, slug: str) -> None:
    report = next(report for report in library.coverage if report.document == slug)
    assert report.missing == ()
    assert report.repeated == ()
    assert report.share == 1.0
    places = report.paragraphs + report.headings + report.footnotes + report.furniture_words
    assert places == report.source


def test_ids_are_unique_and_safe_in_an_address(library: Library) -> None:
    ids = [paragraph.paragraph_id for paragraph in library.paragraphs]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name)] == []


def test_locators_and_numbers_are_unique_within_a_document(library: Library) -> None:
    locators = Counter((p.document, p.locator) for p in library.paragraphs)
    assert [name for name, times in locators.items() if times > 1] == []
    numbers = Counter((p.document, p.number) for p in library.paragraphs if p.number)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_running_numbers_are_complete(library: Library) -> None:
    expected = {
        "one-year-on-2010": [str(number) for number in range(1, 94)],
        "chief-adviser-annual-report-2010": [str(number) for number in range(1, 82)],
        "dudley-select-committee-2009": [str(number) for number in range(1, 21)],
        "working-together-consultation-2009": ["1.1", "2.1", "3.1", "4.1", "5.1"],
        "nsdu-interim-report-2009": ["1", "2"],
    }
    for slug, numbers in expected.items():
        found = [p.number for p in library.paragraphs if p.document == slug and p.number]
        assert found == numbers


def test_a_part_stands_in_its_owner_where_it_says(library: Library) -> None:
    by_id = {paragraph.paragraph_id: paragraph for paragraph in library.paragraphs}
    parts = [paragraph for paragraph in library.paragraphs if paragraph.parent is not None]
    assert parts
    for part in parts:
        assert part.parent is not None
        assert part.parent_start is not None
        owner = by_id[part.parent]
        assert owner.text[part.parent_start : part.parent_start + len(part.text)] == part.text
        assert part.number is None
        assert owner.position < part.position


def test_positions_follow_the_print(library: Library) -> None:
    for slug in SLUGS:
        own = [p for p in library.paragraphs if p.document == slug]
        assert [p.position for p in own] == list(range(len(own)))
        starts = [p.lines[0] for p in own if p.parent is None and not p.anchor.startswith("rec-")]
        assert starts == sorted(starts)


def test_no_markup_or_stray_white_space_is_left(library: Library) -> None:
    damage = re.compile(r"[*#<>●•·\\\t\n]|&amp;|\]\(|  |^\s|\s$|^- |[⁰¹²³⁴⁵⁶⁷⁸⁹]| [,;](?:\s|$)")
    texts = [text for p in library.paragraphs for text in (p.text, p.locator, *p.section)]
    assert [text for text in texts if not text or damage.search(text)] == []


def test_every_note_is_attached_to_a_paragraph_and_in_none_of_their_texts(
    library: Library,
) -> None:
    marks = {
        slug: sorted(
            int(note.mark)
            for p in library.paragraphs
            if p.document == slug and p.parent is None
            for note in p.footnotes
        )
        for slug in SLUGS
    }
    assert marks["one-year-on-2010"] == list(range(1, 12))
    assert marks["chief-adviser-annual-report-2010"] == list(range(1, 17))
    assert marks["working-together-consultation-2009"] == [1, 2]
    notes = {note.text for p in library.paragraphs for note in p.footnotes}
    texts = [p.text for p in library.paragraphs]
    assert [note for note in notes for text in texts if note in text] == []


def test_annex_a_has_three_cells_for_each_of_58_recommendations(library: Library) -> None:
    kinds = Counter(p.kind for p in library.paragraphs if p.parent is None)
    assert kinds[ParagraphKind.RECOMMENDATION] == 58
    assert kinds[ParagraphKind.GOVERNMENT_RESPONSE] == 58
    assert kinds[ParagraphKind.PROGRESS_UPDATE] == 58


def test_the_corpus_is_read_in_under_three_seconds_of_processor_time() -> None:
    start = time.process_time()
    load_library()
    assert time.process_time() - start < 3


def _damaged(folder: Path, slug: str, data: bytes | None) -> BadDocument:
    """Replace a document's bytes, keeping the digest true where `data` is given; load."""
    entry = next(e for e in read_manifest(folder) if e.document.slug == slug)
    if data is None:
        entry.path.unlink()
    else:
        entry.path.write_bytes(data)
    with pytest.raises(BadDocument) as caught:
        load_library(folder)
    return caught.value


def _with_true_digest(folder: Path, slug: str, data: bytes) -> None:
    entry = next(e for e in read_manifest(folder) if e.document.slug == slug)
    manifest = folder / "documents.toml"
    text = manifest.read_text().replace(entry.document.sha256, hashlib.sha256(data).hexdigest())
    manifest.write_text(text)


def test_a_missing_document_is_refused(folder: Path) -> None:
    error = _damaged(folder, SLUGS[1], None)
    assert error.path.endswith("nsdu-interim-report-2009.txt")
    assert "cannot be read" in error.reason


def test_an_altered_document_is_refused_by_its_digest(folder: Path) -> None:
    path = folder / "documents" / "one-year-on-2010.txt"
    error = _damaged(folder, SLUGS[0], path.read_bytes() + b" ")
    assert "altered" in error.reason


def test_a_document_that_is_not_utf8_is_refused_with_its_line(folder: Path) -> None:
    data = b"# Title\n\n1. Fine.\n2. Caf\xe9.\n"
    _with_true_digest(folder, SLUGS[2], data)
    error = _damaged(folder, SLUGS[2], data)
    assert (error.reason, error.line) == ("not UTF-8 text", 4)


def test_a_document_with_a_nul_character_is_refused_with_its_line(folder: Path) -> None:
    data = b"# Title\n\n1. Fi\x00ne.\n"
    _with_true_digest(folder, SLUGS[2], data)
    error = _damaged(folder, SLUGS[2], data)
    assert "NUL" in error.reason
    assert error.line == 3


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"# Only a heading\n"])
def test_a_document_without_paragraphs_is_refused(folder: Path, data: bytes) -> None:
    _with_true_digest(folder, SLUGS[3], data)
    error = _damaged(folder, SLUGS[3], data)
    assert "no paragraphs" in error.reason
    assert error.line == 1


def test_a_file_in_place_of_a_folder_is_refused_with_what_to_give(folder: Path) -> None:
    with pytest.raises(BadDocument, match="give the folder"):
        read_manifest(folder / "documents.toml")
