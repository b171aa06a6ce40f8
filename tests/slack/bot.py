"""The bot's real Slack service in the test's own event loop, over a real SQLite file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.answering.clarifier import Clarifier
from bot.database.answer_book import AnswerBookRepository
from bot.database.asked_book import AskedRepository
from bot.database.askers import AskerRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.drafts import DraftRepository
from bot.database.engine import Database, open_database
from bot.database.feedback import FeedbackRepository
from bot.database.inbox import InboxRepository
from bot.database.migrate import migrate
from bot.database.outbox import OutboxRepository
from bot.database.pause import PauseRepository
from bot.database.phrasings import PhrasingRepository
from bot.database.rate import RateRepository
from bot.delivery.outbox import Pace
from bot.feedback.gap_list import GapList
from bot.feedback.sealing import Sealer
from bot.feedback.working_days import day_of
from bot.screening.screened import Screener
from bot.slack.edge.edge import Edge
from bot.slack.feedback.clarification_desk import ClarificationDesk
from bot.slack.feedback.desk import DeskOptions, DeskServices, FeedbackDesk
from bot.slack.ports import Domain, SlackOptions
from bot.slack.service import SlackConnection, SlackService, Speed
from index.adapters.memory import HashingEncoder
from tests.slack.local_slack import LocalSlack
from tests.slack.stand_ins import (
    SmallAssistant,
    SmallLibrary,
    SmallScreener,
)
from tests.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

PUBLIC_URL = "https://guidance.test"
FEEDBACK_KEY = "7vK0pNf1Yl8cW3sVbq2m5nRzT6xJ9aEdHgUoLiCkM4s="


@dataclass
class Behind:
    """What stands behind the bot in one test."""

    assistant: SmallAssistant
    book: AnswerBookRepository
    switch: PauseRepository
    domain: Domain


def desk_over(database: Database, book: AnswerBookRepository, options: DeskOptions) -> FeedbackDesk:
    """The real feedback desk; texts are compared by their words."""
    services = DeskServices(
        register=FeedbackRepository(database),
        sealer=Sealer(FEEDBACK_KEY),
        drafts=DraftRepository(database),
        askers=AskerRepository(database),
        book=book,
        library=SmallLibrary(),
        options=options,
        now=database.now,
        encoder=HashingEncoder(),
        asked=AskedRepository(database),
        phrasings=PhrasingRepository(database),
        clarifications=clarifications_over(database, book),
    )
    return FeedbackDesk(services)


def clarifications_over(database: Database, book: AnswerBookRepository) -> ClarificationDesk:
    """The real desk of clarifications, on the database's clock."""
    asked, clarifier = AskedRepository(database), clarifier_over(database)
    gaps = GapList(asked, clarifier, HashingEncoder(), database.now)
    return ClarificationDesk(ClarificationRepository(database), gaps, book, database.now)


def clarifier_over(database: Database) -> Clarifier:
    """The real clarifier; questions are alike by their words."""
    book = ClarificationRepository(database)
    return Clarifier(book, HashingEncoder(), lambda: day_of(database.now()))


def behind(
    place: Path | str,
    *,
    per_minute: int = 1_000,
    feedback: DeskOptions | None = None,
    pace: Pace | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Behind:
    """Real inbox and outbox, in SQLite in a folder or at an address; the rest small. With
    `feedback`, the desk too.
    """
    database = open_database(place, now)
    migrate(database)
    assistant, book, switch = (
        SmallAssistant(clarifier=clarifier_over(database)),
        AnswerBookRepository(database),
        PauseRepository(database),
    )
    domain = Domain(
        assistant=assistant,
        library=SmallLibrary(),
        book=book,
        inbox=InboxRepository(database),
        outbox=OutboxRepository(database, pace or Pace(seconds=0.0, burst=1000)),
        switch=switch,
        rate=RateRepository(database, per_minute),
        options=SlackOptions(PUBLIC_URL, admins=frozenset({"U0ADMIN"})),
        now=now,
        desk=desk_over(database, book, feedback) if feedback is not None else None,
    )
    return Behind(assistant, book, switch, domain)


@asynccontextmanager
async def serving(
    slack: LocalSlack,
    back: Behind,
    speed: Speed | None = None,
    screener: Screener | None = None,
) -> AsyncIterator[SlackService]:
    """The service running against the local Slack, over its transport."""
    socket = slack.transport == "socket"
    connection = SlackConnection(
        BOT_TOKEN, APP_TOKEN if socket else None, SIGNING_SECRET, slack.api_url
    )
    domain = replace(back.domain, now=lambda: datetime.fromtimestamp(slack.clock.now(), UTC))
    service = SlackService(domain, screener or SmallScreener(), connection, speed)
    await service.start()
    runner: web.AppRunner | None = None
    try:
        if socket:
            await _until_connected(slack)
        else:
            runner = await _http(service.edge, slack)
        yield service
    finally:
        if runner is not None:
            await runner.cleanup()
        await service.stop()


async def _until_connected(slack: LocalSlack) -> None:
    async with asyncio.timeout(10):
        while not slack.sockets.connections:
            await asyncio.sleep(0.01)


async def _http(edge: Edge, slack: LocalSlack) -> web.AppRunner:
    async def receive(request: web.Request) -> web.Response:
        reply = await edge.receive(dict(request.headers), await request.read())
        headers = {"Content-Type": reply.content_type}
        return web.Response(status=reply.status, body=reply.body, headers=headers)

    app = web.Application(client_max_size=2**23)
    app.router.add_post("/slack/events", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    return runner
