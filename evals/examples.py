"""Questions as training examples: the features of their best candidates, and which are gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.dataset import Asked
from index.citing import LONGEST_OWNER
from index.features import Features
from index.open_edition import OpenEdition
from index.prepared import Prepared
from index.search import Searcher, rows_by

CANDIDATES = 150


@dataclass(frozen=True)
class Example:
    """One question: (candidates, features) numbers, which citation each candidate leads to, and
    for each gold snippet which candidates hold it. `group` is the document of the first gold.
    """

    question_id: str
    need: str
    group: str
    names: tuple[str, ...]
    features: NDArray[np.float32]
    cites: NDArray[np.intp]
    gold: tuple[NDArray[np.bool_], ...]

    def rank(self, scores: NDArray[np.float64]) -> int:
        """The rank, from 1, at which the question is answered; a large number when it is not."""
        place: dict[int, int] = {}
        for at in np.argsort(-scores, kind="stable"):
            place.setdefault(int(self.cites[at]), len(place) + 1)
        held = [
            min((place[int(cited)] for cited in self.cites[mask]), default=9999)
            for mask in self.gold
        ]
        return max(held) if self.need == "all" else min(held)


def examples(
    searcher: Searcher,
    edition: OpenEdition,
    questions: Sequence[Asked],
    without: frozenset[str] = frozenset(),
) -> list[Example]:
    """One example for each answerable question that is no look-up by number."""
    ready = searcher.prepare(edition)
    cites = _citations(edition, ready)
    return [
        _example(searcher, ready, one, without, cites)
        for one in questions
        if one.answerable and not ready.numbers.find(one.question).asked
    ]


def _example(
    searcher: Searcher,
    ready: Prepared,
    asked: Asked,
    without: frozenset[str],
    cites: NDArray[np.intp],
) -> Example:
    ranking = searcher.rank(ready, asked.question, without)
    rows = np.array(rows_by(ranking.total)[:CANDIDATES])
    paragraphs = ready.edition.paragraphs
    names = tuple(sorted(ranking.features))
    return Example(
        question_id=asked.question_id,
        need=asked.need,
        group=asked.gold[0].document,
        names=names,
        features=_matrix(ranking.features, names, rows),
        cites=cites[rows],
        gold=tuple(
            np.array(
                [
                    gold.in_text(paragraphs[row].document, paragraphs[row].text)
                    for row in cites[rows]
                ]
            )
            for gold in asked.gold
        ),
    )


def _matrix(
    features: Features, names: Sequence[str], rows: NDArray[np.intp]
) -> NDArray[np.float32]:
    return np.stack([features[name][rows] for name in names], axis=1).astype(np.float32)


def _citations(edition: OpenEdition, ready: Prepared) -> NDArray[np.intp]:
    """The row cited when each row is found: the owner of a bullet, unless it is long."""
    found = []
    for at, one in enumerate(edition.paragraphs):
        owner = ready.table.row[one.parent] if one.parent is not None else at
        found.append(owner if len(edition.paragraphs[owner].text) <= LONGEST_OWNER else at)
    return np.array(found)
