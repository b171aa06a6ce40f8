"""What every answer book keeps, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Answer, Citation, Clarified, Outcome
from bot.answering.book import AskedBefore, Verdict, Vote
from bot.database.answer_book import AnswerBookRepository
from bot.database.engine import Database
from bot.screening.screened import MaskedSpan
from tests.conftest import Clock

CITATION = Citation(
    rank=1,
    document="one-year-on-2010",
    title="One year on",
    author="The Chief Adviser",
    published="2010-03-17",
    standing="progress report",
    status="current",
    paragraph_id="one-year-on-2010.para-27",
    locator="para 27",
    section=("2. Progress", "Leadership"),
    text="The whole paragraph – with “quotes” and more.",
    quote="The whole paragraph",
    url="/read/one-year-on-2010#para-27",
    score=0.83,
    also_in=(("another-2009", "para 3", "/read/another-2009#para-3"),),
)


def an_answer(number: int) -> Answer:
    return Answer(
        answer_id=f"a{number}",
        outcome=Outcome.ANSWERED,
        text=f"question {number} about [child's name]",
        masked=(MaskedSpan("person_name", 10, 22),),
        urgent=True,
        danger=("any.afraid",),
        answer=CITATION.quote,
        confidence=0.83,
        citations=(CITATION,),
        nearest=(CITATION,),
        edition="e1",
        elapsed_ms=41.5,
        notice="The decision is yours.",
    )


@pytest.fixture
def book(database: Database, clock: Clock) -> AnswerBookRepository:
    kept = AnswerBookRepository(database)
    for number in (1, 2, 3):
        kept.keep(an_answer(number), question=f"q{number}", person="U1", conversation="C1/1.0")
        clock.forward(60)
    return kept


def test_an_answer_comes_back_exactly_as_it_was(book: AnswerBookRepository) -> None:
    assert book.find("a2") == an_answer(2)
    assert book.find("never") is None


def test_the_clarification_beside_an_answer_comes_back_too(book: AnswerBookRepository) -> None:
    days = {"dated": "2026-11-02", "until": "2027-05-02"}
    clarified = Clarified(3, "Asked?", "Said.", "Unit", "Ann", **days, expired=False)
    answer = replace(an_answer(7), outcome=Outcome.NOT_IN_GUIDANCE, clarification=clarified)
    book.keep(answer, question="q7", person="U1", conversation="C1/1.0")
    assert book.find("a7") == answer


def test_the_same_question_answered_again_replaces_its_answer(book: AnswerBookRepository) -> None:
    again = an_answer(9)
    book.keep(again, question="q2", person="U1", conversation="C1/1.0")
    assert book.find("a2") is None
    assert book.find("a9") == again
    book.keep(again, question="q2", person="U1", conversation="C1/1.0")
    assert len(book.recent("U1", 10)) == 3


def test_earlier_questions_of_a_conversation_are_oldest_first(book: AnswerBookRepository) -> None:
    assert list(book.earlier("C1/1.0", 2)) == [an_answer(2).text, an_answer(3).text]
    assert list(book.earlier("C2/1.0", 2)) == []


def test_recent_questions_are_one_persons_own_newest_first(
    book: AnswerBookRepository, clock: Clock
) -> None:
    book.keep(an_answer(4), question="q4", person="U2", conversation="C2/1.0")
    (asked,) = book.recent("U2", 5)
    assert asked == AskedBefore(an_answer(4).text, Outcome.ANSWERED, clock(), "a4")
    assert [mine.answer_id for mine in book.recent("U1", 2)] == ["a3", "a2"]


def test_a_person_has_one_vote_and_a_reason_stays(book: AnswerBookRepository) -> None:
    book.vote(Vote("a1", "U2", Verdict.BAD, "not_the_answer", "masked remark"))
    book.vote(Vote("a1", "U3", Verdict.GOOD))
    book.vote(Vote("a1", "U2", Verdict.GOOD))
    assert {vote.person: vote for vote in book.votes("a1")} == {
        "U2": Vote("a1", "U2", Verdict.GOOD, "not_the_answer", "masked remark"),
        "U3": Vote("a1", "U3", Verdict.GOOD),
    }


def test_a_vote_for_an_answer_that_is_gone_is_dropped(book: AnswerBookRepository) -> None:
    book.vote(Vote("never", "U2", Verdict.GOOD))
    assert list(book.votes("never")) == []
