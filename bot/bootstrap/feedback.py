"""The wiring of policy feedback, gaps and clarifications."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.answering.clarifier import Clarifier
from bot.answering.live_library import LiveLibrary
from bot.bootstrap.store import now, open_migrated, secret, today
from bot.database.answer_book import AnswerBookRepository
from bot.database.asked_book import AskedRepository
from bot.database.askers import AskerRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.drafts import DraftRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.phrasings import PhrasingRepository
from bot.feedback.gap_list import GapList
from bot.feedback.sealing import Sealer, read_key
from bot.settings import Settings
from bot.slack.feedback.clarification_desk import ClarificationDesk
from bot.slack.feedback.desk import DeskOptions, DeskServices, FeedbackDesk
from bot.web.feedback import FeedbackReader
from index.adapters.deferred import DeferredEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Encoder


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


def gap_list(database: Database, encoder: Encoder) -> GapList:
    """What the guidance does not answer, and which clarification does."""
    return GapList(AskedRepository(database), clarifier(database, encoder), encoder, now)


def clarifier(database: Database, encoder: Encoder) -> Clarifier:
    """What finds the clarification that answers a question."""
    return Clarifier(ClarificationRepository(database), encoder, today)


def feedback_reader(settings: Settings, database: Database) -> FeedbackReader | None:
    """The register over HTTP; None while no token is set."""
    token = secret(settings.feedback_token)
    if not token:
        return None
    return FeedbackReader(FeedbackRepository(database).list, now, token)


def sealer(settings: Settings) -> Sealer:
    """What encrypts senders' ids."""
    return Sealer(read_key(secret(settings.feedback_key) or None, settings.guidance_home))


@contextmanager
def open_feedback(settings: Settings) -> Iterator[FeedbackRepository]:
    """The register of feedback, for reading on the command line."""
    with open_migrated(settings) as database:
        yield FeedbackRepository(database)


@contextmanager
def open_phrasings(settings: Settings) -> Iterator[PhrasingRepository]:
    """What thumbs and staff proposed as phrasings, and what was decided."""
    with open_migrated(settings) as database:
        yield PhrasingRepository(database)


@contextmanager
def open_gaps(settings: Settings) -> Iterator[GapList]:
    """The gaps, for reading on the command line; no edition is opened."""
    with open_migrated(settings) as database:
        encoder = DeferredEncoder(lambda: sentence_encoder(settings.embedding_model))
        yield gap_list(database, encoder)


@contextmanager
def open_clarifications(settings: Settings) -> Iterator[ClarificationRepository]:
    """The clarifications, for reading on the command line."""
    with open_migrated(settings) as database:
        yield ClarificationRepository(database)
