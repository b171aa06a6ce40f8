"""The wiring: the one place that reads settings and names real classes. Heavy parts load late."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from bot.answering.assistant import Assistant
from bot.answering.live_library import LiveLibrary
from bot.bootstrap import feedback
from bot.bootstrap.store import now, open_migrated
from bot.database.asked_book import AskedRepository
from bot.database.contacts import ContactRepository
from bot.database.editions import EditionRepository
from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.retention import Forgotten, forget, sweep
from bot.delivery.errors import StoreUnavailable
from bot.delivery.retention import Retention, Sweeper
from bot.feedback.accepted import EditionPhrasings, phrasings_for
from bot.feedback.insight import HeatReport, heat_report, paths_of
from bot.feedback.phrasing import Decision
from bot.feedback.register import EVERY, Wanted
from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import DangerContacts
from bot.screening.screener import RuleScreener
from bot.settings import Settings
from corpus.library import Library, joined, load_library
from corpus.phrasings import load_phrasings
from index.adapters.chroma import ChromaStores
from index.adapters.chroma_server import ChromaServerStores
from index.adapters.deferred import DeferredEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.build import EditionBuilder, Progress, no_progress
from index.encoder import Encoder
from index.errors import NoEdition
from index.live import LiveEdition
from index.open_edition import OpenEdition, in_memory_edition
from index.publish import Published, Publisher, Unchanged
from index.search import Searcher
from index.sentences import sentence_spans
from index.store import VectorStores
from index.vector_cache import VectorCache
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
def open_publisher(settings: Settings) -> Iterator[Publisher]:
    """What builds, switches, checks and removes editions."""
    with open_migrated(settings) as database:
        yield publisher_over(settings, database)


def publisher_over(settings: Settings, database: Database) -> Publisher:
    """What builds, switches, checks and removes editions, over an open database."""
    encoder = DeferredEncoder(lambda: sentence_encoder(settings.embedding_model))
    builder = EditionBuilder(settings.guidance_home, encoder, _stores(settings), now)
    return Publisher(builder, EditionRepository(database))


def unpublished_edition(
    settings: Settings, library: Library, phrasings: EditionPhrasings
) -> OpenEdition:
    """The edition that publishing would give, in memory only; what it embeds is kept for the
    publication itself.
    """
    encoder = sentence_encoder(settings.embedding_model)
    kept = VectorCache(settings.guidance_home / "vectors", encoder)
    return in_memory_edition(library, encoder, sentence_spans, phrasings.every, kept=kept)


def read_corpus(paths: Sequence[Path]) -> Library:
    """The documents of the given corpus folders, or the shipped ones when none is given.

    Raises:
        BadDocument: a document is missing, altered, not UTF-8, or has no paragraphs.
    """
    if not paths:
        return load_library()
    return joined([load_library(path) for path in paths])


def edition_phrasings(settings: Settings, library: Library) -> EditionPhrasings:
    """The phrasings that an edition of `library` published now would hold."""
    with feedback.open_phrasings(settings) as book:
        accepted = book.list(Decision.ACCEPTED)
    return phrasings_for(library.paragraphs, accepted, load_phrasings(library.paragraphs))


def publish(
    settings: Settings,
    library: Library,
    phrasings: EditionPhrasings,
    on_progress: Progress = no_progress,
    by: str = "set-up",
) -> Published | Unchanged:
    """Build an edition of `library`, check it and make it live. `by` is for the audit."""
    with open_publisher(settings) as publisher:
        return publisher.publish(library, phrasings.every, by, on_progress)


def publish_first(settings: Settings, on_progress: Progress = no_progress) -> bool:
    """Publish the shipped documents when nothing is published yet; true when it was done."""
    with open_migrated(settings) as database:
        if EditionRepository(database).live() is not None:
            return False
    library = load_library()
    publish(settings, library, edition_phrasings(settings, library), on_progress)
    return True


@contextmanager
def open_edition(settings: Settings) -> Iterator[OpenEdition]:
    """The live edition, for reading only; no model is loaded."""
    with open_migrated(settings) as database:
        live = LiveEdition(EditionRepository(database), settings.guidance_home, _stores(settings))
        try:
            with live.hold() as edition:
                yield edition
        finally:
            live.close()


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Everything that answers, over the live edition; follows it as it moves."""
    with open_migrated(settings) as database:
        encoder = sentence_encoder(settings.embedding_model)
        searcher = WholeAnswers(Searcher(encoder))
        live = LiveEdition(EditionRepository(database), settings.guidance_home, _stores(settings))
        try:
            with live.hold() as edition:
                searcher.search(edition, "who is told")  # so that nobody waits for the first one
                screener = RuleScreener(one.text for one in edition.paragraphs)
            library = LiveLibrary(live, searcher)
            clarifier = feedback.clarifier(database, encoder)
            assistant = Assistant(library, screener, new_id, clarifier)
            live.start()
            yield Service(settings, database, live, library, screener, assistant, encoder)
        finally:
            live.close()


def local_numbers(service: Service) -> DangerContacts | None:
    """The danger card's local numbers outside Slack; None when there are none, or no database:
    the card is shown without them.
    """
    try:
        return ContactRepository(service.database).find(EVERYWHERE)
    except StoreUnavailable as error:
        log.error("danger contacts not read", extra={"cause": error.cause})
        return None


def heat_since(settings: Settings, since: datetime) -> HeatReport:
    """What is asked about, voted down and fed back on since then."""
    with open_migrated(settings) as database:
        cited = AskedRepository(database).cited(since)
        items = FeedbackRepository(database).list(Wanted(since=since, limit=EVERY))
    try:
        with open_edition(settings) as edition:
            paths = paths_of(edition.documents, edition.paragraphs)
    except NoEdition:
        paths = {}
    return heat_report(cited, items, paths)


def sweeper(service: Service) -> Sweeper:
    """What removes rows that are older than their retention."""
    retention = Retention(
        questions=timedelta(days=service.settings.retention_days),
        feedback=timedelta(days=service.settings.feedback_retention_days),
    )
    return Sweeper(lambda: sweep(service.database, retention))


def forget_person(settings: Settings, person: str, by: str) -> Forgotten:
    """Remove a person's questions, answers and votes, and what ties them to feedback they sent,
    with an audit line.
    """
    with open_migrated(settings) as database:
        FeedbackRepository(database).forget(feedback.sealer(settings).mark(person))
        return forget(database, person, by)


def _stores(settings: Settings) -> VectorStores:
    """Chroma: the server of the settings, or embedded, in the edition's own folder."""
    return ChromaServerStores(settings.chroma_url) if settings.chroma_url else ChromaStores()
