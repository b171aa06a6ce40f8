"""A process that works the inbox and sends the outbox, until SIGTERM (or SIGKILL)."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp

from bot.database.engine import open_database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.delivery.inbox import Claimed
from bot.delivery.messenger import Doubtful, RateLimited, SendOutcome, Sent, Unreached
from bot.delivery.outbox import InHand, Method, Pace, Post
from bot.delivery.sender import Sender, SenderSettings
from bot.delivery.worker import Worker

QUICK = Backoff(first=0.1, most=1.0)


class EchoHandler:
    """Answers each message with its own text, after the time an answer takes."""

    async def handle(self, claimed: Claimed) -> Sequence[Post]:
        await asyncio.sleep(0.02)
        key = f"answer:{claimed.inbox_id}"
        return [Post(key, claimed.conversation, Method.POST, {"text": claimed.body["text"]})]

    def apologise(self, claimed: Claimed) -> Sequence[Post]:
        key = f"sorry:{claimed.inbox_id}"
        return [Post(key, claimed.conversation, Method.POST, {"text": "sorry"})]


class HttpMessenger:
    """Posts over HTTP, once a call."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def send(self, held: InHand) -> SendOutcome:
        names = {"outbox_id": held.outbox_id, "channel": held.post.channel, "sender": held.owner}
        body = {**names, **held.post.payload}
        try:
            async with self._session.post(f"{self._url}/post", json=body) as response:
                if response.status == 429:
                    return RateLimited(float(response.headers["Retry-After"]), everywhere=False)
                if response.status != 200:
                    return Doubtful(f"http_{response.status}")
                return Sent((await response.json())["ts"])
        except aiohttp.ClientConnectorError:
            return Unreached("connection_refused")

    async def find(self, held: InHand) -> Sent | None:
        params = {"outbox_id": held.outbox_id}
        async with self._session.get(f"{self._url}/find", params=params) as response:
            response.raise_for_status()
            ts = (await response.json())["ts"]
        return None if ts is None else Sent(ts)

    def instead(self, _held: InHand, _code: str) -> Sequence[Post]:
        return ()


async def main(database_url: str, far_side: str) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    database = open_database(database_url, now)
    name = f"process-{os.getpid()}"
    async with aiohttp.ClientSession() as session:
        sender = Sender(
            OutboxRepository(database, Pace(seconds=0.01, burst=5)),
            HttpMessenger(far_side, session),
            name=name,
            now=now,
            settings=SenderSettings(
                lease_seconds=3, call_seconds=1, look_again_seconds=0.3, backoff=QUICK
            ),
        )
        worker = Worker(
            InboxRepository(database),
            EchoHandler(),
            name=name,
            planned=sender.wake,
            settings=LoopSettings(lease_seconds=2, attempts=50, backoff=QUICK),
        )
        loop = asyncio.get_running_loop()

        def stop() -> None:
            worker.stop()
            sender.stop()

        loop.add_signal_handler(signal.SIGTERM, stop)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.gather(worker.run(), sender.run())
    database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
