"""Socket Mode: the same edge behind a websocket. What was not stored is not acknowledged."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack.edge.edge import Edge
from bot.slack.edge.incoming import Incoming, IncomingKind

log = logging.getLogger(__name__)

CONNECTIONS = 2
"""While Slack refreshes one connection the other is live."""
STAGGER_SECONDS = 1.0


class SocketListener:
    """Keeps connections to Slack open and hands every envelope to the edge."""

    def __init__(self, edge: Edge, new_client: Callable[[], SocketModeClient]) -> None:
        self._edge = edge
        self._new_client = new_client
        self._clients: list[SocketModeClient] = []
        self._connecting: list[asyncio.Task[None]] = []
        self._last_envelope = 0.0

    async def start(self) -> None:
        """Begin to connect; a Slack that is away is tried again and again."""
        for number in range(CONNECTIONS):
            client = self._new_client()
            client.socket_mode_request_listeners.append(self._received)
            self._clients.append(client)
            self._connecting.append(asyncio.create_task(self._connect(client, number)))

    async def stop(self) -> None:
        """Close the connections; envelopes on their way come again to whoever connects next."""
        for task in self._connecting:
            task.cancel()
        await asyncio.gather(*self._connecting, return_exceptions=True)
        for client in self._clients:
            await client.close()  # type: ignore[no-untyped-call]  # slack_sdk

    @property
    def connected(self) -> int:
        """How many connections are open. A peer that stops answering pings closes its own."""
        sessions = [client.current_session for client in self._clients]
        return sum(session is not None and not session.closed for session in sessions)

    def seconds_since_envelope(self) -> float | None:
        """The age of the last envelope; None before the first."""
        return time.monotonic() - self._last_envelope if self._last_envelope else None

    async def _connect(self, client: SocketModeClient, number: int) -> None:
        await asyncio.sleep(number * STAGGER_SECONDS)
        wait = 1.0
        while True:
            try:
                await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk
            except Exception as error:  # apps.connections.open fails in as many ways as a network
                log.warning("not connected to Slack", extra={"error_kind": type(error).__name__})
            else:
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, 30.0)

    async def _received(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        self._last_envelope = time.monotonic()
        try:
            kind = IncomingKind(request.type)
        except ValueError:
            kind = IncomingKind.OTHER
        acknowledgement = await self._edge.take(Incoming(kind, request.payload))
        if not acknowledgement.stored:
            return
        reply = dict(acknowledgement.reply) if acknowledgement.reply is not None else None
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=reply)
        try:
            await client.send_socket_mode_response(response)
        except (OSError, RuntimeError) as error:
            # It is stored; Slack sends it again and it is recognised.
            log.info("acknowledgement not sent", extra={"error_kind": type(error).__name__})
