"""The wiring of editions: what publishes one, and what opens one for reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.bootstrap.feedback import open_phrasings
from bot.bootstrap.store import now, open_migrated
from bot.database.editions import EditionRepository
from bot.database.engine import Database
from bot.feedback.accepted import EditionPhrasings, phrasings_for
from bot.feedback.phrasing import Decision
from bot.settings import Settings
from corpus.library import Library, joined, load_library
from corpus.phrasings import load_phrasings
from index.adapters.chroma import ChromaStores
from index.adapters.chroma_server import ChromaServerStores
from index.adapters.deferred import DeferredEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.build import EditionBuilder, Progress, no_progress
from index.live import LiveEdition
from index.open_edition import OpenEdition, in_memory_edition
from index.publish import Published, Publisher, Unchanged
from index.sentences import sentence_spans
from index.store import VectorStores
from index.vector_cache import VectorCache


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
    with open_phrasings(settings) as book:
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
    with (
        open_migrated(settings) as database,
        live_edition(settings, database) as live,
        live.hold() as edition,
    ):
        yield edition


@contextmanager
def live_edition(settings: Settings, database: Database) -> Iterator[LiveEdition]:
    """What lends the live edition, closed when the block ends."""
    live = LiveEdition(EditionRepository(database), settings.guidance_home, _stores(settings))
    try:
        yield live
    finally:
        live.close()


def _stores(settings: Settings) -> VectorStores:
    """Chroma: the server of the settings, or embedded, in the edition's own folder."""
    return ChromaServerStores(settings.chroma_url) if settings.chroma_url else ChromaStores()
