"""An edition opened for reading: paragraphs, entries, vectors and the store, all of one moment."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from corpus.document import Document, Paragraph, ParagraphId, Slug
from corpus.phrasings import Phrasing
from index import files
from index.adapters.memory import MemoryStore
from index.edition import EditionId
from index.encoder import Encoder, Vectors
from index.entries import Entry, SentenceSplitter, entries_of
from index.errors import EditionDamaged, StoreFailed
from index.files import Manifest
from index.store import VectorStore, VectorStores
from index.vector_cache import VectorCache
from index.verify import verify

log = logging.getLogger(__name__)
SAME_VECTOR = 0.999
CORE = frozenset((files.MANIFEST, files.DOCUMENTS, files.PARAGRAPHS, files.ENTRIES, files.VECTORS))


class Guidance(Protocol):
    """Documents with their paragraphs, as `corpus.library` loads them."""

    @property
    def documents(self) -> Sequence[Document]:
        """In the order of the manifest."""
        ...

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """In the order of the documents, then as printed."""
        ...


@dataclass(frozen=True)
class OpenEdition:
    """Everything a search reads, never changed once open. `vectors` is (entries, dimensions);
    row i belongs to `entries[i]`. `fallback` is true when its own store could not be used.
    """

    manifest: Manifest
    documents: Mapping[Slug, Document]
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    vectors: Vectors
    store: VectorStore
    fallback: bool = False

    @property
    def edition(self) -> EditionId:
        """The id of the edition."""
        return self.manifest.edition

    @property
    def created(self) -> datetime:
        """When the edition was built."""
        return self.manifest.created

    @cached_property
    def by_id(self) -> Mapping[ParagraphId, Paragraph]:
        """Every paragraph by its id."""
        return {one.paragraph_id: one for one in self.paragraphs}

    @cached_property
    def entry(self) -> Mapping[str, Entry]:
        """Every entry by its id."""
        return {one.entry_id: one for one in self.entries}

    @cached_property
    def children(self) -> Mapping[ParagraphId, tuple[Paragraph, ...]]:
        """The bullets of each paragraph that owns any, as printed."""
        owned: dict[ParagraphId, list[Paragraph]] = {}
        for one in self.paragraphs:
            if one.parent is not None:
                owned.setdefault(one.parent, []).append(one)
        return {owner: tuple(bullets) for owner, bullets in owned.items()}

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs printed before and after in the same document; bullets are passed over
        unless the paragraph is one itself. Unknown ids raise KeyError.
        """
        of = self.by_id[paragraph_id]
        line = [
            one
            for one in self.paragraphs
            if one.document == of.document
            and (one.parent is None) == (of.parent is None)
            and (of.parent is None or one.parent == of.parent)
        ]
        line.sort(key=lambda one: one.position)
        at = line.index(of)
        return (line[at - 1] if at else None, line[at + 1] if at + 1 < len(line) else None)

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest entries by the store; by exact search when the store fails this once."""
        try:
            return self.store.nearest(vector, k)
        except StoreFailed as error:
            log.warning("edition %s: one exact search: %s", self.edition, error)
            return MemoryStore([one.entry_id for one in self.entries], self.vectors).nearest(
                vector, k
            )

    def canary(self) -> bool:
        """Ask the store for an entry by its own vector: true when it comes back. The count of a
        store proves nothing, as a torn index still counts right.
        """
        if not self.entries:
            return False
        at = len(self.entries) // 2
        found = self.store.nearest(self.vectors[at], 1)
        return bool(found) and found[0][0] in self.entry and found[0][1] >= SAME_VECTOR

    def close(self) -> None:
        """Let go of the store. Call once no reader is left."""
        self.store.close()


def open_edition(
    folder: Path, stores: VectorStores, manifest_digest: str | None = None
) -> OpenEdition:
    """Open the edition in `folder` once every byte has been checked against its digest.

    Raises `EditionDamaged` when what the paragraphs come from is not as published. A store that is
    not as published, will not open or fails the canary is replaced by exact search over the
    edition's own vectors, with a warning in the log.
    """
    torn = []
    for difference in verify(folder, manifest_digest):
        if difference.file in CORE:
            raise EditionDamaged(folder.name, difference.file, difference.reason)
        torn.append(str(difference))
    edition = _read(folder)
    if torn:
        # Not even tried: opening a torn index can crash the process or fill the disk.
        log.warning("edition %s: exact search, as its store differs: %s", folder.name, torn[:5])
        return edition
    try:
        return _sound(replace(edition, store=stores.open(folder), fallback=False))
    except StoreFailed as error:
        log.warning("edition %s: exact search instead of its store: %s", folder.name, error)
        return edition


def _read(folder: Path) -> OpenEdition:
    """The edition as its files give it, with exact search."""
    manifest = files.read_manifest(folder)
    entries, vectors = files.read_entries(folder), files.read_vectors(folder)
    return OpenEdition(
        manifest=manifest,
        documents={one.slug: one for one in files.read_documents(folder)},
        paragraphs=files.read_paragraphs(folder),
        entries=entries,
        vectors=vectors,
        store=MemoryStore([one.entry_id for one in entries], vectors),
        fallback=True,
    )


def _sound(opened: OpenEdition) -> OpenEdition:
    """The same edition, once its store has answered the canary question."""
    try:
        answered = opened.canary()
    except StoreFailed:
        opened.close()
        raise
    if not answered:
        opened.close()
        raise StoreFailed("it does not answer the canary question")
    return opened


def in_memory_edition(
    library: Guidance,
    encoder: Encoder,
    split: SentenceSplitter,
    phrasings: Iterable[Phrasing] = (),
    *,
    kept: VectorCache | None = None,
) -> OpenEdition:
    """An edition that was never written to disk, for tests and evaluations: exact search. Vectors
    in `kept` are not worked out again.
    """
    entries = entries_of(library.documents, library.paragraphs, split, phrasings, encoder)
    vectors = (kept or encoder).encode([one.text for one in entries])
    manifest = Manifest(
        edition=EditionId("in-memory"),
        created=datetime.now(UTC),
        content="",
        model=encoder.name,
        dimensions=encoder.dimensions,
        store="memory",
        documents=len(library.documents),
        paragraphs=len(library.paragraphs),
        entries=len(entries),
        files={},
    )
    return OpenEdition(
        manifest=manifest,
        documents={one.slug: one for one in library.documents},
        paragraphs=tuple(library.paragraphs),
        entries=entries,
        vectors=vectors,
        store=MemoryStore([one.entry_id for one in entries], vectors),
    )
