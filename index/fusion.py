"""From features to one score: a weighted sum with the weights of `fusion_weights.toml`.

The weights come from `evals/train_fusion.py`, fitted on development questions only. An edition with
no phrasings at all has weights of its own, and so has one of an encoder without an adapter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.features import Column, Features

WITH_PHRASINGS, WITHOUT_PHRASINGS = "with_phrasings", "without_phrasings"
UNADAPTED = "with_phrasings_unadapted"  # for encoders that no adapter was fitted for
# What the search is to leave out when the weights of each name are fitted.
WITHOUT_ANY: Mapping[str, frozenset[str]] = {
    WITH_PHRASINGS: frozenset(),
    WITHOUT_PHRASINGS: frozenset({"phrasings"}),
}


@dataclass(frozen=True)
class Fusion:
    """Weights by feature name; a feature without one does not count. `slope` and `offset` turn the
    sum into a score between 0 and 1 (a logistic curve).
    """

    weights: Mapping[str, float]
    slope: float
    offset: float

    def combine(self, features: Features) -> Column:
        """The weighted sum for each paragraph, (paragraphs,)."""
        size = len(next(iter(features.values())))
        total = np.zeros(size, dtype=np.float32)
        for name, weight in self.weights.items():
            if name in features:
                total += np.float32(weight) * features[name]
        return total

    def score(self, total: float) -> float:
        """A weighted sum as a score, 0 to 1."""
        return float(1.0 / (1.0 + np.exp(-(self.slope * total + self.offset))))


@cache
def shipped(name: str) -> Fusion:
    """The fusion called `name` in the weights file."""
    text = resources.files("index").joinpath("fusion_weights.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text)[name]
    return Fusion(entry["weights"], float(entry["slope"]), float(entry["offset"]))
