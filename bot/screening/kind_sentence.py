"""The kind of a message by its words and by its sentence vector together.

Words miss what a remark beside a question is for ("how would our library get hold of one"). The
installed sentence model, with biases of its own learned for this (`evals.train_kinds`), reads it:
one more encoding, so it is done where an answer is made, never before a delivery is acknowledged.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.screening.kind import Chances, Kind, Thresholds, WordKindReader
from bot.screening.linear import DATA
from index.encoder import Encoder, Vectors

TUNING = "kind_tuning.safetensors"
HEAD = "head.weight"  # (3, dimensions): asks, tells, case
HEAD_BIAS = "head.bias"  # (3,)
# Chosen on two dev batches left out (`python -m evals.train_kinds dev4`): the words' share of the
# log-odds, and thresholds: with a lower one of telling, one question of the search in twenty is
# offered as feedback.
WORDS_SHARE = 0.5
THRESHOLDS = Thresholds(asks=0.7, tells=0.35, case=0.5)
# With these chances by words a sentence never changed the kind of a message left out, and four
# questions of the search in five have them: they need not wait for an encoding.
SURELY_ASKS, HARDLY_TELLS = 0.9, 0.05
_EDGE = 1e-6


@dataclass(frozen=True)
class KindTuning:
    """What was learned: for which model, the tensors to put in it, and what reads its vectors."""

    model: str
    changes: Mapping[str, Vectors]
    head: Vectors
    bias: Vectors


@lru_cache(maxsize=1)
def load_kind_tuning(path: Path = DATA / TUNING) -> KindTuning:
    """Read what `evals.train_kinds` wrote; its tensors are kept as float16."""
    from safetensors import safe_open  # noqa: PLC0415 - only where a model is loaded
    from safetensors.numpy import load_file  # noqa: PLC0415

    found = {name: tensor.astype(np.float32) for name, tensor in load_file(path).items()}
    with safe_open(path, framework="numpy") as file:
        model = str(file.metadata()["model"])
    head, bias = found.pop(HEAD), found.pop(HEAD_BIAS)
    return KindTuning(model, found, head, bias)


class SentenceKindReader:
    """A `KindReader` by words and the tuned encoder's vector; thread-safe if the encoder is."""

    def __init__(self, words: WordKindReader, encoder: Encoder, tuning: KindTuning) -> None:
        """`encoder` is the tuning's model with the tuning's changes."""
        self._words = words
        self._encoder = encoder
        self._tuning = tuning

    def read(self, text: str) -> Kind:
        """Judge the masked text of one message."""
        judged = self._words.judge(text)
        if isinstance(judged, Kind):
            return judged
        if judged.asks >= SURELY_ASKS and judged.tells < HARDLY_TELLS:
            return self._words.thresholds.kind(text, judged)
        scores = self._tuning.head @ self._encoder.encode([text])[0] + self._tuning.bias
        words = (judged.asks, judged.tells, judged.case)
        both = [mixed(*pair) for pair in zip(words, scores.tolist(), strict=True)]
        return THRESHOLDS.kind(text, Chances(*both))


def mixed(words: float, score: float, share: float = WORDS_SHARE) -> float:
    """The chance by the words' chance and the sentence's log-odds: the mean of both log-odds."""
    words = min(max(words, _EDGE), 1 - _EDGE)
    odds = share * math.log(words / (1 - words)) + (1 - share) * score
    return 1 / (1 + math.exp(-odds))
