"""Vectors kept by the digest of their text, so that unchanged text is not encoded again.

One file a model: records of one size, each a sha256, a vector and a checksum, only ever appended.
A torn or foreign record ends what is read; the next append cuts it off. Losing the file costs time.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors

KEY_BYTES = 32
CHECK_BYTES = 4
BATCH = 64
KEPT_TIMES = 4  # rewrite the file when it holds this many times what an edition needs

Progress = Callable[[int, int], None]


def _untold(_done: int, _total: int) -> None:
    """Nobody waits for news of it."""


class VectorCache:
    """The cached vectors of one encoder, under the state folder."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._path = folder / (re.sub(r"[^\w.@-]", "-", encoder.name) + ".vectors")
        self._size = KEY_BYTES + 4 * encoder.dimensions + CHECK_BYTES

    def encode(self, texts: Sequence[str], on_progress: Progress = _untold) -> Vectors:
        """The (n, dimensions) vectors of `texts`, encoding only those not seen before. Each batch
        is kept at once, so that a build that is killed goes on from where it was.
        """
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        known = self._read()
        unseen = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Texts of like length share a batch: padding to the longest is wasted work.
        missing = sorted(unseen.items(), key=lambda item: len(item[1]))
        on_progress(len(texts) - len(missing), len(texts))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            rows = self._encoder.encode([text for _, text in batch])
            fresh = {key: row for (key, _), row in zip(batch, rows, strict=True)}
            self._append(fresh)
            known.update(fresh)
            on_progress(len(texts) - len(missing) + start + len(batch), len(texts))
        if len(known) > KEPT_TIMES * max(1, len(set(keys))):
            self._rewrite(known, set(keys))
        vectors = np.zeros((len(texts), self._encoder.dimensions), np.float32)
        for at, key in enumerate(keys):
            vectors[at] = known[key]
        return vectors

    def _read(self) -> dict[bytes, Vectors]:
        try:
            raw = self._path.read_bytes()
        except OSError:
            return {}
        known: dict[bytes, Vectors] = {}
        for start in range(0, self._sound(raw), self._size):
            record = raw[start : start + self._size]
            known[record[:KEY_BYTES]] = np.frombuffer(record[KEY_BYTES:-CHECK_BYTES], np.float32)
        return known

    def _sound(self, raw: bytes) -> int:
        """How many bytes from the start are whole records with the right checksum."""
        for start in range(0, len(raw), self._size):
            record = raw[start : start + self._size]
            if len(record) < self._size or record[-CHECK_BYTES:] != _check(record[:-CHECK_BYTES]):
                return start
        return len(raw)

    def _append(self, fresh: Mapping[bytes, Vectors]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            file.truncate(self._sound(file.read()))
            file.write(_records(fresh, fresh))

    def _rewrite(self, known: Mapping[bytes, Vectors], wanted: Iterable[bytes]) -> None:
        beside = self._path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(_records(known, wanted))
        with contextlib.suppress(OSError):
            beside.replace(self._path)


def _records(vectors: Mapping[bytes, Vectors], keys: Iterable[bytes]) -> bytes:
    bodies = (key + np.asarray(vectors[key], np.float32).tobytes() for key in keys)
    return b"".join(body + _check(body) for body in bodies)


def _check(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(CHECK_BYTES, "big")
