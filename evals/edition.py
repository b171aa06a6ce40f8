"""The edition that is evaluated: built in memory from a corpus folder, its vectors kept on disk so
that a second run starts in seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.library import load_library
from corpus.phrasings import load_phrasings
from index.adapters.sentence_transformers import publishing_encoder
from index.encoder import Encoder, Vectors
from index.open_edition import OpenEdition, in_memory_edition
from index.sentences import sentence_spans

CACHE = Path("var") / "evals-vectors"


class KeptVectors:
    """An encoder that remembers on disk what it encoded, by the digest of each text."""

    def __init__(self, folder: Path = CACHE, model: str | None = None) -> None:
        self._inner: Encoder = publishing_encoder(model)
        self._file = folder / f"{self._inner.name.replace('/', '-')}.npz"
        self._kept: dict[str, Vectors] = {}
        if self._file.exists():
            with np.load(self._file) as saved:
                self._kept = dict(zip(saved["digests"].tolist(), saved["vectors"], strict=True))

    @property
    def name(self) -> str:
        """The name of the encoder within."""
        return self._inner.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._inner.dimensions

    @property
    def window(self) -> int:
        """How many word pieces are read."""
        return self._inner.window

    def pieces(self, text: str) -> int:
        """How many word pieces `text` takes."""
        return self._inner.pieces(text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, (n, dimensions); those not yet known are worked out and saved."""
        digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        fresh = {
            digest: text
            for digest, text in zip(digests, texts, strict=True)
            if digest not in self._kept
        }
        if fresh:
            self._kept |= dict(zip(fresh, self._inner.encode(list(fresh.values())), strict=True))
            self._save()
        empty = np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([self._kept[one] for one in digests]) if digests else empty

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._file, digests=list(self._kept), vectors=np.stack(list(self._kept.values())))


def build(folder: Path | None = None, model: str | None = None) -> OpenEdition:
    """The corpus in `folder`, or the shipped one, as an edition with its phrasings."""
    library = load_library(folder)
    phrasings = load_phrasings(library.paragraphs)
    return in_memory_edition(library, KeptVectors(model=model), sentence_spans, phrasings)
