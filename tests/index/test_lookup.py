"""Look-ups by number on the shipped corpus: the right paragraph or nothing, never a neighbour."""

from __future__ import annotations

import pytest

from corpus.library import load_library
from index.adapters.memory import HashingEncoder
from index.lookup import Numbers
from index.open_edition import OpenEdition, in_memory_edition
from index.sentences import sentence_spans

ONE_YEAR_ON, ADVISER = "one-year-on-2010", "chief-adviser-annual-report-2010"


@pytest.fixture(scope="module")
def edition() -> OpenEdition:
    return in_memory_edition(load_library(), HashingEncoder(), sentence_spans)


@pytest.fixture(scope="module")
def numbers(edition: OpenEdition) -> Numbers:
    return Numbers(edition)


def _found(numbers: Numbers, question: str) -> list[str]:
    return [one.paragraph_id for one in numbers.find(question).found]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("rec 17", "rec-17-recommendation"),
        ("rec17", "rec-17-recommendation"),
        ("recommendation seventeen", "rec-17-recommendation"),
        ("what is the seventeenth recommendation", "rec-17-recommendation"),
        ("recomendation 17 please", "rec-17-recommendation"),
        ("Recommendation no. 17", "rec-17-recommendation"),
        ("what did Laming say in rec 12", "rec-12-recommendation"),
        ("what did the Government say to rec 12 in May 2009", "rec-12-response"),
        ("government response to recommendation forty-two", "rec-42-response"),
        ("how far has rec 12 got", "rec-12-progress"),
        ("rec 12 March 2010 progress", "rec-12-progress"),
        ("what has happened about recommendation 58 so far", "rec-58-progress"),
        ("para 42 of One Year On", "para-42"),
        ("One Year On paragraph forty-two", "para-42"),
        ("third bullet of para 10 in one year on", "para-10-bullet-3"),
    ],
)
def test_finds_the_numbered_paragraph_of_one_year_on(
    numbers: Numbers, question: str, first: str
) -> None:
    assert _found(numbers, question)[0] == f"{ONE_YEAR_ON}.{first}"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("paragraph 42 (chief adviser)", [f"{ADVISER}.para-42"]),
        ("para 53 of Singleton's report", [f"{ADVISER}.para-53"]),
        ("Project 6", ["nsdu-interim-report-2009.project-6"]),
        ("what is project six about", ["nsdu-interim-report-2009.project-6"]),
        ("section 2.1 of the consultation", ["working-together-consultation-2009.para-2-1"]),
        ("para 12 in the Dudley report", ["dudley-select-committee-2009.para-12"]),
    ],
)
def test_finds_exactly_what_is_named(numbers: Numbers, question: str, expected: list[str]) -> None:
    assert _found(numbers, question) == expected


def test_two_recommendations_are_both_found(numbers: Numbers) -> None:
    found = _found(numbers, "recs 12 and 13")
    assert {one.rsplit("-", 1)[0] for one in found} == {
        f"{ONE_YEAR_ON}.rec-12",
        f"{ONE_YEAR_ON}.rec-13",
    }


def test_a_range_covers_what_lies_between(numbers: Numbers) -> None:
    found = _found(numbers, "recommendations 39 to 42")
    assert len({one.rsplit("-", 1)[0] for one in found}) == 4


def test_a_number_that_several_documents_bear_gives_all_the_longest_first(
    numbers: Numbers,
) -> None:
    assert _found(numbers, "para 12")[0] == f"{ONE_YEAR_ON}.para-12"
    assert f"{ADVISER}.para-12" in _found(numbers, "para 12")


@pytest.mark.parametrize(
    "question",
    [
        "what does recommendation 64 say",
        "rec 70",
        "para 400",
        "paragraph 90 of the chief adviser's report",
        "Project 11",
        "para 5.12 of Working Together 2010",
        "what was recommendation 5 of the Social Work Task Force",
        "ninth bullet of para 10 in one year on",
    ],
)
def test_what_does_not_exist_is_missing_and_never_a_neighbour(
    numbers: Numbers, question: str
) -> None:
    lookup = numbers.find(question)
    assert not lookup.found
    assert lookup.missing


@pytest.mark.parametrize(
    "question",
    [
        "what is a section 47 enquiry",
        "section 17 of the Children Act",
        "how many of the 58 recommendations were accepted",
        "what are the 15 recommendations about",
        "chapter 8 of Working Together",
        "who was consulted within 35 days",
    ],
)
def test_law_and_counts_are_no_look_ups(numbers: Numbers, question: str) -> None:
    assert not numbers.find(question).asked


def test_every_recommendation_and_numbered_paragraph_resolves(
    numbers: Numbers, edition: OpenEdition
) -> None:
    for number in range(1, 59):
        cells = _found(numbers, f"recommendation {number}")
        assert [one.split(".")[1] for one in cells] == [
            f"rec-{number}-{column}" for column in ("recommendation", "response", "progress")
        ]
    for document, last in ((ONE_YEAR_ON, 93), (ADVISER, 81)):
        title = edition.documents[next(d for d in edition.documents if d == document)].title
        for number in range(1, last + 1):
            found = _found(numbers, f"para {number} of {title}")
            assert found == [f"{document}.para-{number}"]
