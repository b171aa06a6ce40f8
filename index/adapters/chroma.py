"""The vectors of an edition in Chroma: one folder an edition, written once, in a child process.

Chroma writes its index in place: a kill while it writes leaves a folder that fails, crashes the
process or grows without bound when it is opened (chroma-core/chroma#6979). So it is written beside
the live edition by a child with limits, checked there by queries, and never touched again.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import Vectors
from index.errors import StoreFailed
from index.files import read_entry_ids, read_vectors
from index.folders import PrivateCopy
from index.store import VectorStore

FOLDER = "chroma"
COLLECTION = "entries"
BATCH = 4_000  # 5,461 is the most Chroma takes
WALL_SECONDS = 600
ADDRESS_SPACE = 8 << 30  # Chroma maps files generously; resident it stays under 0.3 GB
HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 400, "ef_search": 400}
PROBE_NEIGHBOURS = 3
SAME = 0.999


class ChromaStore:
    """An open collection. Chroma's answers are approximate: see the contract test for how near."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - typed loosely by the library
        dimensions: int,
        copy: PrivateCopy | None = None,
        collection: str = COLLECTION,
    ) -> None:
        """`copy` is deleted on close."""
        self._client = client
        self._dimensions = dimensions
        self._copy = copy
        with chroma_errors("open"):
            self._collection = client.get_collection(collection, embedding_function=None)

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest entries. Raises `StoreFailed` when Chroma does."""
        if vector.shape != (self._dimensions,):
            raise ValueError(f"a vector of shape {vector.shape} in {self._dimensions}-d")
        with chroma_errors("query"):
            found = self._collection.query(
                query_embeddings=[vector], n_results=max(1, k), include=["distances"]
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(entry_id, 1.0 - float(distance)) for entry_id, distance in pairs][:k]

    def count(self) -> int:
        """How many rows Chroma says it holds."""
        with chroma_errors("count"):
            return int(self._collection.count())

    def close(self) -> None:
        """Close the client, without which file handles add up with every edition."""
        try:
            with chroma_errors("close"):
                self._client.close()
        finally:
            if self._copy is not None:
                self._copy.remove()


class ChromaStores:
    """Chroma inside this process, in the edition's own folder."""

    @property
    def version(self) -> str:
        """The release of Chroma, as its files may not be read by another."""
        from importlib.metadata import version  # noqa: PLC0415

        return f"chromadb {version('chromadb')}"

    def write(self, folder: Path, ids: Sequence[str], probes: Sequence[int]) -> None:  # noqa: ARG002 - the child reads the ids from the edition's files
        """Write and check `folder`/chroma in a child process with limits on memory, file size and
        time, so that nothing it does can reach this process.
        """
        command = [sys.executable, "-m", "index.adapters.chroma", str(folder)]
        root = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "PYTHONPATH": root, "ANONYMIZED_TELEMETRY": "False"}
        try:
            done = subprocess.run(  # noqa: S603 - our own module, no shell
                command,
                input="\n".join(map(str, probes)),
                env=environment,
                capture_output=True,
                text=True,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise StoreFailed(f"Chroma took over {WALL_SECONDS} s to write") from error
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            missing = tuple(line for line in done.stdout.splitlines() if line)
            raise StoreFailed(f"Chroma ended with {done.returncode}: {last}", missing)

    def open(self, folder: Path) -> VectorStore:
        """Open a private copy of `folder`/chroma: Chroma writes to its SQLite file each time it is
        opened, which would alter the edition and let two processes stand in each other's way.
        """
        if not (folder / FOLDER / "chroma.sqlite3").is_file():
            raise StoreFailed(f"{folder.name}/{FOLDER} is missing")  # or Chroma would make one
        dimensions = read_vectors(folder).shape[1]
        try:
            copy = PrivateCopy(folder / FOLDER, folder.parent)
        except OSError as error:
            raise StoreFailed(f"{folder.name}/{FOLDER} cannot be copied: {error}") from error
        try:
            with chroma_errors("open"):
                return ChromaStore(_client(copy.folder), dimensions, copy)
        except StoreFailed:
            copy.remove()
            raise

    def remove(self, folder: Path) -> None:
        """Nothing lies outside the folder."""


def write_collection(
    client: Any,  # noqa: ANN401 - typed loosely by the library
    ids: Sequence[str],
    vectors: Vectors,
    name: str = COLLECTION,
) -> None:
    """Create the collection and add every row, then read its configuration back: Chroma replaces
    settings it does not know without a word.
    """
    collection = client.create_collection(
        name, embedding_function=None, configuration={"hnsw": dict(HNSW)}
    )
    for start in range(0, len(ids), BATCH):
        rows = slice(start, start + BATCH)
        collection.add(ids=list(ids[rows]), embeddings=np.asarray(vectors[rows]))
    kept = dict(collection.configuration_json.get("hnsw") or {})
    if {name: kept.get(name) for name in HNSW} != HNSW:
        raise StoreFailed(f"Chroma kept other settings: {kept}")
    if collection.count() != len(ids):
        raise StoreFailed(f"Chroma counts {collection.count()} rows of {len(ids)}")


def not_found(
    store: VectorStore, ids: Sequence[str], vectors: Vectors, probes: Sequence[int]
) -> list[str]:
    """The probes that their own vector does not find: nothing near has cosine 1 to it. Equal texts
    have equal vectors, so the entry itself is not asked for; its id alone would prove nothing.
    """
    lost = []
    for at in probes:
        found = store.nearest(np.asarray(vectors[at]), PROBE_NEIGHBOURS)
        if not any(cosine >= SAME for _, cosine in found):
            lost.append(ids[at])
    return lost


@contextmanager
def chroma_errors(doing: str) -> Iterator[None]:
    """Everything Chroma raises becomes a `StoreFailed`: its errors have no common base, and its
    Rust part raises `BaseException` subclasses when it panics.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, StoreFailed):
        raise
    except BaseException as error:
        reason = f"Chroma could not {doing}: {type(error).__name__}: {error}"
        raise StoreFailed(reason) from error


def _client(folder: Path) -> Any:  # noqa: ANN401 - typed loosely by the library
    import chromadb  # noqa: PLC0415 - half a second to import
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(str(folder / FOLDER), settings=settings)


def _limit(vectors: Vectors) -> None:
    """No file may grow over ten times the vectors, or 256 MB: a torn index can fill a disk."""
    most = max(256 << 20, 10 * vectors.nbytes)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def main() -> int:
    """The child: write the store of the edition in argv[1], check the probes given on standard
    input, print the ids that were not found. Exit 0 when it is sound.
    """
    folder = Path(sys.argv[1])
    probes = [int(line) for line in sys.stdin.read().split()]
    ids, vectors = read_entry_ids(folder), read_vectors(folder)
    _limit(vectors)
    client = _client(folder)
    write_collection(client, ids, vectors)
    store = ChromaStore(client, vectors.shape[1])
    lost = not_found(store, ids, vectors, probes)
    store.close()
    sys.stdout.write("\n".join(lost))
    if lost:
        sys.stderr.write("the store does not find its own vectors\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
