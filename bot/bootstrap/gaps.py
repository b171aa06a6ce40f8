"""The wiring of gaps: what the guidance does not answer, and which clarification does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.answering.clarifier import Clarifier
from bot.bootstrap.store import now, open_migrated, today
from bot.database.asked_book import AskedRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import Database
from bot.feedback.gap_list import GapList
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


@contextmanager
def open_gaps(settings: Settings) -> Iterator[GapList]:
    """The gaps, for reading on the command line; no edition is opened."""
    with open_migrated(settings) as database:
        encoder = DeferredEncoder(lambda: sentence_encoder(settings.embedding_model))
        yield gap_list(database, encoder)
