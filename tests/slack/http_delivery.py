"""Signed HTTP deliveries: 3 seconds to answer; events retried at once, after 1 and 5 minutes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp

from tests.slack.clock import Clock
from tests.slack.state import SIGNING_SECRET, Json

TIMEOUT = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


def signed(body: bytes, moment: float, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The two signature headers Slack sends."""
    stamp = str(int(moment))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": "v0=" + digest.hexdigest(),
    }


@dataclass
class Attempt:
    """One try: the HTTP status (0 when the connection failed or timed out) and its seconds."""

    status: int
    seconds: float
    body: bytes = b""
    reason: str = ""


@dataclass
class Delivery:
    """Everything that happened to one delivery."""

    kind: str
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)
    acknowledged: bool = False
    given_up: bool = False
    reply: Json | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float:
        """How long the acknowledging attempt took."""
        return self.attempts[-1].seconds

    async def finished(self, timeout: float = 15.0) -> Delivery:
        """Wait until it was acknowledged or given up."""
        await asyncio.wait_for(self.done.wait(), timeout)
        return self


class HttpDeliverer:
    """Posts deliveries to the app's request URL."""

    def __init__(self, clock: Clock, url: str) -> None:
        self.url = url
        self._others: list[str] = []
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.log: list[Delivery] = []
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, url: str) -> None:
        """One more process behind the load balancer; the first when there is none."""
        if self.url:
            self._others.append(self.url)
        self.url = url

    def _next(self) -> str:
        self._others.append(self.url)
        self.url = self._others.pop(0)
        return self.url

    def send(self, kind: str, payload: Json) -> Delivery:
        """Start delivering; events are retried, commands and interactions are not."""
        delivery = Delivery(kind, payload)
        self.log.append(delivery)
        task = asyncio.create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return delivery

    async def close(self) -> None:
        """Stop delivering."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _deliver(self, delivery: Delivery) -> None:
        body, content_type = encode(delivery)
        delays = self.retry_delays if delivery.kind == "events_api" else ()
        for number, delay in enumerate((None, *delays)):
            if delay is not None:
                await self._clock.sleep_until(self._clock.now() + delay)
            headers = {"Content-Type": content_type, **signed(body, self._clock.now())}
            if number:
                headers["X-Slack-Retry-Num"] = str(number)
                headers["X-Slack-Retry-Reason"] = delivery.attempts[-1].reason
            no_retry = await self._attempt(delivery, body, headers)
            if delivery.acknowledged or no_retry:
                break
        delivery.given_up = not delivery.acknowledged
        delivery.done.set()

    async def _attempt(self, delivery: Delivery, body: bytes, headers: Mapping[str, str]) -> bool:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=200)
            self._session = aiohttp.ClientSession(connector=connector)
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with self._session.post(
                self._next(), data=body, headers=headers, timeout=aiohttp.ClientTimeout(TIMEOUT)
            ) as answer:
                text = await answer.read()
                taken = loop.time() - started
                reason = "" if answer.status == 200 else "http_error"
                delivery.attempts.append(Attempt(answer.status, taken, text, reason))
                delivery.acknowledged = answer.status == 200
                if delivery.acknowledged and text.strip().startswith(b"{"):
                    delivery.reply = json.loads(text)
                return answer.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            reason = "http_timeout"
        except aiohttp.ClientError:
            reason = "connection_failed"
        delivery.attempts.append(Attempt(0, loop.time() - started, b"", reason))
        return False


def encode(delivery: Delivery) -> tuple[bytes, str]:
    """The body and content type of a delivery, as Slack encodes each kind."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), JSON_TYPE
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), FORM_TYPE
    return urlencode({"payload": json.dumps(delivery.payload)}).encode(), FORM_TYPE
