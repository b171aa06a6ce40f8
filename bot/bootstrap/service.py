"""The wiring of everything that answers: loads the model, the index and the screening."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from bot.answering.assistant import Assistant
from bot.answering.live_library import LiveLibrary
from bot.bootstrap.editions import live_edition
from bot.bootstrap.gaps import clarifier
from bot.bootstrap.kinds import kind_reader
from bot.bootstrap.names import rationed_reader
from bot.bootstrap.store import open_migrated
from bot.database.contacts import ContactRepository
from bot.database.engine import Database
from bot.database.retention import sweep
from bot.delivery.errors import StoreUnavailable
from bot.delivery.retention import Retention, Sweeper
from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import DangerContacts
from bot.screening.screener import RuleScreener
from bot.screening.screening_process import ScreeningProcess
from bot.settings import Settings
from index.adapters.cross_encoder import reranker
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Encoder
from index.live import LiveEdition
from index.open_edition import OpenEdition
from index.search import Searcher
from index.whole_answer import WholeAnswers

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """Everything that answers, opened: what the command line, the web pages and Slack share."""

    settings: Settings
    database: Database
    live: LiveEdition
    library: LiveLibrary
    screener: RuleScreener
    assistant: Assistant
    encoder: Encoder


def new_id() -> str:
    """A random id without meaning, for an answer."""
    return uuid4().hex


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Everything that answers, over the live edition; follows it as it moves."""
    with open_migrated(settings) as database, live_edition(settings, database) as live:
        encoder = sentence_encoder(settings.embedding_model)
        searcher = WholeAnswers(Searcher(encoder, reranker=reranker(settings.reranker_model)))
        with live.hold() as edition:
            searcher.search(edition, "who is told")  # so that nobody waits for the first one
            screener = RuleScreener(_published(edition), rationed_reader(encoder))
        library = LiveLibrary(live, searcher)
        clarify, kinds = clarifier(database, encoder), kind_reader(encoder)
        assistant = Assistant(library, screener, new_id, clarify, kinds)

        def learn() -> None:
            with live.hold() as moved_to:
                screener.learn(_published(moved_to))

        live.start(moved=learn)
        yield Service(settings, database, live, library, screener, assistant, encoder)


def _published(edition: OpenEdition) -> Iterator[str]:
    """The text whose public names are not masked."""
    return (paragraph.text for paragraph in edition.paragraphs)


@contextmanager
def screening_apart(service: Service) -> Iterator[ScreeningProcess]:
    """The service's screening in a process of its own while the block runs."""
    process = ScreeningProcess(service.screener, rationed_reader)
    process.start()
    try:
        yield process
    finally:
        process.close()


def local_numbers(service: Service) -> DangerContacts | None:
    """The danger card's local numbers outside Slack; None when there are none, or no database:
    the card is shown without them.
    """
    try:
        return ContactRepository(service.database).find(EVERYWHERE)
    except StoreUnavailable as error:
        log.error("danger contacts not read", extra={"cause": error.cause})
        return None


def sweeper(service: Service) -> Sweeper:
    """What removes rows that are older than their retention."""
    retention = Retention(
        questions=timedelta(days=service.settings.retention_days),
        feedback=timedelta(days=service.settings.feedback_retention_days),
    )
    return Sweeper(lambda: sweep(service.database, retention))
