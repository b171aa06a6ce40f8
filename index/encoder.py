"""The seam from text to vectors. Real and in-memory encoders lie in `index.adapters`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Text to unit vectors, the same vector for the same text on every call."""

    @property
    def name(self) -> str:
        """Names the model and its weights: two encoders of one name give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    @property
    def window(self) -> int:
        """How many word pieces of a text the model reads; what follows is not seen."""
        ...

    def pieces(self, text: str) -> int:
        """How many word pieces of the window `text` takes, without the model's own marks."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode n texts to an (n, dimensions) matrix whose rows have length 1; n may be 0."""
        ...


class WordEncoder(Protocol):
    """Words to vectors that tell how each stands in its text."""

    @property
    def name(self) -> str:
        """Names the model and its weights."""
        ...

    @property
    def word_dimensions(self) -> int:
        """Length of a word's vector."""
        ...

    def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
        """(n, word_dimensions): one row for each word at text[start:end]; n may be 0. Rows have no
        set length; a word in which the model reads nothing has a row of zeros.
        """
        ...
