"""Questions about change: the months they name, and passages of different dates together."""

from __future__ import annotations

import pytest

from corpus.document import ParagraphId
from evals.dataset import load
from index.adapters.memory import HashingEncoder
from index.hit import Shape
from index.open_edition import OpenEdition
from index.over_time import dated, times, topic
from index.search import Searcher
from index.whole_answer import WholeAnswers


@pytest.fixture(scope="module")
def whole() -> WholeAnswers:
    return WholeAnswers(Searcher(HashingEncoder()))


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("has it slipped between December 2009 and March 2010?", ((2009, 12), (2010, 3))),
        ("what changed on court fees since May 2009", ((2009, 5),)),
        ("where were targets in dec 2009 and where are they in mar 2010", ((2009, 12), (2010, 3))),
        ("is chapter 8 still out for consultation?", ()),
        ("what has changed on supervision", ()),
    ],
)
def test_questions_about_change_name_their_months(
    question: str, months: tuple[tuple[int, int], ...]
) -> None:
    found = times(question)
    assert found is not None
    assert found.months == months


@pytest.mark.parametrize(
    "question",
    [
        "what happened in December 2009",
        "may a GP share records",
        "who chairs the board in march",
        "how should changes to a plan be recorded",
        "is there a duty to share information",
    ],
)
def test_other_questions_are_not_about_change(question: str) -> None:
    assert times(question) is None


def test_few_other_development_questions_are_taken_for_it() -> None:
    others = [one for one in load(["dev"]) if one.style != "comparison"]
    assert sum(times(one.question) is not None for one in others) <= 4


def test_the_topic_is_left_when_the_dates_are_gone() -> None:
    assert topic("has the court fees review slipped between December 2009 and March 2010?") == (
        "has the court fees review ?"
    )
    assert topic("has it slipped since May 2009?") == "has it slipped since May 2009?"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("recommendation", "2009-03-01"),
        ("response", "2009-05-01"),
        ("progress", "2010-03-17"),
    ],
)
def test_a_column_has_its_own_date(edition: OpenEdition, column: str, expected: str) -> None:
    paragraph = edition.by_id[ParagraphId(f"one-year-on-2010.rec-10-{column}")]
    found = dated(paragraph, edition.documents[paragraph.document])
    assert found is not None
    assert found.isoformat() == expected


def test_a_document_without_a_date_stands_for_none(edition: OpenEdition) -> None:
    undated = next(one for one in edition.paragraphs if one.document.startswith("working"))
    assert dated(undated, edition.documents[undated.document]) is None


def test_the_two_columns_named_stand_beside_each_other_newest_first(
    edition: OpenEdition, whole: WholeAnswers
) -> None:
    question = "has recommendation 10 moved on between May 2009 and March 2010?"
    result = whole.search(edition, question)
    assert (result.shape, result.together) == (Shape.OVER_TIME, 2)
    names = [hit.paragraph.anchor for hit in result.kept[:2]]
    assert names == ["rec-10-progress", "rec-10-response"]


def test_a_row_asked_whether_it_still_stands_is_shown_whole(
    edition: OpenEdition, whole: WholeAnswers
) -> None:
    result = whole.search(edition, "is rec 45 still on track?")
    assert (result.shape, result.together) == (Shape.OVER_TIME, 3)
    names = [hit.paragraph.anchor for hit in result.kept]
    assert names == ["rec-45-progress", "rec-45-response", "rec-45-recommendation"]


def test_two_documents_stand_beside_each_other_newest_first(
    edition: OpenEdition, whole: WholeAnswers
) -> None:
    question = "registrations for information packs on social work: December 2009 and March 2010?"
    result = whole.search(edition, question)
    assert (result.shape, result.together) == (Shape.OVER_TIME, 2)
    days = [hit.dated for hit in result.kept[:2] if hit.dated]
    assert [(day.year, day.month) for day in days] == [(2010, 3), (2009, 12)]
    assert "30,000 registrations" in result.kept[1].paragraph.text


@pytest.mark.parametrize("limit", [1, 2, 5, 50])
def test_the_limit_holds_and_nothing_is_cited_twice(
    edition: OpenEdition, whole: WholeAnswers, limit: int
) -> None:
    result = whole.search(edition, "what changed on court fees since May 2009", limit=limit)
    names = [hit.paragraph.paragraph_id for hit in result.kept]
    assert len(names) == len(set(names)) == limit
    assert result.together <= limit


def test_a_month_with_no_document_is_not_filled_with_another(
    edition: OpenEdition, whole: WholeAnswers
) -> None:
    result = whole.search(edition, "court fees in January 1999 compared with March 2010")
    assert result.shape is Shape.ONE
