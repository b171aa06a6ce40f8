"""A reranker puts the best paragraphs in another order, and changes nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from index.adapters.cross_encoder import CrossEncoderReranker
from index.adapters.memory import HashingEncoder
from index.open_edition import OpenEdition
from index.reranker import READ, reranked
from index.search import Searcher
from tests.index.tiny_model import save_tiny_cross_encoder

QUESTION = "who makes sure that staff are trained to see the signs of neglect"


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoderReranker:
    folder = tmp_path_factory.mktemp("model") / "tiny-cross-encoder"
    return CrossEncoderReranker(str(save_tiny_cross_encoder(folder)))


def test_the_best_change_places_as_the_cross_encoder_says(
    edition: OpenEdition, cross_encoder: CrossEncoderReranker
) -> None:
    plain = Searcher(HashingEncoder())
    before = plain.rank(plain.prepare(edition), QUESTION)
    searcher = Searcher(HashingEncoder(), reranker=cross_encoder)
    after = searcher.rank(searcher.prepare(edition), QUESTION)
    best = before.order[:READ]
    texts = [edition.paragraphs[row].text for row in best]
    scores = cross_encoder.scores(QUESTION, texts)
    both = sum((one - one.mean()) / one.std() for one in (before.total[best], scores))
    assert after.order[:READ] == [best[at] for at in np.argsort(-both, kind="stable")]
    assert after.order[:READ] != best


def test_the_totals_and_the_others_stay(
    edition: OpenEdition, cross_encoder: CrossEncoderReranker
) -> None:
    searcher = Searcher(HashingEncoder(), reranker=cross_encoder)
    ready = searcher.prepare(edition)
    before = searcher.rank(ready, QUESTION, frozenset({"reranker"}))
    after = searcher.rank(ready, QUESTION)
    assert np.array_equal(np.sort(before.total), np.sort(after.total))
    assert before.order[READ:] == after.order[READ:]


def test_there_is_none_unless_one_is_given(edition: OpenEdition) -> None:
    searcher = Searcher(HashingEncoder())
    ready = searcher.prepare(edition)
    left_out = searcher.rank(ready, QUESTION, frozenset({"reranker"}))
    assert searcher.rank(ready, QUESTION).order == left_out.order


def test_equal_scores_change_nothing() -> None:
    total = np.array([1.0, 4.0, 3.0, 2.0], np.float32)
    assert np.array_equal(reranked(total, [1, 2, 3], np.full(3, 0.5, np.float32)), total)


def test_a_clear_score_lifts_a_paragraph() -> None:
    total = np.array([1.0, 4.0, 3.9, 2.0], np.float32)
    moved = reranked(total, [1, 2, 3], np.array([0.0, 9.0, 0.0], np.float32))
    assert np.array_equal(moved, np.array([1.0, 3.9, 4.0, 2.0], np.float32))
