"""The seam from a vector to the nearest entries. Implementations lie in `index.adapters`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.encoder import Vectors


class VectorStore(Protocol):
    """The vectors of one edition; never written once it is open. Safe to call from many threads."""

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` entries nearest to a (dimensions,) unit vector: ids with their cosine, -1 to 1,
        best first; fewer when the store holds fewer. A vector of another length is a ValueError.
        """
        ...

    def count(self) -> int:
        """How many vectors the store says it holds; not proof that they can be found."""
        ...

    def close(self) -> None:
        """Let go of files and memory. The store answers nothing afterwards."""
        ...


class VectorStores(Protocol):
    """Writes the store of an edition that is being built, and opens it afterwards."""

    @property
    def version(self) -> str:
        """Names the library and its release, for the manifest."""
        ...

    def write(self, folder: Path, ids: Sequence[str], probes: Sequence[int]) -> None:
        """Write `folder`/vectors.npy, whose rows are named by `ids`, to a store in `folder`.

        Each row in `probes` is then looked up by its own vector and must be found. Raises
        `index.errors.StoreFailed`, with the ids it could not find, when the store is not sound.
        """
        ...

    def open(self, folder: Path) -> VectorStore:
        """Open the store written to `folder`. Raises `StoreFailed` when it cannot be opened."""
        ...

    def remove(self, folder: Path) -> None:
        """Delete what the store of `folder` keeps elsewhere, if anything, before the folder goes.
        Raises `StoreFailed` when that cannot be reached.
        """
        ...
