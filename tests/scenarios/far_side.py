"""A real HTTP server that takes posts the way a chat service does on a bad day, and remembers."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Faults:
    """How often each thing goes wrong, 0 to 1. `slow_seconds` is how long a slow answer takes."""

    dropped_after: float = 0.0
    error_after: float = 0.0
    slow_after: float = 0.0
    error_before: float = 0.0
    rate_limited: float = 0.0
    unreadable: float = 0.0
    slow_seconds: float = 1.5


@dataclass
class FarSide:
    """Runs on a thread of its own from `start` to `stop`. `arrived` is (channel, text), in order,
    `senders` who sent them.
    """

    faults: Faults = field(default_factory=Faults)
    seed: int = 1
    arrived: list[tuple[str, str]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    senders: set[str] = field(default_factory=set)
    port: int = 0

    def start(self) -> FarSide:
        self._chance = random.Random(self.seed)  # noqa: S311  # repeatable, not secret
        self._by_id: dict[int, str] = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        app = web.Application()
        app.add_routes([web.post("/post", self._post), web.get("/find", self._find)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        await self._stopping.wait()
        await runner.cleanup()

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self._goes_wrong(self.faults.rate_limited, "rate limited"):
            return web.Response(status=429, headers={"Retry-After": "1"})
        if self._goes_wrong(self.faults.error_before, "error before"):
            return web.Response(status=500, text="<html>sorry</html>")
        self.senders.add(body["sender"])
        self.arrived.append((body["channel"], body["text"]))
        ts = f"{len(self.arrived)}.0"
        self._by_id[body["outbox_id"]] = ts
        if self._goes_wrong(self.faults.dropped_after, "dropped after"):
            assert request.transport is not None
            request.transport.abort()
        elif self._goes_wrong(self.faults.error_after, "error after"):
            return web.Response(status=500, text="<html>sorry</html>")
        elif self._goes_wrong(self.faults.slow_after, "slow after"):
            await asyncio.sleep(self.faults.slow_seconds)
        return web.json_response({"ts": ts})

    async def _find(self, request: web.Request) -> web.Response:
        if self._goes_wrong(self.faults.unreadable, "unreadable"):
            return web.Response(status=500)
        self.happened["looked"] += 1
        return web.json_response({"ts": self._by_id.get(int(request.query["outbox_id"]))})

    def _goes_wrong(self, share: float, name: str) -> bool:
        wrong = self._chance.random() < share
        self.happened[name] += wrong
        return wrong
