"""A burst of deliveries is acknowledged in time, and a single question is answered at once."""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
from pathlib import Path

import pytest

from tests.slack.bot import Behind
from tests.slack.burst import Waits, again, answered, burst, first_tries, threads_in_order
from tests.slack.killable import KillableBot
from tests.slack.local_slack import BOTH_TRANSPORTS, LocalSlack
from tests.slack.waits import eventually, settled

pytestmark = BOTH_TRANSPORTS

DELIVERIES = int(os.environ.get("SLACK_DELIVERIES", "300"))
"""The promise is for 1,000; the gate has other things to do as well."""
PER_SECOND = 100
P99 = float(os.environ.get("SLACK_P99", "1.0"))
"""Seconds. The promise, on a machine that does nothing else, is 0.3; other tests run beside."""
log = logging.getLogger(__name__)


@pytest.mark.timeout(180)
async def test_a_hundred_deliveries_a_second(slack: LocalSlack, tmp_path: Path) -> None:
    async with KillableBot(slack, tmp_path) as bot:
        if slack.transport == "socket":
            await eventually(lambda: len(slack.sockets.connections) == 2)
        texts = [f"caseloads of workers {number}" for number in range(DELIVERIES)]
        asked = await burst(slack, texts, PER_SECOND)
        for said in asked:
            await said.acknowledged()
        async with asyncio.timeout(120):
            while len(answered(slack)) < DELIVERIES:
                await asyncio.sleep(0.2)
        assert await bot.stop() == 0
    waits = Waits.of(first_tries(asked))
    log.info("acknowledged: %s", waits)
    assert again(asked) == 0
    assert waits.longest < 3.0
    assert waits.late < P99
    assert threads_in_order(slack) == DELIVERIES


async def test_one_question_is_answered_at_once(slack: LocalSlack, back: Behind) -> None:
    asha, waits, statuses = slack.person("U0ASHA"), list[float](), list[float]()
    back.assistant.seconds = 0.03
    for number in range(20):
        asked = asha.dm(f"caseloads of workers {number}")
        answer = await slack.answer_to(asked.message)
        waits.append(answer.at - asked.message.at)
        status = slack.workspace.statuses[-1]
        statuses.append(status.at - asked.message.at)
        await settled(back)
    median = statistics.median(waits)
    log.info("answered: median %.3f s, status at most %.3f s", median, max(statuses))
    assert median < 0.25
    assert max(statuses) < 1.0
