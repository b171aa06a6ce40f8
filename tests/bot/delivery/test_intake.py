"""A delivery that is not on disk is not acknowledged; one that is, wakes the worker."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.inbox import InboxRepository
from bot.delivery.errors import NotStored
from bot.delivery.inbox import Accepted, Delivery, Duplicate
from bot.delivery.intake import Intake
from tests.conftest import Clock


def delivery(number: int, text: object = "words") -> Delivery:
    return Delivery(f"event:{number}", "question", f"C{number}", {"text": text})


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "guidance.db"
    copy.write_bytes(migrated_file.read_bytes())
    return copy


@pytest.fixture
def sqlite(file: Path, clock: Clock) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{file}", clock)
    yield opened
    opened.close()


@contextmanager
def no_file_grows_over(size: int) -> Iterator[None]:
    """What a full disk does: the operating system refuses to write beyond."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_what_arrives_together_is_stored_once_each_and_wakes_the_worker(
    database: Database,
) -> None:
    woken: list[bool] = []
    intake = Intake(InboxRepository(database), lambda: woken.append(True))
    deliveries = [delivery(number % 50) for number in range(400)]
    results = await asyncio.gather(*map(intake.accept, deliveries))
    await intake.close()
    assert sum(isinstance(result, Accepted) for result in results) == 50
    assert sum(isinstance(result, Duplicate) for result in results) == 350
    assert 0 < len(woken) < 400  # several shared a commit
    assert InboxRepository(database).counts().waiting == 50


async def test_one_bad_delivery_does_not_take_the_others_down(database: Database) -> None:
    intake = Intake(InboxRepository(database), lambda: None)
    bad = delivery(1, text=object())  # no JSON
    good, *others = [delivery(number) for number in range(2, 6)]
    results = await asyncio.gather(
        *map(intake.accept, (good, bad, *others)), return_exceptions=True
    )
    await intake.close()
    assert [type(result) for result in results].count(Accepted) == 4
    assert InboxRepository(database).counts().waiting == 4


async def test_a_locked_database_refuses_in_time_and_recovers(file: Path, sqlite: Database) -> None:
    intake = Intake(InboxRepository(sqlite), lambda: None)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        accepting = asyncio.create_task(intake.accept(delivery(1)))
        longest_pause = 0.0
        while not accepting.done():
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest_pause = max(longest_pause, time.monotonic() - before)
        with pytest.raises(NotStored, match="SQLITE_BUSY"):
            accepting.result()
        assert time.monotonic() - started < 2.9  # Slack waits three seconds
        assert longest_pause < 1.0  # the event loop went on
        other.execute("ROLLBACK")
    assert isinstance(await intake.accept(delivery(1)), Accepted)
    await intake.close()


async def test_a_full_disk_refuses_and_recovers(file: Path, sqlite: Database) -> None:
    inbox = InboxRepository(sqlite)
    intake = Intake(inbox, lambda: None)
    long = "x" * 100_000
    accepted, refused = [], []
    with no_file_grows_over(file.stat().st_size + 400_000):
        for number in range(12):
            try:
                await intake.accept(delivery(number, long))
                accepted.append(number)
            except NotStored:
                refused.append(number)
    assert accepted
    assert refused
    assert inbox.counts().waiting == len(accepted)
    for number in refused:
        assert isinstance(await intake.accept(delivery(number)), Accepted)
    for number in accepted:
        assert isinstance(await intake.accept(delivery(number)), Duplicate)
    await intake.close()


async def test_a_postgresql_that_restarts_refuses_and_recovers(
    request: pytest.FixtureRequest, clock: Clock
) -> None:
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("migrated_template")
    opened = open_database(server.create("restarting", template), clock)
    intake = Intake(InboxRepository(opened), lambda: None)
    assert isinstance(await intake.accept(delivery(1)), Accepted)
    await asyncio.to_thread(server.restart)  # every connection of the pool is dead now
    with suppress(NotStored):  # a connection just used may be found dead only by its next use
        await intake.accept(delivery(1))
    assert isinstance(await intake.accept(delivery(1)), Duplicate)
    assert isinstance(await intake.accept(delivery(2)), Accepted)
    await intake.close()
    opened.close()
