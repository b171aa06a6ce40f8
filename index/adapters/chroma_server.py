"""The vectors of an edition on a Chroma server (`chroma run`), for a service on several hosts.

The server checks no password of its own (chroma-core/chroma#4965): keep it on a private network.
Each edition has a collection of its own, which nothing writes to once it is published.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.adapters.chroma import ChromaStore, chroma_errors, not_found, write_collection
from index.errors import StoreFailed
from index.files import read_vectors
from index.store import VectorStore

NOTE = "chroma.json"


class ChromaServerStores:
    """Collections on the server at `url` ("http://chroma.internal:8000")."""

    def __init__(self, url: str) -> None:
        """Raises ValueError when `url` is not an http or https address."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is not an address like http://127.0.0.1:8001")
        self._host, self._ssl = parts.hostname, parts.scheme == "https"
        self._port = parts.port or (443 if self._ssl else 80)

    @property
    def version(self) -> str:
        """The release of the client; an edition is built anew when it moves to a server."""
        from importlib.metadata import version  # noqa: PLC0415

        return f"chromadb {version('chromadb')} server"

    def write(self, folder: Path, ids: Sequence[str], probes: Sequence[int]) -> None:
        """Write and check a new collection; its name is noted in `folder`."""
        name = f"guidance-{uuid.uuid4().hex}"
        (folder / NOTE).write_text(json.dumps({"collection": name}), encoding="utf-8")
        vectors = read_vectors(folder)
        with chroma_errors("write"):
            client = self._client()
            try:
                write_collection(client, ids, vectors, name)
                store = ChromaStore(client, vectors.shape[1], collection=name)
                lost = not_found(store, ids, vectors, probes)
            finally:
                client.close()
        if lost:
            raise StoreFailed("the store does not find its own vectors", tuple(lost))

    def open(self, folder: Path) -> VectorStore:
        """Open the collection that `folder` names."""
        name, dimensions = _collection(folder), read_vectors(folder).shape[1]
        with chroma_errors("open"):
            return ChromaStore(self._client(), dimensions, collection=name)

    def remove(self, folder: Path) -> None:
        """Delete the collection that `folder` names; a folder that names none has none."""
        if not (folder / NOTE).is_file():
            return
        name = _collection(folder)
        with chroma_errors("delete"):
            client = self._client()
            try:
                if name in {one.name for one in client.list_collections()}:
                    client.delete_collection(name)
            finally:
                client.close()

    def _client(self) -> Any:  # noqa: ANN401 - typed loosely by the library
        import chromadb  # noqa: PLC0415 - half a second to import
        from chromadb.config import Settings  # noqa: PLC0415

        settings = Settings(anonymized_telemetry=False)
        return chromadb.HttpClient(self._host, self._port, ssl=self._ssl, settings=settings)


def _collection(folder: Path) -> str:
    try:
        return str(json.loads((folder / NOTE).read_text(encoding="utf-8"))["collection"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreFailed(f"{folder.name}/{NOTE} cannot be read: {error!r}") from error
