"""Which questions a clarification answers, with the real model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.answering.answer import Clarified
from bot.answering.clarification import NewClarification
from bot.answering.clarification_memory import MemoryClarifications
from bot.answering.clarifier import Clarifier
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import open_database
from bot.delivery.errors import StoreUnavailable
from evals.clarified import clarifier_of, found, known
from index.adapters.memory import HashingEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Encoder
from tests.conftest import Clock

TODAY = date(2026, 11, 2)
QUESTION = "what level of safeguarding training should GPs have, 2 or 3"
NEW = NewClarification("Level 3.", (QUESTION,), "Unit", "Ann", TODAY, TODAY)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return sentence_encoder(None)


@pytest.fixture
def book(clock: Clock) -> MemoryClarifications:
    return MemoryClarifications(clock)


def clarified(
    book: MemoryClarifications, encoder: Encoder, question: str, day: date = TODAY
) -> Clarified | None:
    return Clarifier(book, encoder, lambda: day).clarify(question)


def test_paraphrases_reach_it_and_unrelated_questions_do_not() -> None:
    """On the dev half, which the thresholds were chosen on: a change must not lose this."""
    every = known("dev")
    clarifier = clarifier_of(every)
    same = [(found(clarifier, q), n) for n, one in enumerate(every, 1) for q in one.same]
    assert sum(got == number for got, number in same) >= 0.65 * len(same)
    assert sum(got not in {None, number} for got, number in same) <= 0.02 * len(same)


@pytest.mark.parametrize(
    "question",
    [
        "what level of safeguarding training should midwives have",
        "who pays for the safeguarding training GPs should have",
        "what level of safeguarding training should GPs have, 4 or 5",
        "hello",
        "",
    ],
)
def test_another_question_does_not_reach_it(
    book: MemoryClarifications, encoder: Encoder, question: str
) -> None:
    book.publish(NEW, "U0ANN", "act-1")
    assert clarified(book, encoder, question) is None


def test_any_of_its_questions_reaches_it(book: MemoryClarifications, encoder: Encoder) -> None:
    other = "Must GPs attend child protection conferences?"
    book.publish(replace(NEW, questions=(QUESTION, other)), "U0ANN", "act-1")
    shown = clarified(book, encoder, "must a GP attend a child protection conference")
    assert shown is not None
    assert (shown.question, shown.text, shown.expired) == (other, "Level 3.", False)


def test_a_live_one_is_shown_before_an_expired_one(
    book: MemoryClarifications, encoder: Encoder
) -> None:
    book.publish(replace(NEW, text="Old.", until=TODAY - timedelta(days=1)), "U0ANN", "act-1")
    expired = clarified(book, encoder, QUESTION)
    assert expired is not None
    assert (expired.number, expired.text, expired.expired) == (1, "", True)
    book.publish(replace(NEW, questions=(f"{QUESTION}, please",)), "U0ANN", "act-2")
    live = clarified(book, encoder, QUESTION)
    assert live is not None
    assert (live.number, live.text, live.expired) == (2, "Level 3.", False)


def test_a_database_that_is_away_clarifies_nothing(clock: Clock) -> None:
    away = open_database("postgresql://nobody@127.0.0.1:1/nothing", clock)
    clarifier = Clarifier(ClarificationRepository(away), HashingEncoder(), lambda: TODAY)
    with pytest.raises(StoreUnavailable):
        clarifier.find(QUESTION)
    assert clarifier.clarify(QUESTION) is None
    away.close()
