"""The off-switch, the rate, the danger contacts and what is remembered of a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.answering.asker import AboutAsker
from bot.database.askers import AskerRepository
from bot.database.audit import AuditRepository
from bot.database.contacts import ContactRepository
from bot.database.engine import Database
from bot.database.pause import PauseRepository
from bot.database.rate import RateRepository
from bot.delivery.pause import Paused
from bot.screening.danger_card import DangerContacts
from tests.conftest import Clock


def test_the_switch_says_who_and_why_and_every_move_is_audited(
    database: Database, clock: Clock
) -> None:
    switch = PauseRepository(database)
    switch.resume("U1")  # already on: nothing to record
    assert switch.state() is None
    switch.pause("Moving to a new edition", "U1")
    since = clock()
    clock.forward(60)
    assert switch.state() == Paused("Moving to a new edition", "U1", since)
    switch.resume("U2")
    assert switch.reason() is None
    rows = AuditRepository(database).recent()
    assert [(row.who, row.what) for row in rows] == [
        ("U2", "answers resumed"),
        ("U1", "answers paused"),
    ]


def test_a_minutes_worth_of_questions_may_come_at_once_and_then_one_at_a_time(
    database: Database, clock: Clock
) -> None:
    rate = RateRepository(database, per_minute=10)
    assert [rate.take("U1") for _ in range(10)] == [0.0] * 10
    assert rate.take("U1") == pytest.approx(6.0)
    assert rate.take("U1") == pytest.approx(6.0)  # what is refused is not counted
    assert rate.take("U2") == 0.0
    clock.forward(6)
    assert rate.take("U1") == 0.0
    assert rate.take("U1") == pytest.approx(6.0)
    clock.forward(600)
    assert [rate.take("U1") for _ in range(11)][9:] == [0.0, pytest.approx(6.0)]


def test_the_rate_holds_over_many_threads(database: Database) -> None:
    rate = RateRepository(database, per_minute=10)
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(rate.take, ["U1"] * 40))
    assert waits.count(0.0) == 10


def test_contacts_of_the_channel_come_before_those_of_the_workspace(database: Database) -> None:
    book = ContactRepository(database)
    whole = DangerContacts("020 7946 0001", "020 7946 0002", last_checked=date(2026, 10, 1))
    channel = DangerContacts("020 7946 0003", "020 7946 0004", "020 7946 0005", "Dudley")
    assert book.find("C1", "T1") is None
    book.put("T1", whole, "U1")
    assert book.find("C1", "T1") == whole
    book.put("C1", channel, "U1")
    assert book.find("C1", "T1") == channel
    assert book.all() == [("C1", channel), ("T1", whole)]
    assert book.remove("C1", "U2")
    assert not book.remove("C1", "U2")
    assert book.find("C1", "T1") == whole
    assert [row.detail for row in AuditRepository(database).recent()] == ["C1", "C1", "T1"]


def test_what_is_remembered_of_a_person_is_what_they_last_chose(database: Database) -> None:
    memory = AskerRepository(database)
    assert memory.recall("U1") == AboutAsker()
    memory.remember("U1", AboutAsker("health visitor", "Dudley"))
    memory.remember("U1", AboutAsker("health visitor"))
    assert memory.recall("U1") == AboutAsker("health visitor")
    memory.remember("U1", AboutAsker())
    assert memory.recall("U1") == AboutAsker()
