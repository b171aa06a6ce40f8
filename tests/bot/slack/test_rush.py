"""Acknowledging goes before answering, but answers do not wait for ever."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.slack import rush
from bot.slack.rush import Rush


async def waited(rushing: Rush) -> float:
    started = time.monotonic()
    await rushing.over()
    return time.monotonic() - started


async def test_one_question_does_not_wait() -> None:
    rushing = Rush()
    for _ in range(rush.BUSY - 1):
        rushing.arrived()
    assert await waited(rushing) < 0.05


async def test_a_rush_is_waited_out() -> None:
    rushing = Rush()
    for _ in range(rush.BUSY):
        rushing.arrived()
    assert rush.WITHIN_SECONDS - 0.1 < await waited(rushing) < 2 * rush.WITHIN_SECONDS


async def test_a_rush_without_end_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rush, "LONGEST_SECONDS", 0.8)
    rushing = Rush()

    async def arrive() -> None:
        while True:
            rushing.arrived()
            await asyncio.sleep(0.01)

    for _ in range(rush.BUSY):
        rushing.arrived()
    arriving = asyncio.create_task(arrive())
    assert 0.7 < await waited(rushing) < 2.0
    arriving.cancel()
