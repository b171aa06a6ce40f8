"""The second reading of words that may or may not be a name: by how each stands in its message.

Word lists and neighbours cannot tell "heather grows slowly here" from "heather came in hungry". The
installed sentence model's vector of the word, after its middle layer, mostly can; a linear layer
over it and the first reader's score is learned by `python -m evals.train_name_context` (Peters et
al. 2018, arXiv:1802.05365: the middle of a model tells a word's part in its sentence). Only
doubtful words are read, so that few messages wait for it, and only in a message's beginning, so
that none waits long.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from bot.screening.linear import DATA
from index.encoder import Vectors, WordEncoder

WEIGHTS = "name_context_weights.json"
MOST_CHARACTERS = 800
"""How far into a message words are read again: read to its end, the longest message, full of
names, kept the screening busy for 1.6 s."""
SHARE, MOST_SAVED_SECONDS = 0.15, 1.0
"""Of the time that passes, how much may be spent on second readings, and how much of it is saved
up. At a hundred messages a second each has 5 ms of the processor, and one reading takes 20 to 100.
"""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word at text[start:end], its standing (`NameFeatures.standing`) and its score so far."""

    start: int
    end: int
    standing: str
    score: float


class SecondReader(Protocol):
    """Reads words that the first reader of names leaves in doubt."""

    def doubtful(self, scores: Mapping[int, float]) -> list[int]:
        """Which words of a message are to be read again, given the score of each by its index."""
        ...

    def read(self, text: str, words: Sequence[Doubtful]) -> list[float]:
        """A score for each word in place of the first reader's (`NameReader.score`), in their
        order, which is that of the text.
        """
        ...


@dataclass(frozen=True)
class ContextWeights:
    """What was learned, and for which model. `lowest` and `highest` are the scores between which a
    word is doubtful; for each standing ("" for any other) `standings` holds what is added, and how
    much of the score so far.
    """

    model: str
    lowest: float
    highest: float
    standings: Mapping[str, tuple[float, float]]
    vector: Vectors

    def score(self, words: Sequence[Doubtful], vectors: Vectors) -> list[float]:
        """The new score of each word, given (n, dimensions) vectors."""
        context = (vectors @ self.vector).tolist()
        return [self._of(word, told) for word, told in zip(words, context, strict=True)]

    def _of(self, word: Doubtful, context: float) -> float:
        added, share = self.standings.get(word.standing, self.standings[""])
        return added + share * word.score + context


@lru_cache(maxsize=1)
def load_context_weights() -> ContextWeights:
    """The shipped weights."""
    raw = json.loads((DATA / WEIGHTS).read_text(encoding="utf-8"))
    standings = {name: (added, share) for name, (added, share) in raw.pop("standings").items()}
    vector = np.asarray(raw.pop("vector"), np.float32)
    return ContextWeights(**raw, standings=standings, vector=vector)


class ContextReader:
    """Reads doubtful words again; thread-safe if the encoder is."""

    def __init__(self, encoder: WordEncoder, weights: ContextWeights) -> None:
        """`encoder` is the model that the weights were learned with."""
        self._encoder = encoder
        self._weights = weights

    def doubtful(self, scores: Mapping[int, float]) -> list[int]:
        """Those between the two scores of the weights."""
        lowest, highest = self._weights.lowest, self._weights.highest
        return [index for index, score in scores.items() if lowest < score < highest]

    def read(self, text: str, words: Sequence[Doubtful]) -> list[float]:
        """Words that end behind `MOST_CHARACTERS` keep their score."""
        near = [word for word in words if word.end <= MOST_CHARACTERS]
        if not near:
            return [word.score for word in words]
        places = [(word.start, word.end) for word in near]
        vectors = self._encoder.encode_words(text[:MOST_CHARACTERS], places)
        kept = [word.score for word in words[len(near) :]]
        return [*self._weights.score(near, vectors), *kept]


class RationedReader:
    """A reader for a service: in a rush most words are read once, so that every message is
    acknowledged in time. Thread-safe.
    """

    def __init__(self, reader: SecondReader, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._reader = reader
        self._clock = clock
        self._lock = threading.Lock()
        self._saved = MOST_SAVED_SECONDS
        self._at = clock()

    def doubtful(self, scores: Mapping[int, float]) -> list[int]:
        """None while more than the share of the time has been spent."""
        return self._reader.doubtful(scores) if self._left(spent=0.0) > 0 else []

    def read(self, text: str, words: Sequence[Doubtful]) -> list[float]:
        """As the reader does."""
        began = self._clock()
        try:
            return self._reader.read(text, words)
        finally:
            self._left(spent=self._clock() - began)

    def _left(self, spent: float) -> float:
        """The seconds saved up by now, after so many have been spent."""
        with self._lock:
            now = self._clock()
            saved = self._saved + SHARE * (now - self._at)
            self._saved, self._at = min(MOST_SAVED_SECONDS, saved) - spent, now
            return self._saved
