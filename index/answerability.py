"""Whether the edition answers a question at all: a calibrated probability from plain evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from index.fusion import WITH_PHRASINGS, WITHOUT_PHRASINGS
from index.lookup import Lookup
from index.signals import Evidence, signals

FOUND_BY_NUMBER, NO_SUCH_NUMBER, PARTLY = 0.99, 0.02, 0.9


def answerable(evidence: Evidence, lookup: Lookup, *, found: bool) -> float:
    """The probability, 0 to 1, that the edition answers the question."""
    if found:
        return PARTLY if lookup.missing else FOUND_BY_NUMBER
    if lookup.missing:
        return NO_SUCH_NUMBER
    if not evidence.question.units:
        return 0.0
    return _model(_fitting(evidence)).probability(signals(evidence))


@dataclass(frozen=True)
class Model:
    """A logistic regression over signals, each centred and scaled as in training."""

    weights: Mapping[str, float]
    centre: Mapping[str, float]
    scale: Mapping[str, float]
    offset: float

    def probability(self, found: Mapping[str, float]) -> float:
        """The probability for one question's signals."""
        total = self.offset + sum(
            weight * (found[name] - self.centre[name]) / self.scale[name]
            for name, weight in self.weights.items()
        )
        return float(1.0 / (1.0 + np.exp(-total)))


def _fitting(evidence: Evidence) -> str:
    """The model for what the search had: with phrasings when the best paragraph has any."""
    has_phrasings = evidence.ready.table.has_phrasings[evidence.order[0]]
    phrased = has_phrasings and "phrasing" in evidence.features
    return WITH_PHRASINGS if phrased else WITHOUT_PHRASINGS


@cache
def _data() -> dict[str, Any]:
    text = resources.files("index").joinpath("answerability.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _model(name: str) -> Model:
    entry = _data()[name]
    return Model(entry["weights"], entry["centre"], entry["scale"], entry["offset"])


def threshold() -> float:
    """Below this probability the honest answer is that the guidance does not answer."""
    return float(_data()["threshold"])
