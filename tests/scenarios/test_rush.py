"""The real product in a rush: nothing waits for a second delivery, nothing is left unanswered."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from tests.scenarios.rush import Measuring
from tests.slack.local_slack import running
from tests.slack.oracle import broken_promises
from tests.slack.served import PUBLIC_URL

log = logging.getLogger(__name__)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_everything_is_acknowledged_and_answered_in_order(
    transport: str, home: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    async with running(transport) as slack:
        rush = await Measuring(slack, 30, per_second=100, people=10, alone=2).run(mine)
        assert broken_promises(slack.workspace, links=(PUBLIC_URL,)) == []
    log.info("%s", "\n".join(rush.lines()))
    assert rush.again == 0
    assert rush.unanswered == 0
