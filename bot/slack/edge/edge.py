"""The edge: one path for both transports. What was not stored is not acknowledged."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.delivery.inbox import Accepted, Delivery, Duplicate, Inbox, TooLate, Unheard
from bot.screening.screened import Screener
from bot.slack.edge.commands import CommandReader
from bot.slack.edge.decision import (
    Answered,
    Decision,
    Ignore,
    Keep,
    Preview,
    Reword,
    Thread,
    Window,
    Withdraw,
)
from bot.slack.edge.events import EventReader
from bot.slack.edge.incoming import Incoming, IncomingKind, is_ssl_check, read
from bot.slack.edge.interactions import InteractionReader
from bot.slack.edge.signature import verify
from bot.slack.errors import NotOurs, Unreadable

log = logging.getLogger(__name__)

STORE_SECONDS = 2.0
REWORD_WITHIN = timedelta(seconds=30)
"""How long after its answer an edited question is still answered anew, in the same message."""


class Intake(Protocol):
    """Where deliveries are stored, several in one commit when they come close together."""

    async def accept(self, delivery: Delivery) -> Accepted | Duplicate:
        """Store once. Raises NotStored."""
        ...


class Windows(Protocol):
    """Opens modals; the trigger that allows it lives three seconds."""

    async def open(self, window: Window) -> None:
        """Open one. Never raises: a failure is told to the person."""
        ...

    async def preview(self, preview: Preview) -> Mapping[str, Any]:
        """What is said back to a form that shows something first."""
        ...


class Waiting(Protocol):
    """Tells a thread that we are looking."""

    def show(self, thread: Thread) -> None:
        """Start telling, without waiting for it."""
        ...


@dataclass(frozen=True)
class EdgeReply:
    """What is said back over HTTP."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Acknowledgement:
    """What is said back over a websocket. `stored` false: say nothing, so that it comes again."""

    stored: bool
    reply: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class EdgeServices:
    """What the edge needs; `now` is the clock, `known_bot` our own user id or None. `arrived` is
    told of every delivery.
    """

    intake: Intake
    inbox: Inbox
    screener: Screener
    windows: Windows
    waiting: Waiting
    now: Callable[[], datetime]
    known_bot: Callable[[], str | None]
    arrived: Callable[[], None]


class Edge:
    """Verify, read, screen, store, acknowledge."""

    def __init__(self, services: EdgeServices, *, signing_secret: str = "") -> None:
        self._services = services
        self._secret = signing_secret.encode()
        self._events = EventReader(services.screener, services.known_bot)
        self._commands = CommandReader(services.screener)
        self._interactions = InteractionReader(services.screener, services.now)
        # Its own threads: acknowledging must not queue behind searching.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="slack-edge")

    async def receive(self, headers: Mapping[str, str], body: bytes) -> EdgeReply:
        """One HTTP delivery: 200 stored, 401 not Slack's, 400 unreadable, 503 not stored.

        Header names may be in any case.
        """
        if is_ssl_check(body):
            return EdgeReply(200)
        try:
            incoming = self._verified({n.lower(): v for n, v in headers.items()}, body)
        except NotOurs as refused:
            log.warning("delivery refused", extra={"why": refused.why})
            return EdgeReply(401, b"not verified")
        except Unreadable as unreadable:
            log.warning("delivery unreadable", extra={"why": unreadable.why})
            return EdgeReply(400, b"not readable")
        if incoming.kind is IncomingKind.CHALLENGE:
            return EdgeReply(200, str(incoming.payload.get("challenge", "")).encode())
        return _over_http(await self.take(incoming))

    async def take(self, incoming: Incoming) -> Acknowledgement:
        """One verified delivery of either transport. Never raises for what Slack may send."""
        self._services.arrived()
        try:
            decision = self._decide(incoming)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            # A shape Slack does not send: acknowledged, or it would come again and again.
            log.error("delivery of unknown shape", extra={"error_kind": type(error).__name__})
            return Acknowledgement(stored=True)
        try:
            return await self._carry_out(decision)
        except Exception as error:  # whatever it was, Slack must send it again
            log.error("delivery not stored", extra={"error_kind": type(error).__name__})
            return Acknowledgement(stored=False)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False)

    def _verified(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        if not self._secret:
            raise NotOurs("no signing secret is set")
        verify(self._secret, headers, body, self._services.now().timestamp())
        return read(headers.get("content-type", ""), body)

    def _decide(self, incoming: Incoming) -> Decision:
        if incoming.kind is IncomingKind.EVENT:
            return self._events.decide(incoming.payload)
        if incoming.kind is IncomingKind.COMMAND:
            return self._commands.decide(incoming.payload)
        if incoming.kind is IncomingKind.INTERACTION:
            return self._interactions.decide(incoming.payload)
        return Ignore(incoming.kind)

    async def _carry_out(self, decision: Decision) -> Acknowledgement:
        if isinstance(decision, Keep):
            await self._keep(decision)
            return Acknowledgement(stored=True, reply=decision.reply)
        if isinstance(decision, Answered):
            return Acknowledgement(stored=True, reply=decision.reply)
        if isinstance(decision, Window):
            await self._services.windows.open(decision)
        elif isinstance(decision, Reword):
            await self._reword(decision)
        elif isinstance(decision, Withdraw):
            await self._blocking(self._services.inbox.cancel, decision.key)
        elif isinstance(decision, Preview):
            reply = await self._services.windows.preview(decision)
            return Acknowledgement(stored=True, reply=reply)
        else:
            log.debug("delivery ignored", extra={"why": decision.why})
        return Acknowledgement(stored=True)

    async def _keep(self, keep: Keep) -> None:
        outcome = await self._accept(keep.delivery)
        if isinstance(outcome, Accepted) and keep.waiting is not None:
            self._services.waiting.show(keep.waiting)
        if keep.window is not None and isinstance(outcome, Accepted):
            await self._services.windows.open(keep.window)

    async def _accept(self, delivery: Delivery) -> Accepted | Duplicate:
        async with asyncio.timeout(STORE_SECONDS):
            return await self._services.intake.accept(delivery)

    async def _reword(self, reword: Reword) -> None:
        body = {**reword.delivery.body, "refers_to": None}
        outcome = await self._blocking(self._services.inbox.supersede, reword.key, body)
        if isinstance(outcome, Unheard) and self._just_sent(reword.ts):
            await self._keep(reword.fresh)
        if not isinstance(outcome, TooLate) or not outcome.posted:
            return
        if self._services.now() - outcome.finished <= REWORD_WITHIN:
            again = {**reword.delivery.body, "refers_to": outcome.posted[-1]}
            await self._accept(replace(reword.delivery, body=again))

    def _just_sent(self, ts: str) -> bool:
        """Whether a message that we have not seen may still be on its way. An older one was written
        before we were here, or was not for us.
        """
        return self._services.now().timestamp() - float(ts) <= REWORD_WITHIN.total_seconds()

    async def _blocking(self, function: Callable[..., object], *args: object) -> object:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(STORE_SECONDS):
            return await loop.run_in_executor(self._threads, function, *args)


def _over_http(acknowledgement: Acknowledgement) -> EdgeReply:
    if not acknowledgement.stored:
        return EdgeReply(503, b"try again")
    if acknowledgement.reply is None:
        return EdgeReply(200)
    return EdgeReply(200, json.dumps(acknowledgement.reply).encode(), "application/json")
