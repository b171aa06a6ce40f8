"""What several tests of the index share: the shipped corpus with vectors of words only."""

from __future__ import annotations

import pytest

from corpus.library import load_library
from corpus.phrasings import load_phrasings
from index.adapters.memory import HashingEncoder
from index.open_edition import OpenEdition, in_memory_edition
from index.sentences import sentence_spans


@pytest.fixture(scope="session")
def edition() -> OpenEdition:
    """The shipped documents with their phrasings; vectors without meaning, so that words decide."""
    library = load_library()
    phrasings = load_phrasings(library.paragraphs)
    return in_memory_edition(library, HashingEncoder(), sentence_spans, phrasings)
