"""An encoder that loads when it is first asked: listing or rolling back editions needs no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from index.encoder import Encoder, Vectors


class DeferredEncoder:
    """Stands for the encoder that `load` gives, and calls it at most once, when it is needed."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()

    @property
    def name(self) -> str:
        """Names the model and its weights."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._encoder.dimensions

    @property
    def window(self) -> int:
        """How many word pieces of a text the model reads."""
        return self._encoder.window

    def pieces(self, text: str) -> int:
        """How many word pieces `text` takes."""
        return self._encoder.pieces(text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) unit rows."""
        return self._encoder.encode(texts)
