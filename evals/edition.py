"""The edition that is evaluated: built in memory from a corpus folder. Vectors are kept on disk,
for the shipped corpus where publishing keeps them, so that a second run starts in seconds."""

from __future__ import annotations

from pathlib import Path

from corpus.library import load_library
from corpus.phrasings import FOLDER, load_phrasings
from index.adapters.sentence_transformers import sentence_encoder
from index.open_edition import OpenEdition, in_memory_edition
from index.sentences import sentence_spans
from index.vector_cache import VectorCache

CACHE = Path("var") / "vectors"
# Apart, because a cache forgets what the last corpus did not need.
CACHE_OF_OTHERS = Path("var") / "evals-vectors"


def build(folder: Path | None = None, model: str | None = None) -> OpenEdition:
    """The corpus in `folder`, or the shipped one, with the phrasings of its `phrasings` folder."""
    library = load_library(folder)
    encoder = sentence_encoder(model)
    kept = VectorCache(CACHE if folder is None else CACHE_OF_OTHERS, encoder)
    phrasings = load_phrasings(library.paragraphs, folder / "phrasings" if folder else FOLDER)
    return in_memory_edition(library, encoder, sentence_spans, phrasings, kept=kept)
