"""The sender: looks before it sends again, keeps every promise of the far side's answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.database.engine import open_database
from bot.database.outbox import OutboxRepository
from bot.delivery.backoff import Backoff
from bot.delivery.messenger import (
    CannotTell,
    Doubtful,
    RateLimited,
    Refused,
    SendOutcome,
    Sent,
    Unreached,
)
from bot.delivery.outbox import IfUnsure, InHand, Method, Pace, Post
from bot.delivery.sender import Sender, SenderSettings

QUICK = SenderSettings(
    call_seconds=0.3,
    look_again_seconds=0.05,
    attempts=3,
    poll_seconds=0.02,
    backoff=Backoff(first=0.02, most=0.05),
)
Found = Sent | RateLimited | CannotTell | None


@dataclass
class FarSide:
    """Takes messages and answers by the test's script; the last line of a script repeats.

    `arrives` says, by attempt, whether a doubtful send arrived all the same.
    """

    script: list[SendOutcome | Exception]
    readable: bool = True
    arrives: bool = True
    hangs: bool = False
    messages: list[str] = field(default_factory=list)
    calls: list[tuple[str, float]] = field(default_factory=list)
    finds: int = 0
    failing_finds: int = 0

    async def send(self, held: InHand) -> SendOutcome:
        outcome = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        self.calls.append((held.post.dedup_key, time.monotonic()))
        if isinstance(outcome, Sent) or (
            isinstance(outcome, Doubtful | Exception) and self.arrives
        ):
            self.messages.append(held.post.dedup_key)
        if self.hangs:
            self.hangs = False
            await asyncio.sleep(30)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def find(self, held: InHand) -> Found:
        self.finds += 1
        if self.finds <= self.failing_finds:
            raise ConnectionError("away")
        if not self.readable:
            return CannotTell("missing_scope")
        return Sent("1.1") if held.post.dedup_key in self.messages else None

    def instead(self, held: InHand, code: str) -> Sequence[Post]:
        if held.post.channel != "C1":
            return ()
        return [Post(f"instead:{code}", "D1", Method.POST, {"text": "instead"})]


@pytest.fixture
def outbox(migrated_url: str) -> Iterator[OutboxRepository]:
    opened = open_database(migrated_url, lambda: datetime.now(UTC))
    yield OutboxRepository(opened, Pace(seconds=0.01, burst=5))
    opened.close()


def post(name: str, unsure: IfUnsure = IfUnsure.ONCE_MORE) -> Post:
    return Post(name, "C1", Method.POST, {"text": name}, if_unsure=unsure)


async def send_all(
    outbox: OutboxRepository, far_side: FarSide, settings: SenderSettings = QUICK
) -> None:
    """Run a sender until nothing is left to send."""

    def now() -> datetime:
        return datetime.now(UTC)

    sender = Sender(outbox, far_side, name="s1", now=now, settings=settings)
    running = asyncio.create_task(sender.run())
    await until(lambda: nothing_left(outbox))
    sender.stop()
    await running


def nothing_left(outbox: OutboxRepository) -> bool:
    """One reading: between two, a post may move from one state to the other and be missed."""
    counts = outbox.counts()
    return counts.planned == counts.unknown == 0


async def until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        await asyncio.sleep(0.02)


def dead(outbox: OutboxRepository) -> dict[str, str]:
    return {letter.dedup_key: letter.error_kind for letter in outbox.dead_posts()}


@pytest.mark.parametrize("doubt", [Doubtful("http_500"), ConnectionResetError("gone")])
async def test_a_doubtful_send_that_arrived_is_found_and_not_repeated(
    outbox: OutboxRepository, doubt: SendOutcome | Exception
) -> None:
    far_side = FarSide([doubt, Sent("2.2")])
    outbox.add([post("p1"), post("p2")])
    await send_all(outbox, far_side)
    assert far_side.messages == ["p1", "p2"]
    assert outbox.posted_ts("p1") == "1.1"


async def test_a_call_that_hangs_is_doubtful_after_its_time(outbox: OutboxRepository) -> None:
    far_side = FarSide([Sent("1.1")], hangs=True)
    outbox.add([post("p1")])
    await send_all(outbox, far_side)
    assert far_side.messages == ["p1"]
    assert far_side.finds == 1


async def test_a_doubtful_send_that_did_not_arrive_is_looked_for_twice_and_sent_again(
    outbox: OutboxRepository,
) -> None:
    far_side = FarSide([Doubtful("timeout"), Sent("2.2")], arrives=False)
    outbox.add([post("p1"), post("p2")])
    await send_all(outbox, far_side)
    assert far_side.messages == ["p1", "p2"]
    assert far_side.finds == 2


async def test_nothing_is_sent_again_while_the_far_side_cannot_be_asked(
    outbox: OutboxRepository,
) -> None:
    far_side = FarSide([Doubtful("timeout"), Sent("2.2")], failing_finds=6)
    outbox.add([post("p1")])
    await send_all(outbox, far_side)
    assert far_side.messages == ["p1"]
    assert far_side.finds == 7


@pytest.mark.parametrize(
    ("unsure", "sends"), [(IfUnsure.AGAIN, 3), (IfUnsure.ONCE_MORE, 2), (IfUnsure.LEAVE, 1)]
)
async def test_what_cannot_be_looked_up_is_repeated_as_often_as_it_says(
    outbox: OutboxRepository, unsure: IfUnsure, sends: int
) -> None:
    far_side = FarSide([Doubtful("timeout")], readable=False)
    outbox.add([Post("e1", "C2", Method.EPHEMERAL, {"text": "x"}, if_unsure=unsure)])
    await send_all(outbox, far_side)
    assert len(far_side.calls) == sends
    assert list(dead(outbox)) == ["e1"]


async def test_an_edit_is_simply_sent_again(outbox: OutboxRepository) -> None:
    far_side = FarSide([Doubtful("timeout"), Sent("1.1")])
    outbox.add([Post("u1", "C1", Method.UPDATE, {"text": "x"}, ts="9.9")])
    await send_all(outbox, far_side)
    assert [name for name, _ in far_side.calls] == ["u1", "u1"]
    assert far_side.finds == 0


async def test_a_refusal_is_given_up_and_something_is_said_instead(
    outbox: OutboxRepository,
) -> None:
    far_side = FarSide([Refused("is_archived"), Sent("1.1")])
    outbox.add([post("p1")])
    await send_all(outbox, far_side)
    assert dead(outbox) == {"p1": "is_archived"}
    assert far_side.messages == ["instead:is_archived"]


async def test_no_call_comes_before_the_far_side_allows_it(outbox: OutboxRepository) -> None:
    far_side = FarSide([RateLimited(0.6), Sent("1.1")])
    outbox.add([post("p1"), Post("other", "C2", Method.POST, {"text": "x"})])
    await send_all(outbox, far_side, SenderSettings(at_once=1, poll_seconds=0.02))
    first, *later = [moment for _, moment in far_side.calls]
    assert min(later) - first >= 0.6
    assert sorted(far_side.messages) == ["other", "p1"]


async def test_an_outage_uses_up_no_post(outbox: OutboxRepository) -> None:
    away: list[SendOutcome | Exception] = [Unreached("connection_refused")] * 10
    far_side = FarSide([*away, Sent("1.1")])
    outbox.add([post("p1")])
    await send_all(outbox, far_side)
    assert far_side.messages == ["p1"]
    assert far_side.finds == 0


async def test_a_post_that_breaks_the_far_side_is_given_up_and_the_next_one_goes(
    outbox: OutboxRepository,
) -> None:
    breaks: list[SendOutcome | Exception] = [Doubtful("http_500")] * 3
    far_side = FarSide([*breaks, Sent("1.1")], arrives=False)
    outbox.add([post("p1"), post("p2")])
    await send_all(outbox, far_side)
    assert dead(outbox) == {"p1": "http_500"}
    assert "p2" in far_side.messages


async def test_a_post_older_than_its_limit_is_given_up(outbox: OutboxRepository) -> None:
    far_side = FarSide([Unreached("connection_refused"), Sent("1.1")])
    outbox.add([post("p1")])
    await asyncio.sleep(0.01)
    await send_all(outbox, far_side, SenderSettings(give_up_seconds=0, poll_seconds=0.02))
    assert dead(outbox) == {"p1": "connection_refused"}
