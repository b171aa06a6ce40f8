"""How much of a question a text holds: one set of stems, or every text of an edition at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.question import Unit

Shares = NDArray[np.float32]


def covered(units: Sequence[Unit], held: frozenset[str]) -> float:
    """The share of `units`, by weight, that a set of stems covers: fully as asked, in part by
    another label.
    """
    total = sum(unit.weight for unit in units)
    if not total:
        return 0.0
    return sum(unit.weight * _cover(unit, held) for unit in units) / total


def _cover(unit: Unit, held: frozenset[str]) -> float:
    if held.issuperset(unit.asked):
        return 1.0
    return max((weight for label, weight in unit.others if held.issuperset(label)), default=0.0)


class Holdings:
    """An inverted index of the stems that texts hold: `covered` for all of them at once."""

    def __init__(self, held: Sequence[frozenset[str]]) -> None:
        postings: dict[str, list[int]] = defaultdict(list)
        for at, stems in enumerate(held):
            for stem in stems:
                postings[stem].append(at)
        self._postings = {stem: np.array(rows, np.intp) for stem, rows in postings.items()}
        self._size = len(held)

    def covered(self, units: Sequence[Unit]) -> Shares:
        """(texts,): the share of `units` that each text covers, as the function of that name."""
        shares = np.zeros(self._size)
        total = sum(unit.weight for unit in units)
        for unit in units if total else ():
            shares += unit.weight * self._cover(unit)
        return (shares / (total or 1.0)).astype(np.float32)

    def _cover(self, unit: Unit) -> NDArray[np.float64]:
        best = np.zeros(self._size)
        for label, weight in (*unit.others, (unit.asked, 1.0)):
            rows = self._holders(label)
            best[rows] = np.maximum(best[rows], weight)
        return best

    def _holders(self, label: tuple[str, ...]) -> NDArray[np.intp]:
        """The texts that hold every stem of `label`, in ascending order."""
        nobody = np.zeros(0, np.intp)
        postings = [self._postings.get(stem, nobody) for stem in set(label)]
        if not postings:
            return np.arange(self._size)
        rows, *others = sorted(postings, key=len)
        for posting in others:
            rows = rows[_among(rows, posting)]
        return rows


def _among(rows: NDArray[np.intp], posting: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of `rows` occur in `posting`, both ascending."""
    at = np.searchsorted(posting, rows)
    found = at < len(posting)
    found[found] = posting[at[found]] == rows[found]
    return found
