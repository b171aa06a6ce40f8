"""The wiring of policy feedback, phrasings and clarifications."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.bootstrap.store import open_migrated, secret
from bot.database.clarifications import ClarificationRepository
from bot.database.feedback import FeedbackRepository
from bot.database.phrasings import PhrasingRepository
from bot.database.retention import Forgotten, forget
from bot.feedback.sealing import Sealer, read_key
from bot.settings import Settings


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
