"""What every edition register keeps, in memory and on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.database.audit import AuditRepository
from bot.database.editions import EditionRepository
from bot.database.engine import Database
from index.adapters.memory import MemoryRegister
from index.edition import EditionId, EditionRegister, EditionState
from index.errors import EditionUnknown
from tests.conftest import Clock

FIRST, SECOND = EditionId("2026-11-02-a"), EditionId("2026-11-02-b")


@pytest.fixture
def recorded(database: Database) -> EditionRepository:
    """The register whose every change leaves an audit row."""
    return EditionRepository(database)


@pytest.fixture(params=["database", "memory"])
def register(
    request: pytest.FixtureRequest, recorded: EditionRepository, clock: Clock
) -> EditionRegister:
    return MemoryRegister(clock) if request.param == "memory" else recorded


def test_nothing_is_live_before_the_first_publication(register: EditionRegister) -> None:
    register.add(FIRST, "d1", 100)
    assert register.live() is None
    assert [record.state for record in register.all()] == [EditionState.BUILT]


def test_publishing_moves_the_pointer_and_retires_the_one_before(
    register: EditionRegister, clock: Clock
) -> None:
    register.add(FIRST, "d1", 100)
    register.publish(FIRST, "U1")
    clock.forward(60)
    register.add(SECOND, "d2", 101)
    published = register.publish(SECOND, "U1")
    assert register.live() == published
    assert published.published == clock()
    assert (published.digest, published.paragraphs) == ("d2", 101)
    assert [(r.edition, r.state) for r in register.all()] == [
        (SECOND, EditionState.LIVE),
        (FIRST, EditionState.RETIRED),
    ]


def test_publishing_writes_one_audit_row_with_who_and_what(
    recorded: EditionRepository, database: Database
) -> None:
    recorded.add(FIRST, "d1", 100)
    recorded.publish(FIRST, "U1")
    recorded.publish(FIRST, "U2")  # already live: nothing happens, so nothing is recorded
    (row,) = AuditRepository(database).recent()
    assert (row.who, row.what, row.detail) == ("U1", "edition published", FIRST)


def test_rolling_back_makes_the_one_before_live_again(
    register: EditionRegister, clock: Clock
) -> None:
    for edition in (FIRST, SECOND):
        register.add(edition, "d", 100)
        register.publish(edition, "U1")
        clock.forward(60)
    assert register.rollback("U1").edition == FIRST
    live = register.live()
    assert live is not None
    assert live.edition == FIRST


def test_there_is_nothing_to_roll_back_to_at_first(register: EditionRegister) -> None:
    register.add(FIRST, "d1", 100)
    register.publish(FIRST, "U1")
    with pytest.raises(EditionUnknown):
        register.rollback("U1")


def test_an_unknown_edition_is_refused_and_the_live_one_stays(register: EditionRegister) -> None:
    register.add(FIRST, "d1", 100)
    register.publish(FIRST, "U1")
    with pytest.raises(EditionUnknown):
        register.publish(EditionId("never-built"), "U1")
    with pytest.raises(EditionUnknown):
        register.remove(EditionId("never-built"))
    live = register.live()
    assert live is not None
    assert live.edition == FIRST


def test_publishing_the_live_edition_again_changes_nothing(
    register: EditionRegister, clock: Clock
) -> None:
    register.add(FIRST, "d1", 100)
    first = register.publish(FIRST, "U1")
    clock.forward(60)
    assert register.publish(FIRST, "U1") == first
    assert register.live() == first


def test_an_edition_is_added_once_and_the_live_one_is_not_removed(
    register: EditionRegister,
) -> None:
    register.add(FIRST, "d1", 100)
    with pytest.raises(ValueError, match="already"):
        register.add(FIRST, "d1", 100)
    register.publish(FIRST, "U1")
    with pytest.raises(ValueError, match="live"):
        register.remove(FIRST)
    register.add(SECOND, "d2", 100)
    register.remove(SECOND)
    assert [record.edition for record in register.all()] == [FIRST]


def test_publishing_from_many_threads_leaves_one_live_and_a_whole_audit_chain(
    recorded: EditionRepository, database: Database
) -> None:
    names = [EditionId(f"e{number}") for number in range(8)]
    for name in names:
        recorded.add(name, "d", 1)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: recorded.publish(name, "U1"), names * 3))
    states = [record.state for record in recorded.all()]
    assert states.count(EditionState.LIVE) == 1
    assert AuditRepository(database).verify() >= len(names)
