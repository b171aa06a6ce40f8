"""The rules on documents of our own making, so that none of them leans on the shipped five."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.coverage import cover
from corpus.document import Document, Paragraph, ParagraphKind, Slug
from corpus.errors import BadDocument
from corpus.formats.text import read_text
from corpus.library import read_document
from corpus.manifest import entry_for_file
from corpus.structure import parse
from corpus.structure.hints import Hints
from corpus.structure.parsed import ParsedDocument

DOCUMENT = Document(Slug("made"), "made.txt", "Made", "A", None, "k", "s", "current", "l", "")


def parsed(source: str) -> ParsedDocument:
    result = parse(DOCUMENT, read_text(source.encode(), "made.txt"), Hints())
    report = cover(result, source)
    assert report.complete, (report.missing, report.repeated)
    return result


def by_locator(source: str) -> dict[str, Paragraph]:
    return {paragraph.locator: paragraph for paragraph in parsed(source).paragraphs}


@pytest.mark.parametrize("style", ["- {} ", "- {}. ", "{}. ", "**{}** ", "- **{}** ", "- {}** "])
def test_every_style_of_paragraph_number_is_read(style: str) -> None:
    source = "\n".join(f"{style.format(number)}Paragraph text." for number in (1, 2, 3))
    assert [(p.number, p.text) for p in parsed(source).paragraphs] == [
        ("1", "Paragraph text."),
        ("2", "Paragraph text."),
        ("3", "Paragraph text."),
    ]


def test_a_number_out_of_turn_is_text() -> None:
    found = by_locator(
        "1. It came into force on\n\n18 December, a Friday.\n\n7. Seven is not next."
    )
    assert list(found) == ["para 1"]
    text = found["para 1"].text
    assert text == "It came into force on 18 December, a Friday. 7. Seven is not next."


def test_a_lost_number_belongs_to_the_one_item_between_its_neighbours() -> None:
    found = by_locator("- 1. One.\n- 2. Two.\n- Three, unnumbered.\n- 4. Four.")
    assert found["para 3"].text == "Three, unnumbered."
    assert found["para 2"].text == "Two."


def test_a_lost_number_is_not_guessed_between_several_items() -> None:
    found = by_locator("- 1. One, namely:\n- Red.\n- Blue.\n- 3. Three.")
    assert "para 2" not in found
    assert found["para 1"].text == "One, namely: Red. Blue. 3. Three."


def test_a_page_break_in_a_sentence_is_one_space() -> None:
    source = (
        "1. The board shall<sup>1</sup> meet with its\n\n1 <http://example.org/a>\n\n- partners."
    )
    paragraph = by_locator(source)["para 1"]
    assert paragraph.text == "The board shall meet with its partners."
    assert [(note.mark, note.text) for note in paragraph.footnotes] == [
        ("1", "http://example.org/a")
    ]


def test_a_lower_case_list_after_an_unfinished_lead_stays_a_list() -> None:
    found = by_locator("1. Using local knowledge\n- giving feedback;\n- briefing Ministers.")
    assert found["para 1, second bullet"].text == "briefing Ministers."


def test_a_bullet_in_a_bullet_belongs_to_it() -> None:
    found = by_locator("# Plan\n\n- Agencies confirm:\n  - (1) audit\n  - (2) action\n- Next.")
    assert found["Plan, first bullet"].text == "Agencies confirm: (1) audit (2) action"
    inner = found["Plan, first bullet, second sub-bullet"]
    assert inner.text == "(2) action"
    assert inner.parent == found["Plan, first bullet"].paragraph_id
    assert found["Plan, second bullet"].text == "Next."


def test_a_quotation_with_its_speaker_does_not_end_the_paragraph_around_it() -> None:
    source = "1. We asked staff and they\n\n*'It works.'*\n\n**Nurse**\n\nagreed on this."
    found = by_locator(source)
    assert found["para 1"].text == "We asked staff and they agreed on this."
    quotation = found["Quotation (Nurse), after para 1"]
    assert (quotation.text, quotation.speaker) == ("'It works.'", "Nurse")
    assert quotation.kind is ParagraphKind.QUOTATION


def test_a_case_study_is_never_part_of_the_paragraphs_around_it() -> None:
    source = "# Health\n\n1. One.\n\n## Case study: Leeds\n\nA box.\n\n- 2. Two."
    found = by_locator(source)
    assert found["Case study: Leeds"].kind is ParagraphKind.CASE_STUDY
    assert found["para 1"].text == "One."
    assert found["para 2"].section == ("Health",)


def test_the_contents_page_gives_level_and_spelling_of_headings() -> None:
    source = (
        "# Contents\n\n<b>1. Start</b>\t<b>1</b>\nThe middle part\t2\n\n"
        "# 1. Start\n\nText one.\n\n# The Middle Part\n\nText two.\n\n#### Deeper\n\nText three."
    )
    assert [p.section for p in parsed(source).paragraphs] == [
        ("1. Start",),
        ("1. Start", "The middle part"),
        ("1. Start", "The middle part", "Deeper"),
    ]


def test_a_plain_table_is_cited_by_row_and_column() -> None:
    source = "# Actions\n\nAction\tOwner\nTrain staff\tThe board\nAudit files\tThe team"
    found = by_locator(source)
    assert found["Actions, row 2"].text == "Audit files The team"
    assert found["Actions, row 2, Owner"].text == "The team"


def test_a_heading_that_leads_into_a_list_is_its_lead() -> None:
    found = by_locator("# Unit\n\nWhat it is.\n\n## Its focus is on:\n\n- safety;\n- practice.")
    assert found["Unit, second paragraph"].text == "Its focus is on: safety; practice."


def test_section_numbers_alone_on_their_line_number_what_follows() -> None:
    source = '1.1\nFirst part says:\n\n"a thing"\n\nand more.\n\nSecond part.\n\n1.2\nOther.'
    found = by_locator(source)
    assert found["para 1.1"].text == 'First part says: "a thing" and more. Second part.'
    assert found["para 1.1, second paragraph"].text == "Second part."
    assert found["para 1.2"].number == "1.2"


def test_a_file_of_its_own_is_read_by_the_general_rules(tmp_path: Path) -> None:
    path = tmp_path / "Local_Guide-2011.md"
    path.write_text("# Local guide\n\n1. Ring the duty team.\n2. Write it down.\n")
    document = read_document(entry_for_file(path))
    assert [p.paragraph_id for p in document.paragraphs] == [
        "local-guide-2011.para-1",
        "local-guide-2011.para-2",
    ]


def test_a_file_that_is_not_there_or_has_no_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="cannot be read"):
        entry_for_file(tmp_path / "nowhere.txt")
    with pytest.raises(BadDocument, match="no letter or digit"):
        entry_for_file(tmp_path / "---.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_give_the_same_paragraphs(end: str) -> None:
    source = end.join(["# Guide", "", "1. One.", "- a bullet", "", "2. Two."])
    assert [p.text for p in parsed(source).paragraphs] == ["One. a bullet", "a bullet", "Two."]


@pytest.mark.parametrize(
    "source",
    [
        "*" * 50_000 + "a",
        "<p " * 15_000 + "a",
        "\\" * 50_000 + "a",
        "[a](" * 12_000,
        '"a" - ' * 9_000,
    ],
)
def test_a_hostile_line_takes_no_more_than_two_seconds_of_processor_time(source: str) -> None:
    start = time.process_time()
    parsed(f"1. {source}")
    assert time.process_time() - start < 2
