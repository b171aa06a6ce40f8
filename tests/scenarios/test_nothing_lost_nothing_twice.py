"""Promise 2: an acknowledged message is answered once, even if the machine dies.

`GUIDANCE_FULL=1` runs the size that the README reports.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.delivery.inbox import Accepted, Delivery
from tests.scenarios.far_side import FarSide, Faults

FULL = bool(os.environ.get("GUIDANCE_FULL"))
ROOT = Path(__file__).parents[2]
BAD_DAY = Faults(
    dropped_after=0.15,
    error_after=0.05,
    slow_after=0.05,
    error_before=0.05,
    rate_limited=0.05,
    unreadable=0.05,
)


@dataclass
class Processes:
    """Real processes that share one database; each killed one is started again."""

    database_url: str
    far_side: str
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.scenarios.delivery_process"]
        process = subprocess.Popen(
            [*command, self.database_url, self.far_side],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    def kill_one(self, chance: random.Random) -> None:
        victim = self.running.pop(chance.randrange(len(self.running)))
        victim.kill()
        victim.communicate()
        self.start()

    def stop(self) -> list[int]:
        """Ask all to stop; their exit statuses."""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.communicate(timeout=30)
        return [process.returncode for process in self.running]


@pytest.fixture
def shared(migrated_url: str) -> Iterator[Database]:
    opened = open_database(migrated_url, lambda: datetime.now(UTC))
    yield opened
    opened.close()


@pytest.fixture
def far_side() -> Iterator[FarSide]:
    server = FarSide(BAD_DAY).start()
    yield server
    server.stop()


def conversation_of(number: int) -> str:
    return f"C{number % 12}"


def accept_slowly(database: Database, numbers: range, seconds: float) -> None:
    """Deliver these messages over that time, some of them several times."""
    inbox = InboxRepository(database)
    for number in numbers:
        conversation = conversation_of(number)
        delivery = Delivery(
            f"event:{number}",
            "question",
            conversation,
            {"text": f"message {number}"},
            (f"message:{conversation}:{number}",),
        )
        result = inbox.accept(delivery)
        assert isinstance(result, Accepted)
        for _ in range(number % 3):
            assert not isinstance(inbox.accept(delivery), Accepted)
        time.sleep(seconds / len(numbers))


def wait_until_all_is_done(database: Database, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        waiting = InboxRepository(database).counts(), OutboxRepository(database).counts()
        if not any(
            (waiting[0].waiting, waiting[0].working, waiting[1].planned, waiting[1].unknown)
        ):
            return
        time.sleep(0.2)
    pytest.fail(f"still to do: {waiting}")


def test_every_accepted_message_is_posted_exactly_once_whatever_is_killed(
    shared: Database, migrated_url: str, far_side: FarSide
) -> None:
    if shared.sqlite:
        messages, kills = (600, 60) if FULL else (150, 20)
    else:
        messages, kills = (300, 30) if FULL else (80, 6)
    processes = Processes(migrated_url, far_side.url)
    for _ in range(2):
        processes.start()
    chance = random.Random(7)  # noqa: S311  # repeatable, not secret
    try:
        with ThreadPoolExecutor(1) as pool:
            for kill in range(kills):
                some = range(messages * kill // kills, messages * (kill + 1) // kills)
                accepting = pool.submit(accept_slowly, shared, some, seconds=0.6)
                time.sleep(chance.uniform(0.05, 0.5))
                processes.kill_one(chance)
                accepting.result()
        wait_until_all_is_done(shared, 120)
    finally:
        statuses = processes.stop()
    sys.stdout.write(f"\n{messages} messages, {kills} kills: {dict(far_side.happened)}\n")
    assert statuses == [0, 0]
    assert far_side.happened["dropped after"] > 0
    assert len(far_side.senders) > 2  # what was killed had been sending
    times = Counter(far_side.arrived)
    wanted = [(conversation_of(number), f"message {number}") for number in range(messages)]
    assert set(times) == set(wanted)  # nothing lost, no apology
    assert {post: n for post, n in times.items() if n > 1} == {}  # nothing twice
    for conversation in {channel for channel, _text in wanted}:
        sent = [post for post in far_side.arrived if post[0] == conversation]
        assert sent == [post for post in wanted if post[0] == conversation]
    assert InboxRepository(shared).dead_letters() == []
    assert OutboxRepository(shared).dead_posts() == []


def test_a_stop_puts_back_what_is_in_hand_and_the_next_process_goes_on(
    shared: Database, migrated_url: str
) -> None:
    far_side = FarSide(Faults(slow_after=0.3, slow_seconds=0.5)).start()
    accept_slowly(shared, range(60), seconds=0.1)
    for _ in range(3):
        processes = Processes(migrated_url, far_side.url)
        processes.start()
        time.sleep(0.3)
        assert processes.stop() == [0]
        assert InboxRepository(shared).counts().working == 0
    processes = Processes(migrated_url, far_side.url)
    processes.start()
    wait_until_all_is_done(shared, 40)
    assert processes.stop() == [0]
    far_side.stop()
    assert len(far_side.arrived) == len(set(far_side.arrived)) == 60
