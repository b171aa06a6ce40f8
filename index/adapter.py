"""The adapter: a linear map that brings questions, and what they ask for, nearer to each other.

The sentence model was trained on the language of the web at large. The phrasings show which
questions of this field ask for which paragraphs, and a low-rank change of the vectors learns it:
v becomes v + (v A) B, made a unit vector again, for questions and entries alike (after the
low-rank adaptation of Hu et al. 2021, arXiv:2106.09685). `evals/train_adapter.py` fits it on the
phrasings, never on questions of the evaluation. It belongs to one encoder: another model's vectors
mean something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.encoder import Vectors


@dataclass(frozen=True)
class Adapter:
    """`down` is (dimensions, rank), `up` (rank, dimensions); `encoder` names the model."""

    encoder: str
    down: Vectors
    up: Vectors

    def apply(self, vectors: Vectors) -> Vectors:
        """(n, dimensions) unit rows for (n, dimensions) unit rows."""
        moved = vectors + (vectors @ self.down) @ self.up
        adapted: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return adapted.astype(np.float32)


@cache
def shipped() -> Adapter:
    """The adapter that ships with the package."""
    with (
        resources.files("index").joinpath("adapter.npz").open("rb") as file,
        np.load(file) as held,
    ):
        return Adapter(
            str(held["encoder"]),
            held["down"].astype(np.float32),
            held["up"].astype(np.float32),
        )


def fitting(encoder: str) -> Adapter | None:
    """The shipped adapter when it was fitted for vectors of `encoder`."""
    return shipped() if shipped().encoder == encoder else None
