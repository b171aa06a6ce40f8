"""A cross-encoder of sentence-transformers as reranker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.adapters.sentence_transformers import BATCH, quiet_library
from index.errors import ModelUnusable
from index.features import Column
from index.reranker import Reranker


class CrossEncoderReranker:
    """Any model that sentence-transformers can load as a cross-encoder with one score a pair."""

    def __init__(self, model: str) -> None:
        """`model` is a folder, or the name of a model in the library's own cache; nothing is ever
        downloaded. Takes 8 s or so, nearly all of it imports. Raises `ModelUnusable`.
        """
        library = quiet_library(model)
        try:
            self._model = library.CrossEncoder(
                model, device="cpu", trust_remote_code=False, local_files_only=True
            )
        except Exception as error:  # safetensors and tokenizers raise plain Exception
            raise ModelUnusable(model, f"cannot be loaded as a reranker: {error}") from error
        if self._model.num_labels != 1:
            raise ModelUnusable(model, f"gives {self._model.num_labels} scores a pair, not one")

    def scores(self, question: str, texts: Sequence[str]) -> Column:
        """(n,): the model's score of each pair of question and text."""
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(question, text) for text in texts]
        scores = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(scores, np.float32)


def reranker(model: str | None) -> Reranker | None:
    """The reranker named, or None: without a name nothing is put in another order."""
    return None if model is None else CrossEncoderReranker(model)
