"""A publisher over a small library, with stores and a register to choose, for several tests."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.adapters.memory import HashingEncoder, MemoryRegister, MemoryStores
from index.build import EditionBuilder
from index.edition import EditionRegister
from index.encoder import Encoder
from index.publish import Published, Publisher
from index.store import VectorStores
from tests.index.guidance import SmallLibrary, library, split

TEXTS = [
    "Boards must publish every serious case review within six months. Reviews come first.",
    "Ofsted inspects arrangements for contact, referral and assessment each year.",
    "Social workers need time, training and supervision by a manager who knows the case.",
]


def ticking() -> Callable[[], datetime]:
    """A clock that is a second later each time it is read."""
    seconds = itertools.count()
    start = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    return lambda: start + timedelta(seconds=next(seconds))


def publisher(
    home: Path,
    register: EditionRegister | None = None,
    stores: VectorStores | None = None,
    encoder: Encoder | None = None,
) -> Publisher:
    now = ticking()
    builder = EditionBuilder(
        home, encoder or HashingEncoder(64), stores or MemoryStores(), now, split
    )
    return Publisher(builder, register or MemoryRegister(now))


def version(number: int) -> SmallLibrary:
    """A library whose first paragraph names the version."""
    return library([f"This is version {number} of the guidance.", *TEXTS])


def publish(publisher: Publisher, content: SmallLibrary) -> Published:
    """Publish what must be new."""
    outcome = publisher.publish(content)
    assert isinstance(outcome, Published)
    return outcome
