"""The bot's process is killed again and again while people ask and Slack has a bad day: every
acknowledged question is answered exactly once.

`SLACK_KILL_QUESTIONS=200 SLACK_KILLS=20` runs the scenario in full; by default it is a short one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
from pathlib import Path

import pytest

from tests.slack.bot import PUBLIC_URL
from tests.slack.faults import Fault
from tests.slack.killable import KillableBot
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises
from tests.slack.people import Said

QUESTIONS = int(os.environ.get("SLACK_KILL_QUESTIONS", "24"))
KILLS = int(os.environ.get("SLACK_KILLS", "3"))
PEOPLE = 20
log = logging.getLogger(__name__)
BAD_DAY = (
    Fault.RESET_AFTER,
    Fault.RESET_BEFORE,
    Fault.SERVER_ERROR,
    Fault.HTML,
    Fault.RATE_LIMITED,
    Fault.SLOW,
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("transport", "migrated_url"),
    [("socket", "sqlite"), ("http", "sqlite"), ("http", "postgresql")],
    indirect=["migrated_url"],
)
async def test_every_acknowledged_question_is_answered_once(
    transport: str, migrated_url: str, tmp_path: Path
) -> None:
    async with running(transport) as slack:
        # Slack's own waits of 1 and 5 minutes, shortened.
        slack.http.retry_delays = slack.sockets.retry_delays = (0.5, *[1.5] * 300)
        slack.api.faults.rate, slack.api.faults.kinds = 0.1, BAD_DAY
        async with KillableBot(slack, tmp_path, database=migrated_url) as bot:
            killing = asyncio.create_task(kill_at_random(bot))
            asked = await ask(slack, killing)
            slack.api.faults.rate = 0.0
            for said in asked:
                for delivery in said.deliveries:
                    await delivery.finished(timeout=60)
            await answered(slack, asked)
            await asyncio.sleep(3)  # time in which a second answer would come
            assert await bot.stop() == 0
    again = sum(len(d.attempts) - 1 for said in asked for d in said.deliveries)
    log.info(
        "%d kills, %d redeliveries, %d faults", bot.kills, again, len(slack.api.faults.injected)
    )
    assert bot.kills == KILLS
    answered_once(slack, asked)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("transport", "migrated_url"),
    [("socket", "postgresql"), ("http", "sqlite")],
    indirect=["migrated_url"],
)
async def test_several_processes_share_the_work(
    transport: str, migrated_url: str, tmp_path: Path
) -> None:
    """Two bots on one database, one of them killed now and then."""
    async with running(transport) as slack:
        slack.http.retry_delays = slack.sockets.retry_delays = (0.5, *[1.5] * 300)
        async with (
            KillableBot(slack, tmp_path, database=migrated_url) as steady,
            KillableBot(slack, tmp_path, database=migrated_url) as bot,
        ):
            asked = await ask(slack, asyncio.create_task(kill_at_random(bot)))
            for said in asked:
                for delivery in said.deliveries:
                    await delivery.finished(timeout=60)
            await answered(slack, asked)
            await asyncio.sleep(3)  # time in which a second answer would come
            assert [await steady.stop(), await bot.stop()] == [0, 0]
    answered_once(slack, asked)


def answered_once(slack: LocalSlack, asked: list[Said]) -> None:
    """Each was acknowledged and has one answer, which is no apology."""
    assert all(delivery.acknowledged for said in asked for delivery in said.deliveries)
    answers = [slack.answers_to(said.message) for said in asked]
    assert [len(found) for found in answers] == [1] * QUESTIONS
    assert {found[0].text[:9] for found in answers} == {"“No worke"}
    assert broken_promises(slack.workspace, links=(PUBLIC_URL,)) == []


async def kill_at_random(bot: KillableBot) -> None:
    rng = random.Random(3)  # noqa: S311 - the moments of the kills
    for _ in range(KILLS):
        await asyncio.sleep(rng.uniform(0.05, 1.2))
        await bot.kill()
        await bot.start()


async def ask(slack: LocalSlack, killing: asyncio.Task[None]) -> list[Said]:
    """Questions for as long as the killing goes on, each in a thread of its own."""
    channel = slack.workspace.add_channel("C0TEAM")
    asked: list[Said] = []
    for number in range(QUESTIONS):
        person = slack.person(f"U0P{number % PEOPLE:02}")
        text = f"caseloads of workers {number}"
        asked.append(person.dm(text) if number % 3 else person.mention(channel, text))
        left = KILLS * 2.2 * (1 - number / QUESTIONS)
        await asyncio.sleep(0.02 if killing.done() else left / max(1, QUESTIONS - number))
    await killing
    return asked


async def answered(slack: LocalSlack, asked: list[Said]) -> None:
    """Wait until each question has an answer."""
    async with asyncio.timeout(120):
        while not all(slack.answers_to(said.message) for said in asked):
            await asyncio.sleep(0.2)
