"""How fast deliveries are stored and answered, all parts real but the far side.

The bounds are the promise with room for a busy machine; `-s` shows the figures.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.database.engine import Database, open_database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.delivery.inbox import Claimed, Delivery
from bot.delivery.intake import Intake
from bot.delivery.messenger import SendOutcome, Sent
from bot.delivery.outbox import InHand, Method, Pace, Post
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker


@dataclass
class Echo:
    """Answers at once and notes when each answer was posted."""

    posted: dict[str, float] = field(default_factory=dict)

    async def handle(self, claimed: Claimed) -> Sequence[Post]:
        key = f"answer:{claimed.inbox_id}"
        return [Post(key, claimed.conversation, Method.POST, {"text": claimed.body["text"]})]

    def apologise(self, _claimed: Claimed) -> Sequence[Post]:
        return ()

    async def send(self, held: InHand) -> SendOutcome:
        self.posted[held.post.payload["text"]] = time.perf_counter()
        return Sent(f"{len(self.posted)}.0")

    async def find(self, _held: InHand) -> Sent | None:
        return None

    def instead(self, _held: InHand, _code: str) -> Sequence[Post]:
        return ()


@asynccontextmanager
async def delivering(database: Database, echo: Echo) -> AsyncIterator[Intake]:
    """An intake, a worker and a sender, running."""
    outbox = OutboxRepository(database, Pace(seconds=0.001, burst=100))
    inbox = InboxRepository(database)
    sender = Sender(outbox, echo, name="s1", now=database.now)
    worker = Worker(inbox, echo, name="w1", planned=sender.wake)
    intake = Intake(inbox, worker.wake)
    running = [asyncio.create_task(worker.run()), asyncio.create_task(sender.run())]
    await asyncio.sleep(0.1)
    yield intake
    worker.stop()
    sender.stop()
    await asyncio.gather(*running)
    await intake.close()


async def deliver(intake: Intake, number: int, conversations: int) -> tuple[float, float]:
    """When it was handed in and how long storing took, in seconds."""
    delivery = Delivery(
        f"event:{number}",
        "question",
        f"C{number % conversations}",
        {"text": f"message {number}"},
        (f"message:{number}", f"client:{number}"),
    )
    started = time.perf_counter()
    await intake.accept(delivery)
    return started, time.perf_counter() - started


def milliseconds(seconds: Sequence[float]) -> tuple[float, float, float]:
    """The median, the 99th percentile and the longest."""
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return round(middle * 1e3, 1), round(late * 1e3, 1), round(ordered[-1] * 1e3, 1)


def show(what: str, *figures: object) -> None:
    sys.stdout.write(f"\n{what}: {figures}\n")


async def test_on_an_idle_machine_an_answer_is_posted_soon_after_it_is_asked(
    migrated_url: str,
) -> None:
    database, echo = open_database(migrated_url, lambda: datetime.now(UTC)), Echo()
    stored, posted = [], []
    async with delivering(database, echo) as intake:
        for number in range(100):
            started, took = await deliver(intake, number, 100)
            stored.append(took)
            while f"message {number}" not in echo.posted:
                await asyncio.sleep(0.001)
            posted.append(echo.posted[f"message {number}"] - started)
            await asyncio.sleep(0.01)
    database.close()
    show("idle, ms p50 p99 max: stored", milliseconds(stored), "posted", milliseconds(posted))
    assert milliseconds(posted)[0] < 100


async def test_a_thousand_deliveries_in_ten_seconds_are_stored_quickly_and_all_answered_in_order(
    migrated_url: str,
) -> None:
    database, echo = open_database(migrated_url, lambda: datetime.now(UTC)), Echo()
    count, conversations = 1000, 50
    async with delivering(database, echo) as intake:
        begun = time.perf_counter()
        tasks = []
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number * 0.01 - time.perf_counter()))
            tasks.append(asyncio.create_task(deliver(intake, number, conversations)))
        took = [seconds for _, seconds in await asyncio.gather(*tasks)]
        while len(echo.posted) < count and time.perf_counter() - begun < 60:
            await asyncio.sleep(0.01)
        done = time.perf_counter() - begun
    database.close()
    show("1,000 in 10 s, ms p50 p99 max: stored", milliseconds(took), "s until all posted", done)
    assert max(took) < 3.0
    assert len(echo.posted) == count
    for conversation in range(conversations):
        moments = [echo.posted[f"message {n}"] for n in range(conversation, count, conversations)]
        assert moments == sorted(moments)
