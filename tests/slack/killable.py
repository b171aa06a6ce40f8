"""Starts the bot's process and kills it without a warning."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from pathlib import Path
from typing import Self

from tests.slack.local_slack import LocalSlack

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class KillableBot:
    """One bot process at a time, on the same state folder and the same port."""

    def __init__(
        self, slack: LocalSlack, home: Path, *extra: str, database: str | None = None
    ) -> None:
        """Over SQLite in `home`, or the given `database`. One of several shares deliveries."""
        self._home = home
        self._database = database or str(home)
        self._extra = extra
        self._api_url = slack.api_url
        self._place = "socket"
        if slack.transport == "http":
            port = free_port()
            self._place = str(port)
            slack.http.add(f"http://127.0.0.1:{port}/slack/events")
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def __aenter__(self) -> Self:
        """Start it; it never outlives the block, whatever the test comes to."""
        await self.start()
        return self

    async def __aexit__(self, *_raised: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def start(self) -> None:
        """Start, and wait until it serves."""
        quiet = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        module, place = "tests.slack.bot_process", (self._api_url, self._place)
        command = ("-m", module, self._database, *place, *self._extra)
        with (self._home / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *map(str, command),
                cwd=ROOT,
                env=quiet,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 30)
        assert line.startswith(b"ready"), (self._home / "bot.log").read_text()[-2000:]

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        self.kills += 1

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), 30)
