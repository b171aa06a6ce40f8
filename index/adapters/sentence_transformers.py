"""Any model that sentence-transformers can load from a folder, and the choice of encoder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.adapters.bert import BertEncoder
from index.adapters.model_folder import check_weights, default_model_folder, model_name
from index.encoder import Encoder, Vectors
from index.errors import ModelUnusable

BATCH = 32


class SentenceTransformersEncoder:
    """A sentence-transformers model read from a local folder; nothing is ever downloaded."""

    def __init__(self, folder: Path | None = None) -> None:
        """The installed default model, whose weights are checked, or the one in `folder`.
        Takes 8 s or so, nearly all of it imports. Raises `ModelUnusable`.
        """
        pinned = folder is None
        folder = folder or default_model_folder()
        self._name = model_name(folder, check_weights(folder, pinned=pinned))
        self._model = _load(folder)

    @property
    def name(self) -> str:
        """The model's name with the start of its weights' digest."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def window(self) -> int:
        """How many word pieces are read, the model's own marks included."""
        return int(self._model.max_seq_length)

    def pieces(self, text: str) -> int:
        """How many word pieces `text` takes, without the model's own marks."""
        return len(self._model.tokenizer.tokenize(text))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) unit rows."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        rows = self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        vectors: Vectors = np.asarray(rows, np.float32)
        return vectors


def sentence_encoder(model: str | None) -> Encoder:
    """The default model in numpy, or whatever sentence-transformers makes of the folder `model`."""
    return BertEncoder() if model is None else SentenceTransformersEncoder(Path(model))


def quiet_library(model: str) -> Any:  # noqa: ANN401 - the library is not typed
    """sentence-transformers itself, offline and silent, for `model`. Raises `ModelUnusable`."""
    # Set before the import: the hub client reads it once, when it is imported.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import sentence_transformers  # noqa: PLC0415 - seconds to import
        import torch  # noqa: PLC0415
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415
    except ImportError as error:
        raise ModelUnusable(model, f"sentence-transformers: {error}") from error
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call] # not typed there
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call] # not typed there
    torch.set_num_threads(max(1, min(os.cpu_count() or 1, 4)))
    return sentence_transformers


def _load(folder: Path) -> Any:  # noqa: ANN401 - the library is not typed
    library = quiet_library(str(folder))
    try:
        return library.SentenceTransformer(
            str(folder), device="cpu", trust_remote_code=False, local_files_only=True
        )
    except Exception as error:  # safetensors and tokenizers raise plain Exception
        raise ModelUnusable(str(folder), f"cannot be loaded: {error}") from error
