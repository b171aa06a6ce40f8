"""`guidance serve`: web pages and JSON API, and Slack when its settings are present."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import uvloop

from bot.bootstrap.service import (
    Service,
    local_numbers,
    open_service,
    screening_apart,
    sweeper,
)
from bot.bootstrap.slack import slack_service
from bot.bootstrap.store import now
from bot.bootstrap.web import admin_desk, feedback_reader
from bot.delivery.errors import StoreUnavailable
from bot.settings import Settings
from bot.slack.service import SlackService
from bot.web.app import create_app
from bot.web.server import listen, serve
from bot.web.services import WebServices

SLACK_OFF = "Slack is off: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to join (see docs/slack.md)."
SLACK_ON = "Slack is on ({mode}). Invite the assistant to a channel, or write to it directly."


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Start, say where the pages are, and serve until SIGINT or SIGTERM.

    Raises:
        PortTaken: another program listens there.
        NoEdition: nothing is published.
    """
    bound = listen(settings.host, settings.port)
    with bound, open_service(settings) as service:
        bound.listen()  # who reads the next line and asks at once waits a moment, and is answered
        host, port = bound.getsockname()[:2]
        say(f"Guidance assistant on http://{host}:{port} (edition {service.live.edition}).")
        mode = {"socket": "Socket Mode", "http": "HTTP, /slack/events"}.get(
            settings.slack_mode or ""
        )
        token = (
            "ADMIN_TOKEN" if settings.admin_token else f"in {settings.guidance_home}/admin.token"
        )
        say(f"Administration on http://{host}:{port}/admin (token: {token}).")
        say(SLACK_ON.format(mode=mode) if mode else SLACK_OFF)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
            loop.run(_serve(service, bound))


async def _serve(service: Service, bound: socket.socket) -> None:
    """Web and Slack in one loop. Slack stops after the web has: its deliveries come through it."""
    # uvicorn raises the signal again once it has stopped: without a handler of ours the process
    # ends there, and what the worker holds waits for its lease to run out.
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, lambda: None)
    async with _slack(service) as slack, _sweeping(service):
        await serve(create_app(_web_services(service, slack)), bound)


@asynccontextmanager
async def _slack(service: Service) -> AsyncIterator[SlackService | None]:
    """Slack's edge, worker and sender while the body runs, or None when Slack is off."""
    if service.settings.slack_mode is None:
        yield None
        return
    with screening_apart(service) as screener:
        slack = slack_service(service, screener)
        await slack.start()
        try:
            yield slack
        finally:
            await slack.stop()


@asynccontextmanager
async def _sweeping(service: Service) -> AsyncIterator[None]:
    """Remove what is older than its retention, at the start and each hour."""
    sweeping = sweeper(service)
    task = asyncio.create_task(sweeping.run())
    try:
        yield
    finally:
        sweeping.stop()
        await task


def _web_services(service: Service, slack: SlackService | None) -> WebServices:
    return WebServices(
        assistant=service.assistant,
        library=service.library,
        readiness=lambda: _readiness(service, slack),
        today=lambda: now().date(),
        contacts=lambda: local_numbers(service),
        admin=admin_desk(service),
        feedback=feedback_reader(service.settings, service.database),
        slack=slack.edge if slack and service.settings.slack_mode == "http" else None,
    )


def _readiness(service: Service, slack: SlackService | None) -> Mapping[str, bool]:
    """Each part that answering needs, and whether it works now: tried, not assumed."""
    joined = {"slack": slack.connected} if slack is not None else {}
    return joined | {
        "database": _database_answers(service),
        "edition": service.live.edition is not None and service.live.problem is None,
        "model": bool(service.library.search("who is told", limit=1).edition),
    }


def _database_answers(service: Service) -> bool:
    try:
        with service.database.read():
            return True
    except StoreUnavailable:
        return False
