"""The adapter: what it may do to vectors, whose vectors it is for, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.train_adapter import Asking, fit, found
from index.adapter import Adapter, fitting, shipped
from index.adapters.memory import HashingEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Vectors
from index.open_edition import OpenEdition
from index.prepared import Prepared

PARAGRAPHS, PHRASINGS, SIZE = 60, 60, 48


def _unit(rows: NDArray[np.float64]) -> Vectors:
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture(scope="module")
def asking() -> Asking:
    """Texts and phrasings that share a meaning (the first half of a vector), not a style (the
    second half).
    """
    random = np.random.default_rng(1)
    meaning = random.normal(size=(PARAGRAPHS, SIZE // 2))
    owner = np.repeat(np.arange(PARAGRAPHS), PHRASINGS)
    texts = np.concatenate([meaning, 2 * random.normal(size=meaning.shape)], axis=1)
    style = 2 * random.normal(size=(len(owner), SIZE // 2))
    asked = np.concatenate([meaning[owner], style], axis=1)
    return Asking(
        np.concatenate([_unit(texts), _unit(asked)]),
        np.concatenate([np.arange(PARAGRAPHS), owner]),
        np.arange(PARAGRAPHS, PARAGRAPHS + len(owner)),
    )


def test_it_learns_which_text_a_phrasing_asks_for(asking: Asking) -> None:
    adapter = fit(asking, "made", lambda _: None)
    assert found(asking, adapter) > found(asking, None)


def test_the_same_phrasings_give_the_same_adapter(asking: Asking) -> None:
    first, again = (fit(asking, "made", lambda _: None) for _ in range(2))
    assert np.array_equal(first.down, again.down)
    assert np.array_equal(first.up, again.up)


def test_adapted_vectors_are_unit_rows(asking: Asking) -> None:
    random = np.random.default_rng(2)
    down, up = _unit(random.normal(size=(SIZE, 3))), _unit(random.normal(size=(3, SIZE)))
    adapter = Adapter("made", down, up)
    lengths = np.linalg.norm(adapter.apply(asking.vectors), axis=1)
    assert np.allclose(lengths, 1.0, atol=1e-5)


def test_a_map_of_nothing_changes_nothing(asking: Asking) -> None:
    nothing = Adapter("made", np.zeros((SIZE, 2), np.float32), np.zeros((2, SIZE), np.float32))
    assert np.allclose(nothing.apply(asking.vectors), asking.vectors, atol=1e-6)


def test_the_shipped_one_is_for_the_default_encoder_alone() -> None:
    encoder = sentence_encoder(None)
    assert fitting(encoder.name) is shipped()
    assert shipped().down.shape[0] == shipped().up.shape[1] == encoder.dimensions
    assert fitting(HashingEncoder().name) is None


def test_vectors_of_another_encoder_stay_as_they_are(edition: OpenEdition) -> None:
    ready = Prepared(edition, HashingEncoder().pieces)
    assert ready.adapter is None
    assert ready.adapted is edition.vectors
