"""How much a word's letters look like a name's: a score for words in nobody's list.

Letter groups of two to four with the ends of the word marked, weighed by a logistic regression of
names against English words (`python -m evals.train_names`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_WEIGHTS = Path(__file__).parent / "data" / "name_shape_weights.json"
_SIZES = (2, 3, 4)
_LONGEST = 24  # letters read; no name needs more to be told


def letter_groups(word: str) -> Iterator[str]:
    """Every run of two to four letters, the ends of the word being "^" and "$"."""
    marked = f"^{word[:_LONGEST]}$"
    for size in _SIZES:
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


@lru_cache(maxsize=8_192)
def name_likeness(word: str) -> float:
    """Log-odds that the folded word is a name and not an English word; 0 is undecided."""
    bias, weights = _model()
    return bias + sum(weights.get(group, 0.0) for group in set(letter_groups(word)))


@lru_cache(maxsize=1)
def _model() -> tuple[float, dict[str, float]]:
    raw = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return float(raw["bias"]), {group: float(value) for group, value in raw["weights"].items()}
