"""Unchanged text is not encoded again; a torn cache costs time, never a wrong vector."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adapters.memory import HashingEncoder
from index.encoder import Vectors
from index.vector_cache import KEPT_TIMES, VectorCache

TEXTS = ["one board", "two boards", "three reviews", "one board"]


class CountingEncoder(HashingEncoder):
    """Keeps what it was asked to encode."""

    def __init__(self, dimensions: int = 8) -> None:
        super().__init__(dimensions)
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().encode(texts)


def quiet(done: int, total: int) -> None:
    """Say nothing."""


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_each_text_is_encoded_once(tmp_path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    vectors = VectorCache(tmp_path, first).encode(TEXTS, quiet)
    assert sorted(first.asked) == sorted(set(TEXTS))
    again = VectorCache(tmp_path, second).encode([*TEXTS, "four"], quiet)
    assert second.asked == ["four"]
    assert np.array_equal(again[:4], vectors)
    assert np.array_equal(vectors, HashingEncoder(8).encode(TEXTS))


def test_another_model_has_a_cache_of_its_own(tmp_path: Path) -> None:
    VectorCache(tmp_path, CountingEncoder(8)).encode(TEXTS, quiet)
    other = CountingEncoder(16)
    assert VectorCache(tmp_path, other).encode(TEXTS, quiet).shape == (4, 16)
    assert len(other.asked) == 3


def test_what_was_encoded_before_a_kill_is_kept(tmp_path: Path) -> None:
    class Killed(CountingEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            if self.asked:
                raise KeyboardInterrupt
            return super().encode(texts)

    many = [f"text {number}" for number in range(200)]
    killed = Killed()
    with pytest.raises(KeyboardInterrupt):
        VectorCache(tmp_path, killed).encode(many, quiet)
    rest = CountingEncoder()
    VectorCache(tmp_path, rest).encode(many, quiet)
    assert sorted(killed.asked + rest.asked) == sorted(many)


@settings(deadline=None)
@given(at=st.integers(0, 10_000), cut=st.booleans())
def test_a_torn_cache_never_gives_a_wrong_vector(
    tmp_path_factory: pytest.TempPathFactory, at: int, *, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    VectorCache(folder, CountingEncoder()).encode(TEXTS, quiet)
    raw = bytearray(the_file(folder).read_bytes())
    at %= len(raw)
    raw[at] ^= 0xFF
    the_file(folder).write_bytes(raw[:at] if cut else raw)
    for _ in range(2):
        vectors = VectorCache(folder, CountingEncoder()).encode(TEXTS, quiet)
        assert np.array_equal(vectors, HashingEncoder(8).encode(TEXTS))
    healed = CountingEncoder()
    VectorCache(folder, healed).encode(TEXTS, quiet)
    assert healed.asked == []


def test_texts_no_longer_used_do_not_pile_up_for_ever(tmp_path: Path) -> None:
    for number in range(5):
        many = [f"text {number} {at}" for at in range(20)]
        VectorCache(tmp_path, CountingEncoder()).encode(many, quiet)
    record = 32 + 4 * 8 + 4
    assert the_file(tmp_path).stat().st_size <= KEPT_TIMES * 20 * record
    last = CountingEncoder()
    VectorCache(tmp_path, last).encode(many, quiet)
    assert last.asked == []


def test_progress_counts_what_is_known_as_done(tmp_path: Path) -> None:
    VectorCache(tmp_path, CountingEncoder()).encode(TEXTS, quiet)
    told: list[tuple[int, int]] = []
    VectorCache(tmp_path, CountingEncoder()).encode(
        [*TEXTS, "new"], lambda *step: told.append(step)
    )
    assert told == [(4, 5), (5, 5)]
