"""Items that say nearly the same, by the cosine of their vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bot.feedback.item import Number
from index.encoder import Encoder

LIKENESS = 0.45
"""Cosine from which an open item is suggested; see `python -m evals.lookalikes`."""
MOST = 3


class LookAlikes:
    """Finds open items like a text. `vectors` gives those of the open items."""

    def __init__(
        self,
        encoder: Encoder,
        vectors: Callable[[], Sequence[tuple[Number, bytes]]],
        likeness: float = LIKENESS,
    ) -> None:
        self._encoder = encoder
        self._vectors = vectors
        self._likeness = likeness

    def find(self, text: str) -> tuple[tuple[Number, ...], bytes]:
        """The numbers of at most MOST items, the most alike first, and the text's own vector."""
        own = self._encoder.encode([text])[0].astype(np.float32)
        known = [
            (number, np.frombuffer(vector, np.float32))
            for number, vector in self._vectors()
            if len(vector) == own.nbytes
        ]
        if not known:
            return (), own.tobytes()
        scores = np.stack([vector for _, vector in known]) @ own
        best = [index for index in np.argsort(-scores)[:MOST] if scores[index] >= self._likeness]
        return tuple(known[index][0] for index in best), own.tobytes()
