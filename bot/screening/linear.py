"""A small learned model kept as readable weights: n-grams and cues, added up. Pure Python.

The features are the cue ids that match, the words, their beginnings and the word pairs. Learned
offline by `evals.train_screening` (multinomial logistic regression); nothing is learned here.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from bot.screening.words import fold

DATA = Path(__file__).parent / "data"
# Below 1, so that a pattern written for one batch of messages does not outweigh the words: on a
# batch never seen it lifted the area under the curve from 0.961 to 0.970.
_CUE_VALUE = 0.6
_STEM = 5  # letters kept of a longer word, so that "inspecting" helps with "inspected"
_TOKEN = re.compile(r"[a-z]+|\d+|\?")


@dataclass(frozen=True)
class Cue:
    """One reviewed pattern: its id, whom it is about, and the expression (case ignored).

    `evidence` is false for a cue that weighs in but proves nothing alone ("today").
    """

    name: str
    audience: str
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

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Softmax of the summed weights; the n-grams are scaled to unit length together."""
        scores = list(self.bias)
        for feature, value in weigh(set(features)).items():
            for index, weight in enumerate(self.weights.get(feature, ())):
                scores[index] += weight * value
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        return {
            label: value / sum(raised) for label, value in zip(self.labels, raised, strict=True)
        }


def weigh(features: set[str]) -> dict[str, float]:
    """Value of each feature: 0.6 for a cue, 2/sqrt(number of n-grams) for an n-gram."""
    grams = sum(not feature.startswith("cue:") for feature in features)
    share = 2.0 / math.sqrt(grams) if grams else 0.0
    return {name: _CUE_VALUE if name.startswith("cue:") else share for name in features}


def plain(text: str) -> str:
    """Text as the patterns expect it: lower case, straight apostrophes, single spaces."""
    return re.sub(r"\s+", " ", fold(text)).strip()


def features_of(text: str, cues: Iterable[Cue]) -> set[str]:
    """Feature names of one message."""
    lowered = plain(text)
    tokens = _TOKEN.findall(lowered.replace("'", ""))
    found = {f"s:{token[:_STEM]}" for token in tokens if len(token) > _STEM}
    tokens = ["0" if token.isdigit() else token for token in tokens]
    found.update(f"cue:{cue.name}" for cue in cues if cue.pattern.search(lowered))
    found.update(f"w:{token}" for token in tokens)
    found.update(f"b:{first} {second}" for first, second in pairwise(tokens))
    return found


@lru_cache(maxsize=4)
def load_cues(file: str) -> tuple[Cue, ...]:
    """Read the reviewed patterns of a data file."""
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return tuple(
            Cue(
                name=row["id"],
                audience=row.get("audience", ""),
                evidence=row.get("evidence") == "yes",
                pattern=re.compile(row["pattern"], re.I),
                reason=row["reason"],
            )
            for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=4)
def load_model(file: str) -> LinearModel:
    """Read the learned weights of a data file."""
    raw = json.loads((DATA / file).read_text(encoding="utf-8"))
    return LinearModel(
        labels=tuple(raw["labels"]),
        bias=tuple(raw["bias"]),
        weights={name: tuple(values) for name, values in raw["weights"].items()},
        threshold=float(raw["threshold"]),
    )
