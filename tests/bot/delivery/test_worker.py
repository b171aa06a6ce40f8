"""The worker: retries, gives up with an apology, keeps its lease, and says nothing in the log."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.database.engine import Database, open_database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.delivery.errors import CannotHandle
from bot.delivery.inbox import Claimed, Delivery
from bot.delivery.intake import Intake
from bot.delivery.outbox import Method, Post
from bot.delivery.worker import Worker

QUICK = LoopSettings(
    lease_seconds=0.6,
    attempts=3,
    deaths=3,
    poll_seconds=0.02,
    backoff=Backoff(first=0.02, most=0.05),
)
Handling = Callable[[Claimed], Coroutine[Any, Any, Sequence[Post]]]


class Scripted:
    """Handles by a function of the test's."""

    def __init__(self, handling: Handling) -> None:
        self.handle = handling

    def apologise(self, claimed: Claimed) -> Sequence[Post]:
        return [Post(f"sorry:{claimed.inbox_id}", "C1", Method.POST, {"text": "sorry"})]


@pytest.fixture
def live(migrated_url: str) -> Iterator[Database]:
    opened = open_database(migrated_url, lambda: datetime.now(UTC))
    yield opened
    opened.close()


async def work(live: Database, handling: Handling, until: Callable[[], bool]) -> None:
    """Run a worker until the condition holds."""
    worker = Worker(
        InboxRepository(live),
        Scripted(handling),
        name="w1",
        planned=lambda: None,
        settings=QUICK,
    )
    running = asyncio.create_task(worker.run())
    limit = time.monotonic() + 20
    while not until():
        assert time.monotonic() < limit
        await asyncio.sleep(0.02)
    worker.stop()
    await running


def accept(live: Database, name: str = "event:1") -> None:
    InboxRepository(live).accept(Delivery(name, "question", name, {"text": "secret words"}))


def idle(live: Database) -> bool:
    counts = InboxRepository(live).counts()
    return counts.waiting == counts.working == 0


def answer(claimed: Claimed) -> list[Post]:
    return [Post(f"p:{claimed.inbox_id}", "C1", Method.POST, {"text": str(claimed.body["text"])})]


async def test_a_failure_is_tried_again_and_the_log_holds_no_words(
    live: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails_twice(claimed: Claimed) -> Sequence[Post]:
        if claimed.attempt < 3:
            raise ValueError(f"cannot read {claimed.body['text']}")
        return answer(claimed)

    accept(live)
    with caplog.at_level(logging.DEBUG):
        await work(live, fails_twice, lambda: idle(live))
    assert OutboxRepository(live).counts().planned == 1
    assert caplog.text.count("ValueError at test_worker.py") == 2
    assert "secret" not in caplog.text


async def test_a_failure_that_stays_is_given_up_with_an_apology(live: Database) -> None:
    async def always_fails(claimed: Claimed) -> Sequence[Post]:
        raise RuntimeError(claimed.inbox_id)

    accept(live)
    await work(live, always_fails, lambda: bool(InboxRepository(live).dead_letters()))
    (letter,) = InboxRepository(live).dead_letters()
    assert (letter.error_kind, letter.attempts) == ("RuntimeError", 3)
    held = OutboxRepository(live).claim("s1", 15)
    assert held is not None
    assert held.post.payload == {"text": "sorry"}


async def test_what_no_retry_will_mend_is_given_up_at_once(live: Database) -> None:
    async def cannot(_claimed: Claimed) -> Sequence[Post]:
        raise CannotHandle("view_gone")

    accept(live)
    await work(live, cannot, lambda: bool(InboxRepository(live).dead_letters()))
    (letter,) = InboxRepository(live).dead_letters()
    assert (letter.error_kind, letter.attempts) == ("view_gone", 1)


async def test_a_delivery_that_kills_every_process_is_given_up_unhandled(live: Database) -> None:
    inbox = InboxRepository(live)
    accept(live)
    for _ in range(QUICK.deaths):
        assert inbox.claim("killed", 0) is not None

    async def never(_claimed: Claimed) -> Sequence[Post]:
        raise AssertionError("handled again")

    await work(live, never, lambda: bool(inbox.dead_letters()))
    assert inbox.dead_letters()[0].error_kind == "stopped_the_process"


async def test_long_work_keeps_its_lease(live: Database) -> None:
    handled = []

    async def slow(claimed: Claimed) -> Sequence[Post]:
        handled.append(claimed.attempt)
        await asyncio.sleep(QUICK.lease_seconds * 3)
        return answer(claimed)

    accept(live)
    rival = InboxRepository(live)

    def done() -> bool:
        assert not handled or rival.claim("rival", 15) is None
        return idle(live)

    await work(live, slow, done)
    assert handled == [1]


async def test_an_edited_question_stops_the_work_on_the_old_wording(live: Database) -> None:
    texts, stopped = [], []

    async def slow_at_first(claimed: Claimed) -> Sequence[Post]:
        texts.append(claimed.body["text"])
        if len(texts) == 1:
            InboxRepository(live).supersede("event:1", {"text": "edited"})
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                stopped.append(True)
                raise
        return answer(claimed)

    accept(live)
    await work(live, slow_at_first, lambda: idle(live) and bool(stopped))
    assert texts == ["secret words", "edited"]
    held = OutboxRepository(live).claim("s1", 15)
    assert held is not None
    assert held.post.payload == {"text": "edited"}


async def test_stopping_puts_back_what_cannot_be_finished_in_time(live: Database) -> None:
    started = asyncio.Event()

    async def endless(_claimed: Claimed) -> Sequence[Post]:
        started.set()
        await asyncio.sleep(3600)
        return []

    accept(live)
    settings = LoopSettings(stop_seconds=0.1)
    worker = Worker(
        InboxRepository(live),
        Scripted(endless),
        name="w1",
        planned=lambda: None,
        settings=settings,
    )
    running = asyncio.create_task(worker.run())
    await started.wait()
    worker.stop()
    await running
    again = InboxRepository(live).claim("next", 15)
    assert again is not None
    assert again.attempt == 1


async def test_an_accepted_delivery_is_claimed_within_milliseconds_not_polls(
    live: Database,
) -> None:
    started: list[float] = []

    async def note(_claimed: Claimed) -> Sequence[Post]:
        started.append(time.perf_counter())
        return []

    inbox = InboxRepository(live)
    settings = LoopSettings(poll_seconds=30)
    worker = Worker(
        inbox,
        Scripted(note),
        name="w1",
        planned=lambda: None,
        settings=settings,
    )
    intake = Intake(inbox, worker.wake)
    running = asyncio.create_task(worker.run())
    waits = []
    for number in range(20):
        await asyncio.sleep(0.02)
        await intake.accept(Delivery(f"e{number}", "question", f"c{number}", {"text": "x"}))
        accepted = time.perf_counter()
        while len(started) <= number:
            await asyncio.sleep(0)
        waits.append(started[number] - accepted)
    worker.stop()
    with suppress(TimeoutError):
        await asyncio.wait_for(running, 5)
    await intake.close()
    assert sorted(waits)[len(waits) // 2] < 0.1  # a poll would be 30 s
