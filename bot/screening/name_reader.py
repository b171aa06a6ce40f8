"""The learned name reader: weights by feature, added up. Pure Python, nothing learned here.

Logistic regression over the features of `name_features`, learned by `python -m evals.train_names`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WEIGHTS = Path(__file__).parent / "data" / "name_weights.json"


@dataclass(frozen=True)
class NameReader:
    """`sure` is the score that makes a name, `beside` one that goes on with a name; `margins` what
    a word of some standing (its sort and case, see `name_features`) must have more than others.
    """

    weights: Mapping[str, float]
    bias: float
    sure: float
    beside: float
    margins: Mapping[str, float]

    def score(self, features: Iterable[str], standing: str) -> float:
        """Log-odds that the word is part of a private person's name, less its standing's margin."""
        weigh = self.weights.get
        learned = sum([weigh(name, 0.0) for name in features])
        return self.bias + learned - self.margins.get(standing, 0.0)


@lru_cache(maxsize=1)
def load_name_reader() -> NameReader:
    """The shipped weights."""
    raw = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return NameReader(raw["weights"], raw["bias"], raw["sure"], raw["beside"], raw["margins"])
