"""The default sentence model in numpy: ready in half a second and without torch.

sentence-transformers takes 8 to 9 s on two cores to import before it can encode anything, nearly
all that the start of the service may take, and 500 MB. The forward pass of a small BERT (Devlin et
al. 2019, arXiv:1810.04805) with mean pooling (Reimers and Gurevych 2019, arXiv:1908.10084) is short
enough to own, and quicker here for thousands of texts too; `tests/contracts/test_encoder.py` holds
it to sentence-transformers' own vectors.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.adapters.model_folder import WEIGHTS, check_weights, default_model_folder, model_name
from index.encoder import Vectors
from index.errors import ModelUnusable

BATCH_PIECES = 1024  # word pieces in one batch: keeps the arrays of a layer within the cache
MOST_TEXTS = 64
MOST_WORKERS = 4
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
QUERY_KEY_VALUE = ("query", "key", "value")
BLOCKED = np.float32(-1e9)


class BertEncoder:
    """The installed all-MiniLM-L6-v2, or any BERT with mean pooling saved in the same layout."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises `ModelUnusable` when files are missing, altered or not a mean-pooled BERT.

        Sets numpy's matrix products to one thread for the whole process. Two threads are a fifth
        quicker on an idle machine, but wait for each other on a busy one: 49 ms a question against
        405 ms at a load of 7 on two cores.
        """
        from safetensors.numpy import load_file  # noqa: PLC0415 - heavy, only when used
        from threadpoolctl import threadpool_limits  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        threadpool_limits(limits=1, user_api="blas")
        pinned = folder is None
        folder = folder or default_model_folder()
        weights = check_weights(folder, pinned=pinned)
        self._name = model_name(folder, weights)
        try:
            self._config = _config(folder)
            self._layers = int(self._config["num_hidden_layers"])
            self._weights = _Weights(load_file(folder / WEIGHTS), self._layers)
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except ModelUnusable:
            raise
        except Exception as error:  # safetensors and tokenizers raise plain Exception
            raise ModelUnusable(str(folder), repr(error)) from error
        self._window = int(self._config["window"])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._marks: list[int] = self._tokenizer.encode("").ids

    def tuned(self, name: str, changes: Mapping[str, NDArray[np.float32]]) -> BertEncoder:
        """The same model with other biases and norms, sharing its matrices: another task for a few
        thousand numbers (Ben Zaken et al. 2022, arXiv:2106.10199).

        Args:
            name: what its vectors are called.
            changes: tensors by their name in the model, each of the shape it replaces.

        Raises:
            ModelUnusable: this model has no such tensor.
        """
        other = copy(self)
        other._name = name
        try:
            other._weights = self._weights.changed(changes)
        except (KeyError, ValueError) as error:
            raise ModelUnusable(name, f"does not fit {self._name}: {error}") from error
        return other

    @property
    def name(self) -> str:
        """The model's name with the start of its weights' digest."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._config["hidden_size"])

    @property
    def word_dimensions(self) -> int:
        """Length of a word's vector."""
        return self.dimensions

    @property
    def window(self) -> int:
        """How many word pieces are read, the two marks included."""
        return self._window

    def pieces(self, text: str) -> int:
        """How many word pieces `text` takes, without the marks at its two ends."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) unit rows. Texts of like length share a batch, as padding costs time."""
        encoded = self._tokenizer.encode_batch_fast(list(texts))
        rows = [self._cut(one.ids) for one in encoded]
        batches = list(_batches([len(row) for row in rows]))
        vectors = np.zeros((len(rows), self.dimensions), np.float32)

        def fill(batch: Sequence[int]) -> None:
            vectors[batch] = self._forward([rows[at] for at in batch])

        if len(batches) <= 1:  # a question: no thread is worth starting
            for batch in batches:
                fill(batch)
            return vectors
        # One product a thread: numpy lets the others run meanwhile.
        with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_WORKERS)) as workers:
            for _ in workers.map(fill, batches):
                pass
        return vectors

    def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
        """(n, `word_dimensions`): for each word at text[start:end] the mean of its pieces after
        the middle layer, which tells a word's part in its text as well as the last does and takes
        half the time; a text longer than the window is read in parts.
        """
        found = np.zeros((len(words), self.word_dimensions), np.float32)
        whole = self._tokenizer.encode(text, add_special_tokens=False)
        first, last = self._marks
        most = self._window - 2
        for begin in range(0, len(whole.ids), most):
            places = whole.offsets[begin : begin + most]
            pieces = _pieces_of(words, places)
            if pieces:
                row = [first, *whole.ids[begin : begin + most], last]
                hidden = self._halfway(row)[1:-1]
                for at, own in pieces.items():
                    found[at] = hidden[own].mean(axis=0)
        return found

    def _halfway(self, row: Sequence[int]) -> Vectors:
        """(pieces, dimensions) of one text after the middle layer."""
        layers = self._through(*self._embedded([row]))
        hidden: Vectors = next(islice(layers, self._layers // 2 - 1, None))[0]
        return hidden

    def _cut(self, ids: list[int]) -> list[int]:
        return ids if len(ids) <= self._window else [*ids[: self._window - 1], ids[-1]]

    def _forward(self, rows: Sequence[Sequence[int]]) -> Vectors:
        embedded, mask = self._embedded(rows)
        *_, hidden = self._through(embedded, mask)
        pooled = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _embedded(self, rows: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """The rows' pieces before the first layer, and 1.0 where there is a piece."""
        longest = max(len(row) for row in rows)
        ids = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros((len(rows), longest), np.float32)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1.0
        return self._weights.embed(ids), mask

    def _through(self, hidden: Vectors, mask: Vectors) -> Iterator[Vectors]:
        """What each layer makes of it, in order."""
        blocked = (1.0 - mask)[:, None, None, :] * BLOCKED
        for layer in range(self._layers):
            hidden = self._layer(f"encoder.layer.{layer}", hidden, blocked)
            yield hidden

    def _layer(self, name: str, hidden: Vectors, blocked: Vectors) -> Vectors:
        weights = self._weights
        attended = self._attention(f"{name}.attention.self", hidden, blocked)
        attended = weights.dense(f"{name}.attention.output.dense", attended)
        hidden = weights.norm(f"{name}.attention.output.LayerNorm", hidden + attended)
        inner = _gelu(weights.dense(f"{name}.intermediate.dense", hidden))
        inner = weights.dense(f"{name}.output.dense", inner)
        return weights.norm(f"{name}.output.LayerNorm", hidden + inner)

    def _attention(self, name: str, hidden: Vectors, blocked: Vectors) -> Vectors:
        count, length, size = hidden.shape
        heads = int(self._config["num_attention_heads"])
        projected = self._weights.dense(f"{name}.query_key_value", hidden)
        projected = projected.reshape(count, length, 3, heads, size // heads)
        query, key, value = projected.transpose(2, 0, 3, 1, 4)
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= np.float32((size // heads) ** -0.5)
        scores += blocked
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed: Vectors = (scores @ value).transpose(0, 2, 1, 3)
        return mixed.reshape(count, length, size)


def _pieces_of(
    words: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> dict[int, list[int]]:
    """The pieces that lie in each word, by the word's number; no entry for a word without."""
    found: dict[int, list[int]] = {}
    for at, (start, end) in enumerate(words):
        own = [n for n, (first, last) in enumerate(places) if first < end and start < last]
        if own:
            found[at] = own
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts of like length, `BATCH_PIECES` word pieces at most with their padding."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    start = 0
    while start < len(order):
        longest = lengths[order[min(start + MOST_TEXTS, len(order)) - 1]]
        size = min(max(1, BATCH_PIECES // longest), MOST_TEXTS)
        yield order[start : start + size]
        start += size


class _Weights:
    """The matrices of the model, turned once so that each product reads memory in order."""

    def __init__(self, tensors: Mapping[str, NDArray[Any]], layers: int) -> None:
        self._tensors = {
            name.removeprefix("bert."): np.asarray(tensor, np.float32)
            for name, tensor in tensors.items()
            if tensor.dtype.kind == "f"
        }
        for layer in range(layers):
            self._join(f"encoder.layer.{layer}.attention.self")
        self._turned = {
            name: np.ascontiguousarray(self._tensors.pop(name).T)
            for name in list(self._tensors)
            if name.startswith("encoder.") and name.endswith("weight") and "Norm" not in name
        }

    def _join(self, name: str) -> None:
        """One product for query, key and value is quicker than three."""
        for kind in ("weight", "bias"):
            parts = [self._tensors.pop(f"{name}.{part}.{kind}") for part in QUERY_KEY_VALUE]
            self._tensors[f"{name}.query_key_value.{kind}"] = np.concatenate(parts)

    def changed(self, changes: Mapping[str, NDArray[np.float32]]) -> _Weights:
        other = copy(self)
        other._tensors = dict(self._tensors)
        for name, value in changes.items():
            # Query, key and value have one bias here, in this order.
            wanted = other._tensors[name]
            if wanted.shape != value.shape:
                raise ValueError(f"{name} is {wanted.shape}, not {value.shape}")
            other._tensors[name] = np.asarray(value, np.float32)
        return other

    def embed(self, ids: NDArray[np.int64]) -> Vectors:
        hidden = self._tensors["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + self._tensors["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden += self._tensors["embeddings.token_type_embeddings.weight"][0]
        return self.norm("embeddings.LayerNorm", hidden)

    def dense(self, name: str, hidden: Vectors) -> Vectors:
        flat = hidden.reshape(-1, hidden.shape[-1]) @ self._turned[f"{name}.weight"]
        flat += self._tensors[f"{name}.bias"]
        return flat.reshape(*hidden.shape[:-1], -1)

    def norm(self, name: str, hidden: Vectors) -> Vectors:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.einsum("ijk,ijk->ij", centred, centred) / np.float32(hidden.shape[-1])
        centred /= np.sqrt(spread + np.float32(1e-12))[:, :, None]
        centred *= self._tensors[f"{name}.weight"]
        centred += self._tensors[f"{name}.bias"]
        normed: Vectors = centred
        return normed


def _gelu(hidden: Vectors) -> Vectors:
    """x times the normal distribution function of x, by Abramowitz and Stegun 7.1.26, within
    1.5e-7: scipy's exact error function is no quicker here and is one more import.
    """
    size = np.abs(hidden) * np.float32(2**-0.5)
    t = 1.0 / (1.0 + np.float32(0.3275911) * size)
    tail = t * np.float32(ERF[0])
    for coefficient in ERF[1:]:
        tail += np.float32(coefficient)
        tail *= t
    size *= -size
    tail *= np.exp(size, out=size)
    activated: Vectors = hidden * np.where(hidden < 0, 0.5 * tail, 1.0 - 0.5 * tail)
    return activated


def _config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    mean = pooling.get("pooling_mode_mean_tokens") or pooling.get("pooling_mode") == "mean"
    if config["model_type"] != "bert" or config["hidden_act"] != "gelu" or not mean:
        raise ModelUnusable(str(folder), "only a BERT with GELU and mean pooling can be read here")
    limit = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    config["window"] = limit.get("max_seq_length") or config["max_position_embeddings"]
    return config
