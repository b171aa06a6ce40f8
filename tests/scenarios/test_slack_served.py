"""The product as it is started, `guidance serve`, in a workspace: both transports, killed once."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.messages import sentences
from tests.service import guidance
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises, labels, seen
from tests.slack.people import Said
from tests.slack.served import PUBLIC_URL, serving, settings
from tests.slack.state import REQUIRED_SCOPES

QUESTION = "What does para 31 of One Year On say?"
KILLS = int(os.environ.get("SLACK_SERVED_KILLS", "1"))
ASKED_BEFORE_EACH = 4


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    async with running(request.param) as started:
        # Slack's own waits of 1 and 5 minutes, shortened.
        started.http.retry_delays = started.sockets.retry_delays = (0.5, *[2.0] * 60)
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.mark.timeout(300 + 90 * KILLS)
async def test_a_question_is_answered_and_a_kill_loses_nothing(
    slack: LocalSlack, home: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    asha = slack.person("U0ASHA")
    async with serving(slack, mine):
        asked = asha.dm(QUESTION)
        answer = await slack.answer_to(asked.message, timeout=30)
        assert "two lay members" in answer.text
        assert "More like this" in labels(answer)
        await asha.click(answer, "show_paragraph").finished()
        view = asha.view()
        assert view is not None
        assert "Open it in the reader" in seen(view)
    everything = [asked]
    for kill in range(KILLS):
        async with serving(slack, mine) as killed:
            everything += await ask_some(slack, kill)
            killed.send_signal(signal.SIGKILL)
            await killed.wait()
    async with serving(slack, mine) as last:
        for said in everything:
            await slack.answer_to(said.message, timeout=120)
        await asyncio.sleep(2)
        last.terminate()
        assert await asyncio.wait_for(last.wait(), 30) == 0
    answers = [slack.answers_to(said.message) for said in everything]
    assert [len(found) for found in answers] == [1] * len(everything)
    assert sentences.APOLOGY not in {found[0].text for found in answers}


async def ask_some(slack: LocalSlack, kill: int) -> list[Said]:
    """Questions of several people, directly and in a channel, acknowledged but hardly answered."""
    channel = slack.workspace.channels.get("C0TEAM") or slack.workspace.add_channel("C0TEAM")
    asked = []
    for number in range(ASKED_BEFORE_EACH):
        person, text = slack.person(f"U0P{number}"), f"who chairs the board? {kill} {number}"
        said = person.mention(channel, text) if number % 2 else person.dm(text)
        asked.append(await said.acknowledged())
    return asked


@pytest.mark.timeout(300)
async def test_check_names_what_the_workspace_did_not_allow(home: Path) -> None:
    async with running("http") as slack:
        fine = await asyncio.to_thread(checked, home, settings(slack))
        assert re.search(r"slack.*workspace Local, every needed scope", fine)
        slack.workspace.scopes = REQUIRED_SCOPES - {"users:read"}
        missing = await asyncio.to_thread(checked, home, settings(slack))
        assert re.search(r"slack.*missing scopes: users:read", missing)


def checked(home: Path, chosen: dict[str, str]) -> str:
    """What `guidance check` prints with these settings."""
    return guidance(home, "check", settings=chosen).stdout
