"""Ended feedback goes after its own time, open feedback never, and the audit says how much."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.answering.clarification import NewClarification
from bot.database.audit import AuditRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.retention import sweep
from bot.delivery.retention import Retention
from bot.feedback.area import Area
from bot.feedback.item import SENDER, About, NewItem, Number, Origin
from bot.feedback.register import Actor, Changed, Wanted
from bot.feedback.status import By, Details, Status
from tests.conftest import Clock

DAY = 86_400.0
KEPT = Retention(feedback=timedelta(days=100))
DONE = (Status.CLAIMED, Status.UNDER_REVIEW, Status.NO_CHANGE)


class Office:
    """A register, and short ways to fill it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.register = FeedbackRepository(database)
        self._acts = itertools.count()

    def item(self, *moves: Status, into: int | None = None) -> Number:
        """An item that was moved like this; its number."""
        act = f"act-{next(self._acts)}"
        new = NewItem(f"text of {act}", About(), Area.OTHER, Origin("sealed", "mark"))
        number = self.register.receive(new, act, lambda _: ()).number
        for to in moves:
            self.move(number, to, into)
        return number

    def move(self, number: int, to: Status, into: int | None = None) -> None:
        """One move, with whatever it needs."""
        sender = to is Status.WITHDRAWN
        who, by = (SENDER, By.SENDER) if sender else ("U0ANN", By.STAFF)
        actor = Actor(who, by, f"move-{next(self._acts)}")
        details = Details("a reason", into)
        outcome = self.register.move(number, to, actor, details, lambda _: ())
        assert isinstance(outcome, Changed), outcome

    def left(self) -> list[int]:
        """The numbers that are still there."""
        return sorted(item.number for item in self.register.list(Wanted()))

    def swept(self) -> dict[str, int]:
        """Sweep; what was removed of feedback, where anything was."""
        removed = sweep(self.database, KEPT).removed
        ours = ("feedback_items", "feedback_entries", "clarifications")
        return {name: removed[name] for name in ours if removed[name]}


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_ended_items_go_after_their_time_and_open_ones_stay(office: Office, clock: Clock) -> None:
    waiting, settled, taken_back = (
        office.item(),
        office.item(*DONE),
        office.item(Status.WITHDRAWN),
    )
    clock.forward(99 * DAY)
    assert office.swept() == {}
    clock.forward(2 * DAY)
    assert office.swept() == {"feedback_items": 2, "feedback_entries": 6}
    assert office.left() == [waiting]
    assert not office.register.history(settled)
    assert not office.register.history(taken_back)
    clock.forward(5000 * DAY)
    assert office.swept() == {}


def test_time_counts_from_the_end_not_from_the_beginning(office: Office, clock: Clock) -> None:
    number = office.item()
    clock.forward(500 * DAY)
    for to in DONE:
        office.move(number, to)
    clock.forward(99 * DAY)
    assert office.swept() == {}
    clock.forward(2 * DAY)
    assert office.swept()["feedback_items"] == 1


def test_merged_items_stay_with_the_one_that_they_hear_of(office: Office, clock: Clock) -> None:
    target = office.item()
    middle = office.item()
    office.item(Status.MERGED, into=middle)
    office.move(middle, Status.MERGED, target)
    clock.forward(500 * DAY)
    assert office.swept() == {}
    for to in DONE:
        office.move(target, to)
    clock.forward(99 * DAY)
    assert office.swept() == {}
    clock.forward(2 * DAY)
    assert office.swept()["feedback_items"] == 3
    assert office.left() == []


def test_a_target_waits_for_what_was_merged_into_it_lately(office: Office, clock: Clock) -> None:
    target = office.item(*DONE)
    late = office.item()
    clock.forward(90 * DAY)
    office.move(late, Status.MERGED, target)
    clock.forward(50 * DAY)
    assert office.swept() == {}
    clock.forward(51 * DAY)
    assert office.swept()["feedback_items"] == 2


def test_a_number_is_never_given_twice(office: Office, clock: Clock) -> None:
    gone = office.item(*DONE)
    clock.forward(101 * DAY)
    office.swept()
    assert office.item() > gone


def test_clarifications_go_after_the_same_time(office: Office, clock: Clock) -> None:
    book = ClarificationRepository(office.database)
    today = date(2026, 11, 2)
    new = NewClarification("Said.", ("Asked?",), "Unit", "Ann", today, today)
    book.publish(new, "U0ANN", "a")
    long = book.publish(replace(new, until=today + timedelta(days=60)), "U0ANN", "b")
    taken_back = book.publish(replace(new, until=today + timedelta(days=360)), "U0ANN", "c")
    book.withdraw(taken_back.number, "U0ANN")
    clock.forward(101 * DAY)
    assert office.swept() == {"clarifications": 2}
    assert [one.number for one in book.all()] == [long.number]


def test_what_was_removed_is_audited_in_numbers_and_nothing_else(
    office: Office, clock: Clock
) -> None:
    office.item(*DONE)
    sweep(office.database, KEPT)
    trail = AuditRepository(office.database)
    assert trail.recent() == []
    clock.forward(101 * DAY)
    sweep(office.database, KEPT)
    (row,) = trail.recent()
    assert (row.who, row.what) == ("retention", "feedback removed")
    assert row.detail == "feedback_items 1, feedback_entries 4, clarifications 0"
