"""The product as it is started, `guidance serve`, told where the local Slack is."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.service import ROOT, environment
from tests.slack.killable import free_port
from tests.slack.local_slack import LocalSlack
from tests.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

PUBLIC_URL = "https://guidance.test"
START_SECONDS = 120.0


def settings(slack: LocalSlack) -> dict[str, str]:
    """What an administrator would put in `.env`."""
    chosen = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "PUBLIC_URL": PUBLIC_URL,
        "GUIDANCE_ADMINS": "U0ADMIN",
    }
    return chosen | ({"SLACK_APP_TOKEN": APP_TOKEN} if slack.transport == "socket" else {})


@asynccontextmanager
async def serving(
    slack: LocalSlack, home: Path, *, connections: int = 1
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`guidance serve` over `home`, once it has so many sockets open when it uses them; stopped
    with SIGTERM when it still runs.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "serve", "--port", str(free_port())),
        cwd=ROOT,
        env=environment(home, **settings(slack)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        address = re.search(r"http://\S+", line.decode())
        assert address is not None, line
        slack.http.url = f"{address.group()}/slack/events"
        if slack.transport == "socket":
            async with asyncio.timeout(START_SECONDS):
                while len(slack.sockets.connections) < connections:
                    await asyncio.sleep(0.05)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)
