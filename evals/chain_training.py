"""Learn the weights of a `bot.screening.chain` by the likelihood of labelled rows of tokens.

L-BFGS over the penalised likelihood of whole rows (Lafferty, McCallum and Pereira 2001; Sha and
Pereira 2003); the gradient is taken by torch, but for the sparse features, whose product is exact
and quicker as a matrix of scipy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_MOST_ROUNDS = 150
_STATES = 2
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """Tokens in a row: the features of each, the sort of gap before it, and whether it is in."""

    features: list[list[str]]
    gaps: list[str]
    inside: list[bool]


@dataclass(frozen=True)
class Learned:
    """Weights by feature; by gap the logarithms of staying out, going in, going out, staying in."""

    weights: dict[str, float]
    bias: float
    steps: dict[str, list[float]]


class _Rows:
    """Rows side by side, the longest first, so that those that go on at a step are the first."""

    def __init__(self, rows: Sequence[Row], columns: dict[str, int], sorts: str) -> None:
        self._gaps = len(sorts)
        rows = sorted(rows, key=lambda row: -len(row.inside))
        starts = np.cumsum([0, *(len(row.inside) for row in rows)])
        longest = len(rows[0].inside)
        self._at = [
            torch.tensor(
                [int(s) + t for s, row in zip(starts, rows, strict=False) if t < len(row.inside)]
            )
            for t in range(longest)
        ]
        tokens = [names for row in rows for names in row.features]
        self._values = _table(tokens, columns)
        self._turned = self._values.T.tocsr()
        self._inside = torch.tensor([int(label) for row in rows for label in row.inside])
        self._gap = torch.tensor([sorts.index(gap) for row in rows for gap in row.gaps])
        first = torch.zeros(len(tokens), dtype=torch.bool)
        first[self._at[0]] = True
        self._later = (~first).nonzero()[:, 0]

    def loss(self, values: Vector, strength: float) -> tuple[float, Vector]:
        """Penalised negative log-likelihood and its gradient: weights, bias, steps."""
        width = self._values.shape[1]
        scores = torch.tensor(self._values @ values[:width] + values[width], requires_grad=True)
        steps = torch.tensor(
            values[width + 1 :].reshape(self._gaps, _STATES, _STATES), requires_grad=True
        )
        missed = self._ways(scores, steps) - self._said(scores, steps)
        missed.backward()  # type: ignore[no-untyped-call]  # torch has no type here
        slope, turn = _slope(scores), _slope(steps).ravel()
        held = values.copy()
        held[width] = 0.0  # the bias is not held back
        gradient = np.concatenate([self._turned @ slope, [slope.sum()], turn]) + held / strength
        return float(missed.detach()) + float(held @ held) / (2 * strength), gradient

    def _said(self, scores: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        """The score of the labels as they are."""
        later, inside = self._later, self._inside
        stepped = steps[self._gap[later], inside[later - 1], inside[later]]
        return (scores * inside).sum() + stepped.sum()

    def _ways(self, scores: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        """The logarithm of the sum over all labels there could be (the forward algorithm)."""
        total = torch.zeros((), dtype=scores.dtype)
        ways = self._both(scores[self._at[0]])
        for at in self._at[1:]:
            total = total + ways[len(at) :].logsumexp(1).sum()
            ways = (ways[: len(at), :, None] + steps[self._gap[at]]).logsumexp(1)
            ways = ways + self._both(scores[at])
        return total + ways.logsumexp(1).sum()

    @staticmethod
    def _both(scores: torch.Tensor) -> torch.Tensor:
        return torch.stack([torch.zeros_like(scores), scores], dim=1)


def learn(rows: Sequence[Row], sorts: str, fewest: int, strength: float, least: float) -> Learned:
    """Weights of features seen `fewest` times or more; those under `least` are left out.

    `sorts` are the letters of the gaps; a larger `strength` holds the weights back less.
    """
    counts = Counter(n for row in rows for names in row.features for n in set(names))
    columns = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= fewest))}
    torch.set_num_threads(1)  # sums in one order, whatever the machine
    side_by_side, width = _Rows(rows, columns, sorts), len(columns)
    found: Vector = minimize(
        side_by_side.loss,
        np.zeros(width + 1 + len(sorts) * _STATES**2),
        args=(strength,),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _MOST_ROUNDS},
    ).x
    steps = found[width + 1 :].reshape(len(sorts), -1).round(2).tolist()
    weights = {n: round(float(found[i]), 2) for n, i in columns.items() if abs(found[i]) >= least}
    return Learned(weights, round(float(found[width]), 3), dict(zip(sorts, steps, strict=True)))


def _table(tokens: list[list[str]], columns: dict[str, int]) -> csr_matrix:
    """One row a token, one column a feature."""
    ends, cells = [0], list[int]()
    for names in tokens:
        cells += sorted({columns[name] for name in names if name in columns})
        ends.append(len(cells))
    return csr_matrix((np.ones(len(cells)), cells, ends), shape=(len(tokens), len(columns)))


def _slope(leaf: torch.Tensor) -> Vector:
    if leaf.grad is None:
        raise ValueError("nothing was learned from")
    slope: Vector = leaf.grad.numpy()
    return slope
