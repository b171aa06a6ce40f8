"""A small learned model kept as readable weights, added up. Pure Python.

Learned offline by `evals.train_screening` (logistic regression); nothing is learned here. What is
weighed is in `bot.screening.features`.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.screening.words import fold

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Cue:
    """One reviewed pattern: its id and the expression, for `plain` text: in lower case.

    `evidence` is false for a cue that weighs in but proves nothing alone ("today").
    """

    name: str
    evidence: bool
    pattern: re.Pattern[str]
    reason: str


@dataclass(frozen=True)
class LinearModel:
    """Weights by feature and label; `threshold` is a probability where one is needed."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    threshold: float

    def probabilities(self, values: Mapping[str, float]) -> dict[str, float]:
        """Chance of each label, in [0, 1]: logistic for one label, softmax for several."""
        scores = list(self.bias)
        for feature, value in values.items():
            for index, weight in enumerate(self.weights.get(feature, ())):
                scores[index] += weight * value
        if len(scores) == 1:
            scores.append(0.0)
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        # Of one label, the second score is its opposite's and has no name.
        return {
            label: value / sum(raised) for label, value in zip(self.labels, raised, strict=False)
        }

    def says(self, values: Mapping[str, float]) -> bool:
        """True when the chance of the only label reaches the threshold."""
        return self.chance(values) >= self.threshold

    def chance(self, values: Mapping[str, float]) -> float:
        """The chance of the first label."""
        return self.probabilities(values)[self.labels[0]]


def plain(text: str) -> str:
    """Text as the patterns expect it: lower case, straight apostrophes, single spaces."""
    return re.sub(r"\s+", " ", fold(text)).strip()


@lru_cache(maxsize=4)
def load_cues(file: str) -> tuple[Cue, ...]:
    """Read the reviewed patterns of a data file."""
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return tuple(
            Cue(
                name=row["id"],
                evidence=row.get("evidence") == "yes",
                pattern=re.compile(row["pattern"]),
                reason=row["reason"],
            )
            for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=8)
def load_model(file: str) -> LinearModel:
    """Read the learned weights of a data file."""
    raw = json.loads((DATA / file).read_text(encoding="utf-8"))
    return LinearModel(
        labels=tuple(raw["labels"]),
        bias=tuple(raw["bias"]),
        weights={name: tuple(values) for name, values in raw["weights"].items()},
        threshold=float(raw["threshold"]),
    )
