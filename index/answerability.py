"""The probability that an edition answers a question.

A logistic regression over `index.signals` and the question's own vector. The weights of the
signals are in `answerability.toml`; those of the vector, one a dimension, are in
`answerability_directions.toml` with the encoder they belong to: another model's vectors mean
something else, so there are weights for signals alone as well. `evals/train_answerability.py` fits
them on development questions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from index.evidence import Evidence
from index.features import Column
from index.fusion import WITH_PHRASINGS, WITHOUT_PHRASINGS
from index.lookup import Lookup
from index.signals import signals

FOUND_BY_NUMBER, NO_SUCH_NUMBER, PARTLY = 0.99, 0.02, 0.9
BY_SIGNALS = "_by_signals"  # ends the name of a model that looks at no vector


def answerable(evidence: Evidence, lookup: Lookup, *, found: bool) -> float:
    """The probability, 0 to 1, that the edition answers the question."""
    if found:
        return PARTLY if lookup.missing else FOUND_BY_NUMBER
    if lookup.missing:
        return NO_SUCH_NUMBER
    if not evidence.question.units:
        return 0.0
    return _model(_fitting(evidence)).probability(signals(evidence), evidence.vector)


@dataclass(frozen=True)
class Model:
    """A logistic regression over signals, each centred and scaled as in training, and over the
    question's vector: `direction` is (dimensions,), or empty where the vector does not count.
    """

    weights: Mapping[str, float]
    centre: Mapping[str, float]
    scale: Mapping[str, float]
    offset: float
    direction: Column

    def probability(self, found: Mapping[str, float], vector: Column) -> float:
        """The probability for one question's signals and vector."""
        total = self.offset + sum(
            weight * (found[name] - self.centre[name]) / self.scale[name]
            for name, weight in self.weights.items()
        )
        if len(self.direction):
            total += float(self.direction @ vector)
        return float(1.0 / (1.0 + np.exp(-total)))


def _fitting(evidence: Evidence) -> str:
    """The model for what the search had: with phrasings when the best paragraph has any, with the
    vector when it is of the encoder that the directions were fitted for.
    """
    has_phrasings = evidence.ready.table.has_phrasings[evidence.order[0]]
    phrased = has_phrasings and "phrasing" in evidence.features
    name = WITH_PHRASINGS if phrased else WITHOUT_PHRASINGS
    same = evidence.ready.edition.manifest.model == _data("answerability_directions")["encoder"]
    return name if same else name + BY_SIGNALS


@cache
def _data(name: str) -> dict[str, Any]:
    text = resources.files("index").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _model(name: str) -> Model:
    entry = _data("answerability")[name]
    direction = np.array(_data("answerability_directions").get(name, ()), np.float32)
    return Model(entry["weights"], entry["centre"], entry["scale"], entry["offset"], direction)


def threshold() -> float:
    """Below this probability the honest answer is that the guidance does not answer."""
    return float(_data("answerability")["threshold"])
