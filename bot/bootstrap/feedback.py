"""The wiring of policy feedback, gaps and clarifications."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.answering.clarifier import Clarifier
from bot.bootstrap.store import now, open_migrated, secret, today
from bot.database.asked_book import AskedRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.phrasings import PhrasingRepository
from bot.database.retention import Forgotten, forget
from bot.feedback.gap_list import GapList
from bot.feedback.sealing import Sealer, read_key
from bot.settings import Settings
from index.adapters.deferred import DeferredEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Encoder


def gap_list(database: Database, encoder: Encoder) -> GapList:
    """What the guidance does not answer, and which clarification does."""
    return GapList(AskedRepository(database), clarifier(database, encoder), encoder, now)


def clarifier(database: Database, encoder: Encoder) -> Clarifier:
    """What finds the clarification that answers a question."""
    return Clarifier(ClarificationRepository(database), encoder, today)


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


def forget_person(settings: Settings, person: str, by: str) -> Forgotten:
    """Remove a person's questions, answers and votes, and what ties them to feedback they sent,
    with an audit line.
    """
    with open_migrated(settings) as database:
        FeedbackRepository(database).forget(sealer(settings).mark(person))
        return forget(database, person, by)
