"""What the second reader of names learns, and that its weights say it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.screening.context_reader import ContextWeights, Doubtful
from evals.train_name_context import fitted

COUNT, SIZE = 20_000, 4


@pytest.fixture(scope="module")
def learned() -> tuple[ContextWeights, list[Doubtful], np.ndarray, np.ndarray]:
    """From words whose first score says little and whose vector says all, of two standings."""
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(COUNT, SIZE)).astype(np.float32) * 3 + 1
    named = vectors[:, 1] > 1.0
    scores = chance.normal(size=COUNT).astype(np.float32)
    standings = ["Gt" if number % 2 else "Nt" for number in range(COUNT)]
    raw = json.loads(json.dumps(fitted(scores, standings, vectors, named)))
    by_standing = {name: (added, share) for name, (added, share) in raw.pop("standings").items()}
    vector = np.asarray(raw.pop("vector"), np.float32)
    words = [
        Doubtful(0, 1, standing, float(score))
        for standing, score in zip(standings, scores, strict=True)
    ]
    return ContextWeights(**raw, standings=by_standing, vector=vector), words, vectors, named


def test_the_weights_tell_names_by_their_vectors(
    learned: tuple[ContextWeights, list[Doubtful], np.ndarray, np.ndarray],
) -> None:
    weights, words, vectors, named = learned
    scores = np.array(weights.score(words, vectors))
    plain = np.array([word.standing == "Gt" for word in words])
    assert ((scores > 0) == named)[plain].mean() > 0.9


def test_a_first_name_that_is_an_english_word_must_score_higher(
    learned: tuple[ContextWeights, list[Doubtful], np.ndarray, np.ndarray],
) -> None:
    weights, _, vectors, _ = learned
    pair = [Doubtful(0, 1, standing, 0.0) for standing in ("Gt", "Nt")]
    plain, english = weights.score(pair, vectors[[0, 0]])
    assert 0.5 < plain - english < 1.1
