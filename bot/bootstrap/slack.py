"""The wiring of Slack: loaded when the service starts, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.answering.live_library import LiveLibrary
from bot.bootstrap.feedback import sealer
from bot.bootstrap.gaps import gap_list
from bot.bootstrap.service import Service
from bot.bootstrap.store import now, secret
from bot.database.answer_book import AnswerBookRepository
from bot.database.asked_book import AskedRepository
from bot.database.askers import AskerRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.contacts import ContactRepository
from bot.database.drafts import DraftRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.database.pause import PauseRepository
from bot.database.phrasings import PhrasingRepository
from bot.database.rate import RateRepository
from bot.screening.screened import Screener
from bot.settings import Settings
from bot.slack.feedback.clarification_desk import ClarificationDesk
from bot.slack.feedback.desk import DeskOptions, DeskServices, FeedbackDesk
from bot.slack.ports import Domain, SlackOptions
from bot.slack.service import SlackConnection, SlackService
from index.encoder import Encoder


def slack_service(service: Service, screener: Screener) -> SlackService:
    """Slack over the opened service. Make it inside the event loop that it runs on."""
    settings, database = service.settings, service.database
    domain = Domain(
        assistant=service.assistant,
        library=service.library,
        book=AnswerBookRepository(database),
        inbox=InboxRepository(database),
        outbox=OutboxRepository(database),
        switch=PauseRepository(database),
        rate=RateRepository(database, settings.questions_per_minute),
        options=SlackOptions(
            settings.public_url, frozenset(settings.guidance_admins), settings.guests_may_ask
        ),
        now=now,
        contacts=ContactRepository(database),
        desk=feedback_desk(settings, database, service.library, service.encoder),
    )
    connection = SlackConnection(
        bot_token=secret(settings.slack_bot_token),
        app_token=secret(settings.slack_app_token) or None,
        signing_secret=secret(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
    )
    return SlackService(domain, screener, connection)


def feedback_desk(
    settings: Settings, database: Database, library: LiveLibrary, encoder: Encoder
) -> FeedbackDesk:
    """Where policy feedback is kept and from where it is routed."""
    options = DeskOptions(
        public_url=settings.public_url,
        channel=settings.nsdu_channel,
        admins=frozenset(settings.guidance_admins),
        rota=settings.nsdu_rota,
        claim_days=settings.feedback_claim_days,
        # A day less than the outbox remembers.
        threads_kept=timedelta(days=settings.retention_days - 1),
    )
    services = DeskServices(
        register=FeedbackRepository(database),
        sealer=sealer(settings),
        drafts=DraftRepository(database),
        askers=AskerRepository(database),
        book=AnswerBookRepository(database),
        library=library,
        options=options,
        now=now,
        encoder=encoder,
        asked=AskedRepository(database),
        phrasings=PhrasingRepository(database),
        clarifications=clarification_desk(database, encoder),
    )
    return FeedbackDesk(services)


def clarification_desk(database: Database, encoder: Encoder) -> ClarificationDesk:
    """Where staff see gaps and clarify them."""
    return ClarificationDesk(
        book=ClarificationRepository(database),
        gaps=gap_list(database, encoder),
        answers=AnswerBookRepository(database),
        now=now,
    )
