"""Acknowledging goes before answering, and answers do not wait for ever."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import pairwise

import pytest

from bot.slack import rush
from bot.slack.rush import Rush


@asynccontextmanager
async def arriving(rushing: Rush, every: float) -> AsyncIterator[None]:
    """A delivery each so many seconds, each as long on its way to the disk."""

    async def arrive() -> None:
        while True:
            rushing.arrived()
            with rushing.in_hand():
                await asyncio.sleep(every)

    task = asyncio.create_task(arrive())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Searches:
    """Counts what runs at once and when each began."""

    def __init__(self, rushing: Rush) -> None:
        self._rushing = rushing
        self.began: list[float] = []
        self.order: list[int] = []
        self.running = self.most = 0

    async def one(self, number: int = 0, seconds: float = 0.0) -> None:
        async with self._rushing.search():
            self.began.append(time.monotonic())
            self.order.append(number)
            self.running += 1
            self.most = max(self.most, self.running)
            await asyncio.sleep(seconds)
            self.running -= 1


async def test_an_idle_edge_does_not_hold_a_question_up() -> None:
    rushing = Rush()
    searches = Searches(rushing)
    rushing.arrived()
    await asyncio.wait_for(searches.one(), 5)
    assert len(searches.began) == 1


async def test_no_search_begins_while_a_delivery_is_on_its_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rush, "LONGEST_SECONDS", 3600.0)
    rushing = Rush()
    searches = Searches(rushing)
    rushing.arrived()
    await searches.one()  # the first one in an hour may begin at any time
    rushing.arrived()
    with rushing.in_hand():
        waiting = asyncio.create_task(searches.one())
        await asyncio.sleep(rush.QUIET_SECONDS / 2)
        assert len(searches.began) == 1
    await asyncio.wait_for(waiting, 5)


async def test_a_rush_is_waited_out_and_one_without_end_is_not() -> None:
    now = [100.0]
    rushing = Rush(clock=lambda: now[0])
    searches = Searches(rushing)

    def arrive(seconds: float) -> None:
        for _ in range(round(seconds * 100)):
            now[0] += 0.01
            rushing.arrived()

    arrive(1.0)
    first = asyncio.create_task(searches.one())
    await asyncio.sleep(0.1)
    assert searches.began == []
    now[0] += rush.WITHIN_SECONDS
    await asyncio.wait_for(first, 5)
    arrive(rush.RUSH_SECONDS - 1)
    second = asyncio.create_task(searches.one())
    await asyncio.sleep(0.1)
    assert len(searches.began) == 1
    arrive(1.5)
    await asyncio.wait_for(second, 5)


async def test_a_rush_without_end_lets_a_search_through_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rush, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(rush, "RUSH_SECONDS", 0.0)
    rushing = Rush()
    searches = Searches(rushing)
    async with arriving(rushing, every=0.005):
        await asyncio.wait_for(asyncio.gather(*(searches.one() for _ in range(3))), 20)
    gaps = [later - earlier for earlier, later in pairwise(searches.began)]
    assert min(gaps) > 0.25


async def test_one_at_a_time_while_deliveries_come_and_all_processors_afterwards() -> None:
    now = [100.0]
    rushing = Rush(at_once=3, clock=lambda: now[0])
    searches = Searches(rushing)
    rushing.arrived()
    running = [asyncio.create_task(searches.one(number, 0.2)) for number in range(5)]
    await until(lambda: searches.running == 1)
    await asyncio.sleep(0.1)
    assert searches.most == 1
    now[0] += rush.QUIET_SECONDS
    await asyncio.gather(*running)
    assert searches.most == 3
    assert searches.order == [0, 1, 2, 3, 4]


async def test_a_search_that_fails_or_is_cancelled_makes_room() -> None:
    rushing = Rush(at_once=1)
    with pytest.raises(RuntimeError):
        async with rushing.search():
            raise RuntimeError
    searches = Searches(rushing)
    cancelled = asyncio.create_task(searches.one(seconds=3600))
    await until(lambda: searches.running == 1)
    waiting = asyncio.create_task(searches.one())
    cancelled.cancel()
    await asyncio.wait_for(waiting, 5)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)
