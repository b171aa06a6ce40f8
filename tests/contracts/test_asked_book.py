"""What every book of what was asked gives of unanswered questions, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.asker import AboutAsker
from bot.database.answer_book import AnswerBookRepository
from bot.database.asked_book import AskedRepository
from bot.database.askers import AskerRepository
from bot.database.engine import Database
from bot.database.retention import forget
from tests.conftest import Clock


@pytest.fixture
def book(database: Database, clock: Clock) -> AskedRepository:
    """Four questions a minute apart, of three people, one of them answered."""
    answers = AnswerBookRepository(database)
    AskerRepository(database).remember("U0ASHA", AboutAsker("teacher", "Dudley"))
    asked = (("zebra", "U0ASHA"), ("yak", "U0DEV"), ("zebra", "U0ASHA"), ("known", "U0EVE"))
    for number, (text, person) in enumerate(asked):
        outcome = Outcome.ANSWERED if text == "known" else Outcome.NOT_IN_GUIDANCE
        answer = Answer(f"a{number}", outcome, text)
        answers.keep(answer, question=f"q{number}", person=person, conversation="c")
        clock.forward(60)
    return AskedRepository(database)


def test_only_unanswered_ones_are_given_oldest_first(book: AskedRepository, clock: Clock) -> None:
    found = book.unanswered(clock() - timedelta(days=1))
    assert [(one.text, one.answer_id) for one in found] == [
        ("zebra", "a0"),
        ("yak", "a1"),
        ("zebra", "a2"),
    ]
    later = book.unanswered(clock() - timedelta(minutes=2.5))
    assert [one.answer_id for one in later] == ["a2"]


def test_people_are_told_apart_by_numbers_that_mean_nothing(
    book: AskedRepository, clock: Clock
) -> None:
    found = book.unanswered(clock() - timedelta(days=1))
    assert [one.asker for one in found] == [0, 1, 0]
    assert [one.area for one in found] == ["Dudley", None, "Dudley"]
    assert "U0" not in repr(found)
    assert "teacher" not in repr(found)


def test_what_a_person_asked_goes_with_the_person(
    book: AskedRepository, database: Database, clock: Clock
) -> None:
    forget(database, "U0ASHA", "U0ADMIN")
    assert [one.text for one in book.unanswered(clock() - timedelta(days=1))] == ["yak"]
