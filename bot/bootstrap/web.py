"""The wiring of the web pages: loaded when the service starts, and by nothing else."""

from __future__ import annotations

import os
import secrets
import sys

from bot.bootstrap.editions import publisher_over
from bot.bootstrap.service import Service
from bot.bootstrap.store import now, secret
from bot.database.audit import AuditRepository
from bot.database.contacts import ContactRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.database.pause import PauseRepository
from bot.secret_file import kept_secret
from bot.settings import Settings
from bot.web.admin.desk import AdminDesk
from bot.web.admin.publication import Publication
from bot.web.admin.session import Sessions
from bot.web.feedback import FeedbackReader


def admin_desk(service: Service) -> AdminDesk:
    """What the administration pages work with."""
    settings, database = service.settings, service.database
    command = [sys.executable, "-m", "bot.cli", "index", "publish"]
    environment = dict(os.environ, GUIDANCE_HOME=str(settings.guidance_home))
    return AdminDesk(
        sessions=Sessions(admin_token(settings)),
        publisher=publisher_over(settings, database),
        publication=Publication(command, environment, now),
        switch=PauseRepository(database),
        inbox=InboxRepository(database),
        outbox=OutboxRepository(database),
        contacts=ContactRepository(database),
        audit=AuditRepository(database),
        today=lambda: now().date(),
        https=settings.public_url.startswith("https:"),
    )


def admin_token(settings: Settings) -> str:
    """What opens the administration pages; made and kept in the state folder when not set."""
    given = secret(settings.admin_token)
    file = settings.guidance_home / "admin.token"
    return given or kept_secret(file, lambda: secrets.token_urlsafe(24))


def feedback_reader(settings: Settings, database: Database) -> FeedbackReader | None:
    """The register over HTTP; None while no token is set."""
    token = secret(settings.feedback_token)
    if not token:
        return None
    return FeedbackReader(FeedbackRepository(database).list, now, token)
