"""Learn which letter groups speak for a name, from the lists of names and of English words.

`python -m evals.train_name_shape` writes bot/screening/data/name_shape_weights.json.
"""

from __future__ import annotations

import json
import random
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.screening.name_shape import letter_groups
from bot.screening.vocabulary import DATA

_SEED = 4
_FEWEST = 25  # words a letter group is seen in
_STRENGTH = 0.1
_LEAST_WEIGHT = 0.1


def words(*files: str) -> set[str]:
    """The words of some lists that are letters alone."""
    listed = (word for file in files for word in (DATA / file).read_text(encoding="utf-8").split())
    return {word for word in listed if word.isalpha()}


def main() -> None:
    """Learn, print the share right of a tenth held out, write."""
    english = words("english_words.txt")
    names = words("given_names.txt", "family_names.txt") - english
    labelled = [(word, 0) for word in sorted(english)] + [(name, 1) for name in sorted(names)]
    random.Random(_SEED).shuffle(labelled)  # noqa: S311 (orders words for training)
    groups = [sorted(set(letter_groups(word))) for word, _ in labelled]
    counts = Counter(group for found in groups for group in found)
    known = sorted(group for group, count in counts.items() if count >= _FEWEST)
    columns = {group: index for index, group in enumerate(known)}
    cells = [[columns[group] for group in found if group in columns] for found in groups]
    ends = np.cumsum([0, *(len(row) for row in cells)])
    flat = [cell for row in cells for cell in row]
    values = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(cells), len(columns)))
    labels = np.array([label for _, label in labelled])
    kept = len(labelled) * 9 // 10
    model = LogisticRegression(C=_STRENGTH, max_iter=300).fit(values[:kept], labels[:kept])
    print(f"held out: {model.score(values[kept:], labels[kept:]):.3f} right")  # noqa: T201
    weights: NDArray[np.float64] = model.coef_[0]
    rows = [
        f"  {json.dumps(group)}: {round(float(weights[index]), 2)}"
        for group, index in columns.items()
        if abs(weights[index]) >= _LEAST_WEIGHT
    ]
    head = f'{{"bias": {round(float(model.intercept_[0]), 3)},\n"weights": {{\n'
    path = DATA / "name_shape_weights.json"
    path.write_text(head + ",\n".join(rows) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
