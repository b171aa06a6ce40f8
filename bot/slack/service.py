"""Slack from edge to outbox: what is started with the service and stopped with it."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.claim_loop import LoopSettings
from bot.delivery.intake import Intake
from bot.delivery.sender import Sender, SenderSettings
from bot.delivery.worker import Worker
from bot.screening.screened import Screener
from bot.slack import clients
from bot.slack.edge.edge import Edge, EdgeServices
from bot.slack.errors import SlackUnavailable
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.feedback.room import Room
from bot.slack.feedback.rounds import FeedbackRounds
from bot.slack.feedback.staff_desk import StaffDesk
from bot.slack.handler import slack_handler
from bot.slack.identity import Installation
from bot.slack.listeners.danger import DangerCards
from bot.slack.listeners.question import QuestionListener
from bot.slack.messenger import SlackMessenger
from bot.slack.policy import Policy
from bot.slack.ports import Domain
from bot.slack.rush import Rush
from bot.slack.socket import SocketListener
from bot.slack.waiting import WaitingSign
from bot.slack.windows import WindowOpener

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SlackConnection:
    """How to reach Slack. With an `app_token` deliveries come over Socket Mode."""

    bot_token: str
    app_token: str | None
    signing_secret: str
    api_url: str


@dataclass(frozen=True)
class Speed:
    """How the worker and the sender go about it; None is their own default."""

    worker: LoopSettings | None = None
    sender: SenderSettings | None = None


class SlackService:
    """One process's share of Slack: edge, worker, sender, and sockets when they are used.

    Make it inside the event loop it runs on.
    """

    def __init__(
        self,
        domain: Domain,
        screener: Screener,
        connection: SlackConnection,
        speed: Speed | None = None,
    ) -> None:
        token, url = connection.bot_token, connection.api_url
        name, speed = f"{os.uname().nodename}-{os.getpid()}", speed or Speed()
        self._session = aiohttp.ClientSession()
        reading = clients.reading_client(token, url, self._session)
        writing = clients.writing_client(token, url)
        self.installation = Installation(reading)
        waiting, rush = WaitingSign(clients.sign_client(token, url, self._session)), Rush()
        desk = domain.desk
        room: Room | None = None
        if desk is not None:
            room = Room(reading, desk.options.channel, desk.options.admins)
        address, hold = (desk.address if desk else str), (room.hold if room else None)
        self._messenger = SlackMessenger(writing, reading, waiting, address, hold)
        self.sender = Sender(
            domain.outbox, self._messenger, name=f"{name}-s", now=domain.now, settings=speed.sender
        )
        home_team, guests = self.installation.home_team, domain.options.guests
        policy = Policy(reading, home_team=home_team, guests=guests)
        self._rounds: FeedbackRounds | None = None
        feedback = self._feedback(domain, room, policy, writing)
        self._round: asyncio.Task[None] | None = None
        self._cards = DangerCards(domain, policy, self.sender.wake)
        question = QuestionListener(domain, policy, self._cards, rush)
        self.worker = Worker(
            domain.inbox,
            slack_handler(domain, policy, writing, question, feedback),
            name=f"{name}-w",
            planned=self.sender.wake,
            settings=speed.worker,
        )
        self._intake = Intake(domain.inbox, self.worker.wake)
        self.edge = Edge(
            EdgeServices(
                intake=self._intake,
                inbox=domain.inbox,
                screener=screener,
                windows=WindowOpener(domain, clients.window_client(token, url), room),
                waiting=waiting,
                danger=self._cards,
                rush=rush,
                now=domain.now,
                known_bot=lambda: self.installation.bot_user,
            ),
            signing_secret=connection.signing_secret,
        )
        self.sockets: SocketListener | None = None
        if connection.app_token is not None:
            dialling = clients.socket_client(url)
            self.sockets = SocketListener(self.edge, dialling, connection.app_token)
        self._running: list[asyncio.Task[None]] = []

    def _feedback(
        self, domain: Domain, room: Room | None, policy: Policy, writing: AsyncWebClient
    ) -> FeedbackListener | None:
        """Policy feedback and its rounds, when there is a desk for it."""
        desk = domain.desk
        if desk is None or room is None:
            return None
        staff = StaffDesk(desk, room, self.installation, domain.outbox)
        listener = FeedbackListener(desk, policy, room, writing, staff)
        self._rounds = FeedbackRounds(desk, room, listener, domain.outbox, self.sender.wake)
        return listener

    async def start(self) -> None:
        """Begin to work, send and listen. A Slack that is away is no reason not to start."""
        self._running = [
            asyncio.create_task(self.worker.run()),
            asyncio.create_task(self.sender.run()),
            asyncio.create_task(self._report()),
        ]
        if self._rounds is not None:
            self._round = asyncio.create_task(self._rounds.run())
        if self.sockets is not None:
            await self.sockets.start()

    async def stop(self) -> None:
        """Stop listening, finish or put back what is in hand, then stop sending."""
        if self.sockets is not None:
            await self.sockets.stop()
        await self._intake.close()
        await self._cards.close()
        worker, sender, report = self._running
        report.cancel()
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)
        self.worker.stop()
        await asyncio.gather(worker, report, return_exceptions=True)
        self.sender.stop()
        await asyncio.gather(sender, return_exceptions=True)
        self.edge.close()
        await self._messenger.close()
        await self._session.close()

    @property
    def connected(self) -> bool:
        """Whether deliveries can arrive and are worked on: for a readiness probe."""
        working = bool(self._running) and all(not task.done() for task in self._running[:2])
        return working and (self.sockets is None or self.sockets.connected > 0)

    async def _report(self) -> None:
        """Say once at start what the workspace does not allow."""
        try:
            identity = await self.installation.identity()
        except SlackUnavailable as error:
            log.warning("Slack did not say who we are", extra={"code": error.code})
            return
        log.info("joined Slack", extra={"team": identity.team, "bot_user": identity.user})
        if identity.missing_scopes:
            log.error("scopes are missing", extra={"scopes": identity.missing_scopes})
