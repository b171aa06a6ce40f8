"""The whole answer: plain questions as the plain search has them, parts each with their best."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.dataset import load
from index.adapters.memory import HashingEncoder
from index.hit import SearchResult, Shape
from index.open_edition import OpenEdition
from index.over_time import times
from index.part_answers import joined
from index.parts import parts
from index.search import Searcher
from index.whole_answer import WholeAnswers

FIRST, SECOND = "how much is the ICS grant to local authorities", "who reviewed court fees"


@pytest.fixture(scope="module")
def plain() -> Searcher:
    return Searcher(HashingEncoder())


def ids(result: SearchResult) -> list[str]:
    return [hit.paragraph.paragraph_id for hit in result.kept]


def test_a_plain_question_keeps_its_ranking_and_its_probability(
    edition: OpenEdition, plain: Searcher
) -> None:
    asked = [one.question for one in load(["dev"])[::12]]
    for question in asked:
        if parts(question) or times(question):
            continue
        before = plain.search(edition, question, limit=10)
        after = WholeAnswers(plain).search(edition, question, limit=10)
        assert ids(before) == ids(after)
        assert before.answerable == after.answerable
        assert (after.shape, after.together) == (Shape.ONE, 1)


def test_both_parts_have_their_best_paragraph_in_front(
    edition: OpenEdition, plain: Searcher
) -> None:
    best = [ids(plain.search(edition, one, limit=1))[0] for one in (FIRST, SECOND)]
    result = WholeAnswers(plain).search(edition, f"{FIRST} and {SECOND}?", limit=5)
    assert ids(result)[:2] == best
    assert len(set(ids(result))) == 5


@pytest.mark.parametrize("chances", [(0.99, 0.6), (0.99, 0.99), (0.99, 0.01), (0.01, 0.01)])
def test_a_part_without_an_answer_is_said_to_have_none(
    edition: OpenEdition, plain: Searcher, chances: tuple[float, float]
) -> None:
    whole = with_chance(plain.search(edition, f"{FIRST} and {SECOND}"), 0.95)
    each = [
        with_chance(plain.search(edition, one), chance)
        for one, chance in zip((FIRST, SECOND), chances, strict=True)
    ]
    result = joined(whole, (FIRST, SECOND), each, 3)
    answered = [chance > 0.5 for chance in chances]
    assert result.together == max(sum(answered), 1)
    assert (result.shape is Shape.PARTS) == all(answered)
    missing = tuple(p for p, has in zip((FIRST, SECOND), answered, strict=True) if not has)
    assert result.unanswered == (missing if any(answered) else ())


def test_one_unsure_part_does_not_make_an_unanswered_question_answered(
    edition: OpenEdition, plain: Searcher
) -> None:
    whole = with_chance(plain.search(edition, f"{FIRST} and {SECOND}"), 0.1)
    each = [
        with_chance(plain.search(edition, one), chance)
        for one, chance in ((FIRST, 0.2), (SECOND, 0.95))
    ]
    assert joined(whole, (FIRST, SECOND), each, 3).answerable == 0.1


def with_chance(result: SearchResult, chance: float) -> SearchResult:
    return replace(result, answerable=chance)
