"""A burst of deliveries is acknowledged in time, and a single question is answered at once."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.ports import SlackOptions
from tests.slack.bot import PUBLIC_URL, Behind, behind, serving
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises
from tests.slack.people import Said
from tests.slack.waits import settled

DELIVERIES = 1_000
SECONDS = 10.0
PEOPLE = 200


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    async with running(request.param) as started:
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    back = behind(tmp_path, options=SlackOptions(PUBLIC_URL, questions_per_minute=1000))
    async with serving(slack, back):
        yield back


@pytest.mark.timeout(120)
async def test_a_thousand_deliveries_in_ten_seconds(slack: LocalSlack, back: Behind) -> None:
    people = [slack.person(f"U0P{number:03}") for number in range(PEOPLE)]
    loop = asyncio.get_running_loop()
    started, asked = loop.time(), list[Said]()
    roots: dict[int, str] = {}
    for number in range(DELIVERIES):
        await asyncio.sleep(max(0.0, started + number * SECONDS / DELIVERIES - loop.time()))
        who = number % PEOPLE
        said = people[who].dm(f"caseloads of workers {number}", thread_ts=roots.get(who))
        roots.setdefault(who, said.message.ts)
        asked.append(said)
    for said in asked:
        await said.acknowledged()
    await settled(back, timeout=60)
    first_try = [said.deliveries[0].attempts[0].seconds for said in asked]
    assert all(len(said.deliveries[0].attempts) == 1 for said in asked)
    percentile = statistics.quantiles(first_try, n=100)[98]
    print(f"acknowledged: p50 {statistics.median(first_try):.3f} p99 {percentile:.3f} s")
    assert max(first_try) < 3.0
    assert percentile < 0.3
    answers = [m for m in slack.workspace.messages if m.by_bot]
    assert len(answers) == DELIVERIES
    for who in range(PEOPLE):
        mine = [text for text, _ in back.assistant.asked if int(text.split()[-1]) % PEOPLE == who]
        assert mine == sorted(mine, key=lambda text: int(text.split()[-1]))


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
    print(f"answered: median {statistics.median(waits):.3f} s, status {max(statuses):.3f} s")
    assert statistics.median(waits) < 0.25
    assert max(statuses) < 1.0
