"""Every surface, through the real SDK and both transports: what people see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.messages import sentences
from tests.slack.bot import PUBLIC_URL, Behind, behind, serving
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    async with running(request.param) as started:
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    back = behind(tmp_path)
    async with serving(slack, back):
        yield back


async def test_a_direct_message_is_answered_in_its_thread(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm("What about caseloads of social workers?")
    answer = await slack.answer_to(asked.message)
    assert answer.thread_ts == asked.message.ts
    assert "No worker should hold more cases than can be visited." in answer.text
    await asked.acknowledged()
    assert asked.deliveries[0].acknowledged
    assert slack.workspace.statuses[0].status == sentences.STATUS
    assert slack.workspace.statuses[0].at < answer.at
