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

from bot.delivery.inbox import (
    Accepted,
    Delivery,
    Duplicate,
    Inbox,
    InboxId,
    Restarted,
    TooLate,
    Unheard,
)
from bot.screening.screened import Screener
from bot.slack.edge import identity
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
from bot.slack.rush import Rush

log = logging.getLogger(__name__)

STORE_SECONDS = 2.0
REWORD_WITHIN = timedelta(seconds=30)
"""How long after its answer an edited question is still answered anew, in the same message."""
MOST_REMEMBERED = 10_000


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


class Danger(Protocol):
    """Shows the danger card."""

    def show(self, inbox_id: InboxId, delivery: Delivery) -> None:
        """Start showing it, when a message just stored reads as somebody at risk."""
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
    """What the edge needs; `now` is the clock, `known_bot` our own user id or None."""

    intake: Intake
    inbox: Inbox
    screener: Screener
    windows: Windows
    waiting: Waiting
    danger: Danger
    rush: Rush
    now: Callable[[], datetime]
    known_bot: Callable[[], str | None]


class Edge:
    """Verify, read, screen, store, acknowledge."""

    def __init__(self, services: EdgeServices, *, signing_secret: str = "") -> None:
        self._services = services
        self._secret = signing_secret.encode()
        self._events = EventReader(services.screener, services.known_bot)
        self._commands = CommandReader(services.screener)
        self._interactions = InteractionReader(services.screener, services.now)
        self._remembered: dict[str, None] = {}
        # Its own threads: acknowledging must not queue behind searching. One for reading: what came
        # first is stored first.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="slack-edge")
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="slack-reading")

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
        self._services.rush.arrived()
        try:
            if self._stored_before(incoming):
                return Acknowledgement(stored=True)
            decision = await self._decision(incoming)
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
        self._reading.shutdown(wait=False)

    def _verified(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        if not self._secret:
            raise NotOurs("no signing secret is set")
        verify(self._secret, headers, body, self._services.now().timestamp())
        return read(headers.get("content-type", ""), body)

    def _stored_before(self, incoming: Incoming) -> bool:
        """Slack sends again what we acknowledged too late. To screen it again would make the next
        ones late as well; the inbox knows it too, but is asked after the screening.
        """
        is_event = incoming.kind is IncomingKind.EVENT
        return is_event and identity.of_event(incoming.payload) in self._remembered

    async def _decision(self, incoming: Incoming) -> Decision:
        """Screening waits for a process of its own; others are acknowledged meanwhile."""
        with self._services.rush.in_hand():
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._reading, self._decide, incoming)

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
        if not isinstance(await self._accept(keep.delivery), Accepted):
            return
        if keep.waiting is not None:
            self._services.waiting.show(keep.waiting)
        if keep.window is not None:
            await self._services.windows.open(keep.window)

    async def _accept(self, delivery: Delivery) -> Accepted | Duplicate:
        with self._services.rush.in_hand():
            async with asyncio.timeout(STORE_SECONDS):
                outcome = await self._services.intake.accept(delivery)
        self._remember(delivery)
        if isinstance(outcome, Accepted):
            self._services.danger.show(outcome.inbox_id, delivery)
        return outcome

    def _remember(self, delivery: Delivery) -> None:
        self._remembered.update(dict.fromkeys(delivery.keys))
        while len(self._remembered) > MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    async def _reword(self, reword: Reword) -> None:
        body = {**reword.delivery.body, "refers_to": None}
        outcome = await self._blocking(self._services.inbox.supersede, reword.key, body)
        if isinstance(outcome, Unheard) and self._just_sent(reword.ts):
            await self._keep(reword.fresh)
        if isinstance(outcome, Restarted):
            self._services.danger.show(outcome.inbox_id, reword.delivery)
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
