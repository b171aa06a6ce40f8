"""Socket Mode: the same edge behind a websocket. What was not stored is not acknowledged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.edge.edge import Edge
from bot.slack.edge.incoming import Incoming, IncomingKind
from bot.slack.socket_connection import Envelope, SocketConnection

CONNECTIONS = 2
"""While Slack refreshes one connection the other is live."""
STAGGER_SECONDS = 1.0


class SocketListener:
    """Keeps connections to Slack open and hands every envelope to the edge."""

    def __init__(self, edge: Edge, client: AsyncWebClient, app_token: str) -> None:
        self._edge = edge
        self._connections = [
            SocketConnection(client, app_token, self._received) for _ in range(CONNECTIONS)
        ]
        self._running: list[asyncio.Task[None]] = []
        self._last_envelope = 0.0

    async def start(self) -> None:
        """Begin to connect; a Slack that is away is tried again and again."""
        for number, connection in enumerate(self._connections):
            self._running.append(asyncio.create_task(_run(connection, number * STAGGER_SECONDS)))

    async def stop(self) -> None:
        """Close the connections; envelopes on their way come again to whoever connects next."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return sum(connection.connected for connection in self._connections)

    def seconds_since_envelope(self) -> float | None:
        """The age of the last envelope; None before the first."""
        return time.monotonic() - self._last_envelope if self._last_envelope else None

    async def _received(self, envelope: Envelope) -> Mapping[str, Any] | None:
        """What to say back, or None when it was not stored and is to come again."""
        self._last_envelope = time.monotonic()
        payload = envelope.get("payload")
        incoming = Incoming(_kind(envelope), payload if isinstance(payload, dict) else {})
        acknowledgement = await self._edge.take(incoming)
        if not acknowledgement.stored:
            return None
        said = acknowledgement.reply
        reply = {"envelope_id": envelope["envelope_id"]}
        return reply if said is None else {**reply, "payload": dict(said)}


def _kind(envelope: Envelope) -> IncomingKind:
    try:
        return IncomingKind(str(envelope.get("type")))
    except ValueError:
        return IncomingKind.OTHER


async def _run(connection: SocketConnection, wait_seconds: float) -> None:
    await asyncio.sleep(wait_seconds)
    await connection.run()
