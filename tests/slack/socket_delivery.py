"""Socket Mode: hello, envelopes to any open connection, redelivery without an ack, disconnects."""

from __future__ import annotations

import asyncio
import json
import random
import uuid

from aiohttp import WSMsgType, web

from tests.slack.clock import Clock
from tests.slack.http_delivery import TIMEOUT, Attempt, Delivery
from tests.slack.state import APP, Json

RETRY_DELAYS = (0.0, 60.0, 300.0)
MOST_CONNECTIONS = 10


class SocketDeliverer:
    """The server end of Socket Mode."""

    def __init__(self, clock: Clock, tickets: set[str]) -> None:
        self.connections: list[web.WebSocketResponse] = []
        self.opened = 0
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.ack_seconds = TIMEOUT
        self.log: list[Delivery] = []
        self.refuse_dials = 0
        self._tickets = tickets
        self._clock = clock
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._transports: dict[int, asyncio.Transport] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._random = random.Random(7)  # noqa: S311 - picks a connection

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One websocket from hello to its end. A ticket works once, also when the dial fails."""
        ticket = request.query.get("ticket", "")
        known = ticket in self._tickets
        self._tickets.discard(ticket)
        if self.refuse_dials > 0 or not known:
            self.refuse_dials -= known
            return web.Response(status=403)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.connections.append(socket)
        self.opened += 1
        if isinstance(request.transport, asyncio.Transport):
            self._transports[id(socket)] = request.transport
        await socket.send_json(self._hello())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            if socket in self.connections:
                self.connections.remove(socket)
        return socket

    def send(self, kind: str, payload: Json) -> Delivery:
        """Start delivering one envelope."""
        delivery = Delivery(kind, payload)
        self.log.append(delivery)
        task = asyncio.create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return delivery

    async def warn(self, reason: str = "refresh_requested", *, most: int = 10) -> None:
        """Tell so many connections that they will be closed, as Slack does when it refreshes, and
        send them nothing more.
        """
        for socket in list(self.connections)[:most]:
            self.connections.remove(socket)
            await socket.send_json({"type": "disconnect", "reason": reason})

    async def say(self, text: str) -> None:
        """Send every connection something that is no envelope."""
        for socket in list(self.connections):
            await socket.send_str(text)

    def reset(self) -> None:
        """Break every connection without a goodbye (TCP RST)."""
        for socket in list(self.connections):
            self.connections.remove(socket)
            transport = self._transports.get(id(socket))
            if transport is not None:
                transport.abort()

    async def close(self) -> None:
        """Stop delivering and close every connection."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in list(self.connections):
            await socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "local", "approximate_connection_time": 3600},
            "connection_info": {"app_id": APP},
        }

    def _acknowledged(self, text: str) -> None:
        try:
            body = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.pop(body.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(body.get("payload"))

    async def _deliver(self, delivery: Delivery) -> None:
        envelope_id = str(uuid.uuid4())
        delays = self.retry_delays if delivery.kind == "events_api" else ()
        for number, delay in enumerate((None, *delays)):
            if delay is not None:
                await self._clock.sleep_until(self._clock.now() + delay)
            reason = delivery.attempts[-1].reason if delivery.attempts else ""
            envelope = {
                "envelope_id": envelope_id,
                "type": delivery.kind,
                "payload": delivery.payload,
                "accepts_response_payload": delivery.kind != "events_api",
                "retry_attempt": number,
                "retry_reason": reason,
            }
            await self._attempt(delivery, envelope)
            if delivery.acknowledged:
                break
        delivery.given_up = not delivery.acknowledged
        delivery.done.set()

    async def _attempt(self, delivery: Delivery, envelope: Json) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        if not self.connections:
            delivery.attempts.append(Attempt(0, 0.0, b"", "connection_failed"))
            return
        future: asyncio.Future[Json | None] = loop.create_future()
        self._waiting[envelope["envelope_id"]] = future
        socket = self._random.choice(self.connections)
        try:
            await socket.send_json(envelope)
            delivery.reply = await asyncio.wait_for(future, self.ack_seconds)
        except (TimeoutError, ConnectionError):
            delivery.attempts.append(Attempt(0, loop.time() - started, b"", "timeout"))
            return
        delivery.attempts.append(Attempt(200, loop.time() - started))
        delivery.acknowledged = True
