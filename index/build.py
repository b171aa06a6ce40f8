"""From paragraphs to a finished edition folder: embed, write, check, settle. Switches nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from corpus.phrasings import Phrasing
from index import files
from index.checks import check_entries, check_guidance, check_opened, check_vectors
from index.edition import EditionId, edition_folder
from index.encoder import Encoder, Vectors
from index.entries import Entry, EntryKind, SentenceSplitter, entries_of
from index.errors import BuildFailed
from index.files import Manifest
from index.folders import build_folder, settle
from index.open_edition import Guidance, open_edition
from index.sentences import sentence_spans
from index.store import VectorStores
from index.vector_cache import VectorCache
from index.verify import digests

# Raise when what is written for the same paragraphs changes, so that a publication is not skipped.
LAYOUT = 1

# Stage in a person's words, how far, out of how many.
Progress = Callable[[str, int, int], None]


def no_progress(stage: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class BuiltEdition:
    """An edition that passed its checks and lies in `folder`; `digest` is its manifest's sha256."""

    edition: EditionId
    folder: Path
    digest: str
    manifest: Manifest


@dataclass(frozen=True)
class EditionBuilder:
    """Builds editions under `home`, the state folder."""

    home: Path
    encoder: Encoder
    stores: VectorStores
    now: Callable[[], datetime]
    split: SentenceSplitter = sentence_spans

    def content(self, library: Guidance, phrasings: Iterable[Phrasing]) -> str:
        """The digest of everything that an edition's answers depend on."""
        parts = (
            LAYOUT,
            self.encoder.name,
            self.stores.version,
            [asdict(one) for one in library.documents],
            [asdict(one) for one in library.paragraphs],
            [asdict(one) for one in phrasings],
        )
        text = json.dumps(parts, default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def build(
        self,
        library: Guidance,
        phrasings: Sequence[Phrasing] = (),
        on_progress: Progress = no_progress,
    ) -> BuiltEdition:
        """Build and check an edition in a hidden folder, then move it to `editions/<id>`.

        Raises `BuildFailed` or `StoreFailed`, and leaves nothing behind, when a check fails.
        """
        check_guidance(library)
        entries = entries_of(
            library.documents, library.paragraphs, self.split, phrasings, self.encoder
        )
        check_entries(library, entries)
        cache = VectorCache(self.home / "vectors", self.encoder)
        texts = [entry.text for entry in entries]
        vectors = cache.encode(texts, lambda done, total: on_progress("encoding", done, total))
        check_vectors(entries, vectors)
        with build_folder(self.home) as folder:
            _write(folder, library, entries, vectors)
            on_progress("writing and checking the index", 0, 1)
            probes = [at for at, entry in enumerate(entries) if entry.kind is EntryKind.CONTEXT]
            self.stores.write(folder, [entry.entry_id for entry in entries], probes)
            manifest = self._manifest(folder, library, phrasings, len(entries))
            digest = files.write_manifest(folder, manifest)
            self._check(folder, digest)
            final = edition_folder(self.home, manifest.edition)
            try:
                settle(folder, final)
            except OSError as error:
                raise BuildFailed(f"{final.name} cannot be written: {error}") from error
        on_progress("writing and checking the index", 1, 1)
        return BuiltEdition(manifest.edition, final, digest, manifest)

    def _manifest(
        self, folder: Path, library: Guidance, phrasings: Sequence[Phrasing], entries: int
    ) -> Manifest:
        created = self.now()
        content = self.content(library, phrasings)
        return Manifest(
            edition=_free_id(self.home, created, content),
            created=created,
            content=content,
            model=self.encoder.name,
            dimensions=self.encoder.dimensions,
            store=self.stores.version,
            documents=len(library.documents),
            paragraphs=len(library.paragraphs),
            entries=entries,
            files=digests(folder),
        )

    def _check(self, folder: Path, digest: str) -> None:
        """Open the build as a reader will, from its files alone."""
        opened = open_edition(folder, self.stores, digest)
        try:
            check_opened(opened)
        finally:
            opened.close()


def _write(folder: Path, library: Guidance, entries: Sequence[Entry], vectors: Vectors) -> None:
    files.write_documents(folder, library.documents)
    files.write_lines(folder / files.PARAGRAPHS, library.paragraphs)
    files.write_lines(folder / files.ENTRIES, entries)
    np.save(folder / files.VECTORS, vectors, allow_pickle=False)


def _free_id(home: Path, created: datetime, content: str) -> EditionId:
    """Sorts by time and shows the content: `2026-11-22-014159-1a2b3c`."""
    name = f"{created:%Y-%m-%d-%H%M%S}-{content[:6]}"
    candidates = (EditionId(f"{name}-{again}" if again > 1 else name) for again in range(1, 1000))
    return next(one for one in candidates if not edition_folder(home, one).exists())
