"""What every book of clarifications keeps: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.answering.clarification import NewClarification, State
from bot.answering.clarification_book import ClarificationBook, NoSuchClarification, TakenBack
from bot.answering.clarification_memory import MemoryClarifications
from bot.database.audit import AuditRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import Database
from tests.conftest import Clock

TODAY = date(2026, 11, 2)
NEW = NewClarification(
    text="Level 3 – the “named” GP arranges it.\nAsk your board.",
    questions=("What level of training do GPs need?", "GP level 2 or 3?"),
    unit="Policy lead, NSDU",
    name="Ann O’Brien-Smith",
    until=TODAY + timedelta(days=30),
    dated=TODAY,
)


@pytest.fixture(params=["database", "memory"])
def book(request: pytest.FixtureRequest, database: Database, clock: Clock) -> ClarificationBook:
    if request.param == "memory":
        return MemoryClarifications(clock)
    return ClarificationRepository(database)


def test_it_comes_back_exactly_as_published_with_a_number(book: ClarificationBook) -> None:
    first = book.publish(NEW, "U0ANN", "act-1")
    second = book.publish(replace(NEW, text="Another."), "U0BOB", "act-2")
    assert (first.number, second.number) == (1, 2)
    assert list(book.all()) == [second, first]
    kept = book.all()[1]
    assert (kept.text, kept.questions, kept.unit, kept.name) == (
        NEW.text,
        NEW.questions,
        NEW.unit,
        NEW.name,
    )
    assert (kept.dated, kept.until, kept.by, kept.withdrawn) == (TODAY, NEW.until, "U0ANN", None)


def test_the_same_act_is_done_once(book: ClarificationBook) -> None:
    first = book.publish(NEW, "U0ANN", "act-1")
    assert book.publish(NEW, "U0ANN", "act-1") == first
    assert len(book.all()) == 1


def test_it_is_live_on_its_last_day_and_expired_on_the_next(book: ClarificationBook) -> None:
    one = book.publish(NEW, "U0ANN", "act-1")
    assert one.state(NEW.until) is State.LIVE
    assert one.state(NEW.until + timedelta(days=1)) is State.EXPIRED


def test_those_ending_from_a_day_hold_that_day(book: ClarificationBook) -> None:
    short = book.publish(replace(NEW, until=TODAY), "U0ANN", "act-1")
    long = book.publish(NEW, "U0ANN", "act-2")
    assert list(book.ending_from(TODAY)) == [short, long]
    assert list(book.ending_from(TODAY + timedelta(days=1))) == [long]
    assert not book.ending_from(NEW.until + timedelta(days=1))


def test_what_is_withdrawn_never_stands_again(book: ClarificationBook, clock: Clock) -> None:
    one = book.publish(NEW, "U0ANN", "act-1")
    clock.forward(60)
    taken = book.withdraw(one.number, "U0BOB")
    assert isinstance(taken, TakenBack)
    assert (taken.clarification.withdrawn, taken.clarification.withdrawn_by) == (clock(), "U0BOB")
    assert taken.clarification.state(TODAY) is State.WITHDRAWN
    assert not book.ending_from(TODAY)
    clock.forward(60)
    assert book.withdraw(one.number, "U0BOB") == taken, "the same attempt again"
    assert book.withdraw(one.number, "U0ANN") == NoSuchClarification(one.number)
    assert book.withdraw(99, "U0ANN") == NoSuchClarification(99)


def test_publishing_and_withdrawing_are_audited_without_words(database: Database) -> None:
    book = ClarificationRepository(database)
    one = book.publish(NEW, "U0ANN", "act-1")
    book.publish(NEW, "U0ANN", "act-1")
    book.withdraw(one.number, "U0BOB")
    book.withdraw(one.number, "U0BOB")
    trail = AuditRepository(database)
    assert [(row.who, row.what, row.detail) for row in trail.recent()] == [
        ("U0BOB", "clarification withdrawn", "clarification 1"),
        ("U0ANN", "clarification published", "clarification 1, until 2026-12-02"),
    ]
    assert trail.verify() == 2
