"""What the judgement whether a question is answered is learned from: signals, vectors, truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evals.dataset import Asked
from evals.near_misses import Written, WrittenNearMisses
from index.evidence import Evidence
from index.features import Column
from index.near_misses import NAMES as NEAR_MISSES
from index.open_edition import OpenEdition
from index.search import Searcher
from index.signals import near_miss_signals, signals

NEAR = "near misses"

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Questions that are no look-up by number: signals (n, signals), vectors (n, dimensions),
    whether the documents answer each, and its batch.
    """

    names: tuple[str, ...]
    signals: Numbers
    vectors: Numbers
    truth: NDArray[np.bool_]
    batch: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """One question of a sample."""

    signals: dict[str, float]
    vector: Column
    truth: bool
    batch: str


class Gathering:
    """Asks one edition; all samples it gives have the same signals in the same order."""

    def __init__(self, searcher: Searcher, edition: OpenEdition) -> None:
        self._searcher = searcher
        self._ready = searcher.prepare(edition)

    def asked(self, questions: Sequence[Asked], without: frozenset[str] = frozenset()) -> Sample:
        """The sample of the questions of an evaluation."""
        return _sample(
            _Row(signals(evidence), evidence.vector, one.answerable, one.half)
            for one in questions
            if (evidence := self._evidence(one.question, without)) is not None
        )

    def near(self, near_misses: WrittenNearMisses, without: frozenset[str] = frozenset()) -> Sample:
        """The sample of near misses and twins, each judged by those of other paragraphs."""
        return _sample(
            _Row(_apart(evidence, near_misses, one), evidence.vector, one.answered, NEAR)
            for one in near_misses.questions
            if (evidence := self._evidence(one.question, without)) is not None
        )

    def _evidence(self, question: str, without: frozenset[str]) -> Evidence | None:
        """None for a look-up by number, which is judged by whether the number is there."""
        if self._ready.numbers.find(question).asked:
            return None
        return self._searcher.rank(self._ready, question, without).evidence()


def some(sample: Sample, rows: NDArray[np.intp]) -> Sample:
    """The sample of these rows."""
    signals, vectors = sample.signals[rows], sample.vectors[rows]
    batch = tuple(sample.batch[row] for row in rows)
    return Sample(sample.names, signals, vectors, sample.truth[rows], batch)


def joined(first: Sample, second: Sample) -> Sample:
    """Both samples, one after the other."""
    return Sample(
        first.names,
        np.vstack([first.signals, second.signals]),
        np.vstack([first.vectors, second.vectors]),
        np.concatenate([first.truth, second.truth]),
        first.batch + second.batch,
    )


def of_any_encoder(sample: Sample) -> Sample:
    """The sample less the signals that one encoder alone has."""
    kept = [at for at, name in enumerate(sample.names) if name not in NEAR_MISSES]
    names = tuple(sample.names[at] for at in kept)
    return replace(sample, names=names, signals=sample.signals[:, kept])


def _apart(evidence: Evidence, near_misses: WrittenNearMisses, one: Written) -> dict[str, float]:
    known = near_misses.besides(one.paragraph)
    return {**signals(evidence), **near_miss_signals(evidence, known)}


def _sample(rows: Iterable[_Row]) -> Sample:
    found = list(rows)
    names = tuple(sorted(found[0].signals))
    return Sample(
        names=names,
        signals=np.array([[row.signals[name] for name in names] for row in found]),
        vectors=np.stack([row.vector for row in found]).astype(np.float64),
        truth=np.array([row.truth for row in found]),
        batch=tuple(row.batch for row in found),
    )
