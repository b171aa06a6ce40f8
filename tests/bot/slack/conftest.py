"""A local Slack over one transport, and the NSDU's office in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.slack.feedback_desk import OPTIONS, FeedbackOffice
from tests.slack.bot import PUBLIC_URL, Behind, behind, serving
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises


@pytest.fixture
def transport() -> str:
    """`BOTH_TRANSPORTS` where both matter."""
    return "socket"


@pytest.fixture
async def slack(transport: str) -> AsyncIterator[LocalSlack]:
    """Checked at the end: nothing posted twice, no live mention, no link but ours."""
    async with running(transport) as started:
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    """What stands behind the service, which runs."""
    back = behind(tmp_path)
    async with serving(slack, back):
        yield back


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[FeedbackOffice]:
    """The channel is there and the service runs."""
    made = FeedbackOffice(slack, behind(tmp_path, feedback=OPTIONS))
    made.open()
    async with serving(slack, made.back):
        yield made
