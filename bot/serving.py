"""`guidance serve`: web pages and JSON API, and Slack when its settings are present."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bot import bootstrap
from bot.bootstrap import Service
from bot.delivery.errors import StoreUnavailable
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.server import listen, serve
from bot.web.services import WebServices

SLACK_OFF = "Slack is off: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to join (see docs/slack.md)."


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Start, say where the pages are, and serve until SIGINT or SIGTERM.

    Raises:
        PortTaken: another program listens there.
    """
    bound = listen(settings.host, settings.port)
    with bound, bootstrap.open_service(settings) as service:
        host, port = bound.getsockname()[:2]
        say(f"Guidance assistant on http://{host}:{port} (edition {service.live.edition}).")
        say(SLACK_OFF if settings.slack_mode is None else f"Slack: {settings.slack_mode} mode.")
        asyncio.run(serve(create_app(web_services(service)), bound))


def web_services(service: Service) -> WebServices:
    """What the web pages need of an opened service."""
    return WebServices(
        assistant=service.assistant,
        library=service.library,
        readiness=lambda: readiness(service),
        today=lambda: bootstrap.now().date(),
    )


def readiness(service: Service) -> Mapping[str, bool]:
    """Each part that answering needs, and whether it works now: tried, not assumed."""
    return {
        "database": _database_answers(service),
        "edition": service.live.edition is not None and service.live.problem is None,
        "model": _model_answers(service),
    }


def _database_answers(service: Service) -> bool:
    try:
        with service.database.read():
            return True
    except StoreUnavailable:
        return False


def _model_answers(service: Service) -> bool:
    if service.live.edition is None:
        return False
    return bool(service.library.search("para 1", limit=1).edition)
