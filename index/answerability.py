"""Whether the edition answers a question at all: a calibrated probability from plain evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.features import Column, Features, covered
from index.lexical import LexicalIndex
from index.lookup import Lookup
from index.question import Question

FOUND_BY_NUMBER, NO_SUCH_NUMBER, PARTLY = 0.99, 0.02, 0.9


@dataclass(frozen=True)
class Evidence:
    """What a search knows once it has ranked: the question, every feature, totals and order."""

    question: Question
    features: Features
    total: Column
    order: Sequence[int]
    lexicon: LexicalIndex


def answerable(evidence: Evidence, lookup: Lookup, *, found: bool) -> float:
    """The probability, 0 to 1, that the edition answers the question."""
    if found:
        return PARTLY if lookup.missing else FOUND_BY_NUMBER
    if lookup.missing:
        return NO_SUCH_NUMBER
    if not evidence.question.units:
        return 0.0
    return _model().probability(signals(evidence))


def signals(evidence: Evidence) -> dict[str, float]:
    """The named numbers that tell an answerable question from another."""
    question, features = evidence.question, evidence.features
    order = list(evidence.order)
    best, units = order[0], question.units
    weights = sum(unit.weight for unit in units)
    unknown = sum(unit.weight for unit in units if not unit.known)
    stems = evidence.lexicon.all_stems
    total = evidence.total
    top = order[: min(10, len(order))]

    def of(name: str, row: int = best) -> float:
        return float(features[name][row]) if name in features else 0.0

    def highest(name: str) -> float:
        return float(features[name].max(initial=0.0)) if name in features else 0.0

    return {
        "total": float(total[best]),
        "margin": float(total[best] - total[order[min(1, len(order) - 1)]]),
        "margin_tenth": float(total[best] - np.mean(total[top])),
        "coverage": covered(units, stems[best]),
        "coverage_three": max(covered(units, stems[row]) for row in order[:3]),
        "unknown": unknown / weights if weights else 1.0,
        "unknown_any": float(unknown > 0),
        "context": highest("context"),
        "sentence": highest("sentence"),
        "phrasing": highest("phrasing"),
        "bm25": highest("bm25_text_widened"),
        "bm25_phrasing": highest("bm25_phrasing_widened"),
        "agreement": (of("context_rank") + of("sentence_rank") + of("bm25_text_rank")) / 3,
        "answer_kind_missing": of("answer_kind_missing"),
        "answer_kind": of("answer_kind"),
        "units": min(len(units), 12) / 12,
    }


@dataclass(frozen=True)
class Model:
    """A logistic regression over signals, each centred and scaled as in training."""

    weights: Mapping[str, float]
    centre: Mapping[str, float]
    scale: Mapping[str, float]
    offset: float
    threshold: float

    def probability(self, found: Mapping[str, float]) -> float:
        """The probability for one question's signals."""
        total = self.offset + sum(
            weight * (found[name] - self.centre[name]) / self.scale[name]
            for name, weight in self.weights.items()
        )
        return float(1.0 / (1.0 + np.exp(-total)))


@cache
def _model() -> Model:
    text = resources.files("index").joinpath("answerability.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text)
    return Model(
        entry["weights"], entry["centre"], entry["scale"], entry["offset"], entry["threshold"]
    )


def threshold() -> float:
    """Below this probability the honest answer is that the guidance does not answer."""
    return _model().threshold
