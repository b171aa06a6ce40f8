"""One Socket Mode connection, kept open.

slack_sdk's client (3.47) asks for an address once and dials it for ever when the first dial fails,
though Slack's addresses work once; it closes the old connection before it opens the next, so that a
command in between is lost; and it may acknowledge on another connection than the envelope came by.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.backoff import Backoff
from bot.slack.call import Replied, call, failure
from bot.slack.errors import SlackAway, SlackUnavailable

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
DIAL_SECONDS = 10.0
HAND_OVER_SECONDS = 10.0
"""How long the old connection is still read once the next one is open."""
LASTING_SECONDS = 30.0
"""A connection that held so long was a good one: the next is dialled at once."""
REDIAL = Backoff(first=1.0, most=30.0)

Envelope = Mapping[str, Any]
Take = Callable[[Envelope], Awaitable[Mapping[str, Any] | None]]


class SocketConnection:
    """Dials, reads, acknowledges, dials again. `take` gives the acknowledgement of an envelope, or
    None when it is to come again.
    """

    def __init__(self, client: AsyncWebClient, app_token: str, take: Take) -> None:
        self._client = client
        self._app_token = app_token
        self._take = take
        self._sockets: set[aiohttp.ClientWebSocketResponse] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        """Whether a connection is open. A peer that stops answering pings closes its own."""
        return any(not socket.closed for socket in self._sockets)

    async def run(self) -> None:
        """Stay connected until cancelled."""
        failures = 0
        async with aiohttp.ClientSession() as session:
            try:
                while True:
                    started = time.monotonic()
                    wait = await self._one_life(session)
                    lasted = time.monotonic() - started >= LASTING_SECONDS
                    failures = 0 if lasted else failures + 1
                    if not lasted:
                        await asyncio.sleep(wait or REDIAL.seconds(failures))
            finally:
                await self._leave()

    async def _one_life(self, session: aiohttp.ClientSession) -> float | None:
        """Dial, and return when another connection is due; the seconds to wait if Slack said."""
        try:
            socket = await self._dial(session)
        except SlackUnavailable as error:
            log.warning("not connected to Slack", extra={"code": error.code})
            return error.seconds if isinstance(error, SlackAway) else None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("not connected to Slack", extra={"error_kind": type(error).__name__})
            return None
        due = asyncio.Event()
        self._start(self._read(socket, due))
        await due.wait()
        return None

    async def _dial(self, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        """A new connection by a new address: each works once."""
        outcome = await call(self._client.apps_connections_open(app_token=self._app_token))
        if not isinstance(outcome, Replied):
            raise failure("apps.connections.open", outcome)
        url, proxy = str(outcome.body.get("url")), self._client.proxy
        async with asyncio.timeout(DIAL_SECONDS):
            return await session.ws_connect(url, heartbeat=PING_SECONDS, proxy=proxy)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse, due: asyncio.Event) -> None:
        self._sockets.add(socket)
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._heard(socket, message.data, due)
        finally:
            self._sockets.discard(socket)
            due.set()
            await socket.close()

    def _heard(
        self, socket: aiohttp.ClientWebSocketResponse, text: str, due: asyncio.Event
    ) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            log.warning("a Socket Mode message could not be read")
        elif message.get("type") == "disconnect":
            log.info("Slack renews a connection", extra={"reason": str(message.get("reason"))})
            due.set()
            self._start(_close_later(socket))
        elif message.get("envelope_id"):
            self._start(self._acknowledge(socket, message))

    async def _acknowledge(
        self, socket: aiohttp.ClientWebSocketResponse, envelope: Envelope
    ) -> None:
        reply = await self._take(envelope)
        if reply is None:
            return
        try:
            await socket.send_json(reply)
        except (OSError, RuntimeError, aiohttp.ClientError) as error:
            # It is stored; Slack sends it again and it is recognised.
            log.info("acknowledgement not sent", extra={"error_kind": type(error).__name__})

    def _start(self, work: Any) -> None:  # noqa: ANN401 - any coroutine
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _leave(self) -> None:
        """Close; envelopes on their way come again to whoever connects next."""
        for socket in list(self._sockets):
            await socket.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _close_later(socket: aiohttp.ClientWebSocketResponse) -> None:
    await asyncio.sleep(HAND_OVER_SECONDS)
    await socket.close()
