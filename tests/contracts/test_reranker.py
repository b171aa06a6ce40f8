"""What every reranker promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.adapters.cross_encoder import CrossEncoderReranker, reranker
from index.adapters.memory import SharedWordsReranker
from index.errors import ModelUnusable
from index.reranker import Reranker
from tests.index.tiny_model import save_tiny_cross_encoder

QUESTION = "What must a board publish after a serious case review?"
TEXTS = ["A board must publish the review.", "", "🙂", "Munro " * 600, "the children"]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_cross_encoder(tmp_path_factory.mktemp("model") / "tiny-cross-encoder")


@pytest.fixture(params=["words", "tiny cross-encoder"])
def judge(request: pytest.FixtureRequest) -> Reranker:
    if request.param == "words":
        return SharedWordsReranker()
    return CrossEncoderReranker(str(request.getfixturevalue("tiny")))


def test_each_text_has_one_finite_score(judge: Reranker) -> None:
    scores = judge.scores(QUESTION, TEXTS)
    assert scores.dtype == np.float32
    assert scores.shape == (len(TEXTS),)
    assert np.isfinite(scores).all()


def test_no_texts_have_no_scores(judge: Reranker) -> None:
    assert judge.scores(QUESTION, []).shape == (0,)


def test_a_text_has_one_score_alone_or_in_company(judge: Reranker) -> None:
    together = judge.scores(QUESTION, TEXTS)
    alone = np.concatenate([judge.scores(QUESTION, [text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


def test_without_a_name_there_is_none() -> None:
    assert reranker(None) is None


def test_a_missing_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="cannot be loaded as a reranker"):
        reranker(str(tmp_path / "nowhere"))


def test_a_model_of_several_scores_is_refused(tmp_path: Path) -> None:
    folder = save_tiny_cross_encoder(tmp_path / "three", scores=3)
    with pytest.raises(ModelUnusable, match="3 scores a pair"):
        reranker(str(folder))
