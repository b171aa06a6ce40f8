"""The search on the shipped corpus with vectors of words only: what it promises of its results."""

from __future__ import annotations

import pytest

from index.adapters.memory import HashingEncoder
from index.answerability import threshold
from index.citing import LONGEST_OWNER
from index.open_edition import OpenEdition
from index.search import PARTS, Searcher


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(HashingEncoder())


QUESTIONS = (
    "what has been done about court fees",
    "who chairs the Social Work Task Force",
    "LSCB annual report",
    "what should the executive summary of an SCR contain",
    "how many families does FNP reach",
    "rec 12",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_fifty_are_fifty_different_citations(
    searcher: Searcher, edition: OpenEdition, question: str
) -> None:
    kept = searcher.search(edition, question, limit=50).kept
    assert len({hit.paragraph.paragraph_id for hit in kept}) == 50


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_quoted_sentence_lies_in_the_paragraph(
    searcher: Searcher, edition: OpenEdition, question: str
) -> None:
    for hit in searcher.search(edition, question, limit=50).kept:
        start, end = hit.sentence
        assert 0 <= start < end <= len(hit.paragraph.text)
        assert hit.paragraph.text[start:end] == hit.paragraph.text[start:end].strip()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_family_is_cited_once(searcher: Searcher, edition: OpenEdition, question: str) -> None:
    kept = {hit.paragraph.paragraph_id for hit in searcher.search(edition, question, limit=50).kept}
    for hit in searcher.search(edition, question, limit=50).kept:
        assert hit.paragraph.parent is None or hit.paragraph.parent not in kept
        if hit.paragraph.parent is not None and "rec 12" not in question:
            assert len(edition.by_id[hit.paragraph.parent].text) > LONGEST_OWNER


def test_scores_fall_and_lie_between_0_and_1(searcher: Searcher, edition: OpenEdition) -> None:
    scores = [hit.score for hit in searcher.search(edition, QUESTIONS[0], limit=20).kept]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= one <= 1 for one in scores)


def test_the_same_words_printed_twice_are_folded(searcher: Searcher, edition: OpenEdition) -> None:
    question = "over 30,000 registrations for information packs on how to become a social worker"
    kept = searcher.search(edition, question, limit=10).kept
    texts = [hit.paragraph.text for hit in kept]
    assert sum("over 30,000 registrations" in text for text in texts) == 1
    assert any(hit.also_in for hit in kept)


def test_slang_finds_what_the_documents_call_otherwise(
    searcher: Searcher, edition: OpenEdition
) -> None:
    question = "what training do the old bill get for child abuse investigations"
    plain = searcher.search(edition, question, limit=5, without=frozenset({"phrasings"}))
    assert any("police" in hit.paragraph.text.lower() for hit in plain.kept)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_part_can_be_left_out(searcher: Searcher, edition: OpenEdition, part: str) -> None:
    result = searcher.search(edition, QUESTIONS[0], limit=3, without=frozenset({part}))
    assert len(result.kept) == 3


def test_an_unknown_part_is_refused(searcher: Searcher, edition: OpenEdition) -> None:
    with pytest.raises(ValueError, match="no such part"):
        searcher.search(edition, "x", without=frozenset({"magic"}))


@pytest.mark.parametrize("text", ["", "   ", "???", "🙂🙂", "\x00", "'; DROP TABLE x; --"])
def test_nothing_readable_is_never_an_error_nor_an_answer(
    searcher: Searcher, edition: OpenEdition, text: str
) -> None:
    assert searcher.search(edition, text).answerable < threshold()


@pytest.mark.parametrize("question", ["what does recommendation 64 say", "rec 70", "para 400"])
def test_a_number_that_does_not_exist_is_not_answered(
    searcher: Searcher, edition: OpenEdition, question: str
) -> None:
    result = searcher.search(edition, question)
    assert not result.exact
    assert result.answerable < threshold()


def test_a_look_up_shows_only_what_was_asked_for(searcher: Searcher, edition: OpenEdition) -> None:
    result = searcher.search(edition, "what did the Government say to rec 12 in May 2009")
    assert result.exact
    assert result.answerable >= threshold()
    assert result.kept[0].paragraph.locator.startswith("Annex A, recommendation 12, Government")
    assert all("recommendation 12" in hit.paragraph.locator for hit in result.kept)


def test_a_paragraph_asked_for_by_number_is_quoted_from_its_beginning(edition: OpenEdition) -> None:
    result = Searcher(HashingEncoder()).search(edition, "rec 17")
    first = result.kept[0]
    assert first.paragraph.anchor == "rec-17-recommendation"
    assert first.sentence[0] == 0
    assert first.paragraph.text[slice(*first.sentence)].startswith("The Department for Children")
