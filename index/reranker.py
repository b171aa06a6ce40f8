"""The seam to a model that reads a question and a text together, and what its scores change.

Such a model (a cross-encoder; Nogueira and Cho 2019, arXiv:1901.04085) is too slow to read every
paragraph, so it reads the best and puts them in another order. None is installed, so this is off
unless one is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.features import Column

READ = 30  # paragraphs


class Reranker(Protocol):
    """Scores texts by how well they answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Column:
        """(n,) for n texts: the higher the better, in any range; n may be 0."""
        ...


def reranked(total: Column, best: Sequence[int], scores: Column) -> Column:
    """The totals with the rows of `best` in another order.

    The order is by total and score together, each made to mean 0 and deviation 1. The totals stay
    what they are and change places, so that what is read from them keeps its scale.

    Args:
        total: (paragraphs,) the fused totals.
        best: rows, the highest total first.
        scores: (best,) what the reranker says of each.
    """
    rows = np.array(best, np.intp)
    order = np.argsort(-(_standard(total[rows]) + _standard(scores)), kind="stable")
    moved = total.copy()
    moved[rows[order]] = total[rows]
    return moved


def _standard(values: Column) -> Column:
    spread = float(values.std()) if len(values) else 0.0
    standard: Column = (values - values.mean()) / spread if spread else np.zeros_like(values)
    return standard
