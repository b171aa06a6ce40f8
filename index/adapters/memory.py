"""In-memory twins of the seams: the oracle of the contract tests, the fallback, the test double."""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from index.edition import EditionId, EditionRecord, EditionState
from index.encoder import Vectors
from index.errors import EditionUnknown, StoreFailed
from index.files import read_entry_ids, read_vectors
from index.store import VectorStore

_WORD = re.compile(r"\w+")


class HashingEncoder:
    """Words and their three-letter pieces hashed to signed dimensions: no model, no meaning, but
    the same on every machine, and texts that share words are near. For tests only.
    """

    def __init__(self, dimensions: int = 384, window: int = 256) -> None:
        self._dimensions = dimensions
        self._window = window

    @property
    def name(self) -> str:
        """The name says how many dimensions, as that changes the vectors."""
        return f"hashing-{self._dimensions}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    @property
    def window(self) -> int:
        """How many words it is said to read; it reads all of them."""
        return self._window

    def pieces(self, text: str) -> int:
        """A word is one piece here."""
        return len(_WORD.findall(text))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) unit rows; a text without words points along the first axis."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            self._add(row, text)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0, 0] = 1.0
        lengths[lengths == 0] = 1.0
        unit: Vectors = vectors / lengths
        return unit

    def _add(self, row: Vectors, text: str) -> None:
        for word in _WORD.findall(text.lower()):
            padded = f" {word} "
            trigrams = [padded[at : at + 3] for at in range(len(padded) - 2)]
            for feature, weight in [(padded, 2.0), *((trigram, 0.5) for trigram in trigrams)]:
                digest = zlib.crc32(feature.encode())
                row[digest % self._dimensions] += weight if digest & 0x10000 else -weight


class SharedWordsReranker:
    """Scores a text by the share of the question's words it holds. For tests only."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """(n,): shares, 0 to 1."""
        asked = set(_WORD.findall(question.lower()))
        held = [asked & set(_WORD.findall(text.lower())) for text in texts]
        return np.array([len(one) / max(len(asked), 1) for one in held], np.float32)


class MemoryStore:
    """Exact search: one matrix product, quicker than Chroma up to some 30,000 rows."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        if len(ids) != len(vectors):
            raise StoreFailed(f"{len(ids)} ids for {len(vectors)} vectors")
        self._ids = tuple(ids)
        self._vectors = vectors

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` entries nearest to a unit vector; ties keep the order of the entries."""
        if vector.shape != (self._vectors.shape[1],):
            raise ValueError(f"a vector of shape {vector.shape} in {self._vectors.shape[1]}-d")
        cosines = self._vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(self._ids[at], float(cosines[at])) for at in best]

    def count(self) -> int:
        """How many vectors it holds."""
        return len(self._ids)

    def close(self) -> None:
        """Drop the reference to the matrix; the memory map goes with its last user."""
        self._vectors = self._vectors[:0]
        self._ids = ()


class MemoryStores:
    """Writes nothing: the edition's own vectors.npy is the store."""

    @property
    def version(self) -> str:
        """Named after the library that does the work."""
        return f"exact numpy {np.__version__}"

    def write(self, folder: Path, ids: Sequence[str], probes: Sequence[int]) -> None:
        """Check that each probe is found by its own vector."""
        store = MemoryStore(ids, read_vectors(folder))
        vectors = read_vectors(folder)
        missing = [ids[at] for at in probes if store.nearest(vectors[at], 1)[0][1] < 0.999]
        if missing:
            raise StoreFailed("the store does not find its own vectors", tuple(missing))

    def open(self, folder: Path) -> VectorStore:
        """Serve the edition's vectors from a memory map."""
        return MemoryStore(read_entry_ids(folder), read_vectors(folder))

    def remove(self, folder: Path) -> None:
        """Nothing lies outside the folder."""


class MemoryRegister:
    """The register of editions in a dictionary, for tests and evaluations."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._records: dict[EditionId, EditionRecord] = {}
        self._lock = threading.Lock()

    def add(self, edition: EditionId, digest: str, paragraphs: int) -> None:
        """Record a built edition; twice is a ValueError."""
        with self._lock:
            if edition in self._records:
                raise ValueError(f"edition {edition} is already recorded")
            self._records[edition] = EditionRecord(
                edition, EditionState.BUILT, digest, paragraphs, self._now(), None
            )

    def publish(self, edition: EditionId, by: str) -> EditionRecord:  # noqa: ARG002 - kept by SQL
        """Make `edition` live and retire the previous one."""
        with self._lock:
            return self._switch(edition)

    def rollback(self, by: str) -> EditionRecord:  # noqa: ARG002 - kept by SQL
        """Make the edition that was live before live again."""
        with self._lock:
            retired = [
                (one.published, one.edition)
                for one in self._records.values()
                if one.state is EditionState.RETIRED and one.published is not None
            ]
            if not retired:
                raise EditionUnknown("", "there is none to go back to")
            return self._switch(max(retired)[1])

    def _switch(self, edition: EditionId) -> EditionRecord:
        if edition not in self._records:
            raise EditionUnknown(edition)
        if self._records[edition].state is EditionState.LIVE:
            return self._records[edition]
        for other, record in self._records.items():
            if record.state is EditionState.LIVE:
                self._records[other] = replace(record, state=EditionState.RETIRED)
        live = replace(self._records[edition], state=EditionState.LIVE, published=self._now())
        self._records[edition] = live
        return live

    def live(self) -> EditionRecord | None:
        """The live edition, or None."""
        with self._lock:
            records = self._records.values()
            return next((one for one in records if one.state is EditionState.LIVE), None)

    def all(self) -> list[EditionRecord]:
        """Every edition, newest first."""
        with self._lock:
            records = list(self._records.values())
        return sorted(records, key=lambda one: (one.created, one.edition), reverse=True)

    def remove(self, edition: EditionId) -> None:
        """Forget an edition; unknown is an `EditionUnknown`, a live one a ValueError."""
        with self._lock:
            if edition not in self._records:
                raise EditionUnknown(edition)
            if self._records[edition].state is EditionState.LIVE:
                raise ValueError(f"edition {edition} is live")
            del self._records[edition]
