"""Learn the name reader's weights from the dev halves; write them as readable data.

`python -m evals.train_names` writes bot/screening/data/name_weights.json, learned with the letter
weights of `evals.train_name_shape` as they are. With `odd` or `even` it learns without those
messages of dev3 and dev4, so that the report on them tells of messages not seen. It never opens a
test file.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.screening.form import Glance
from bot.screening.masking import besides_names
from bot.screening.name_features import NameFeatures
from bot.screening.name_rules import NameRules
from bot.screening.vocabulary import DATA
from evals.name_messages import (
    Forgetful,
    Message,
    NameBag,
    asked,
    copies,
    filled,
    labelled,
    nameless,
    plain,
    slipped,
    templates,
)

_SEED = 4
_HELD_OUT = {"odd": "13579", "even": "02468"}
_COPIES = 6
_FEWEST = 4  # times a feature is seen
_STRENGTH = 0.15
_LEAST_WEIGHT = 0.05
SURE, BESIDE = 0.0, -1.5
# Chosen on the halves held out of dev3 and dev4: of the English words that no list has as names,
# those just over the line were names once in seven times; of listed names nearly always.
MARGINS = {"E": 1.0, "C": 1.0, "K": 1.0, "G": -0.5, "F": -0.5, "M": -0.5, "T": -0.5, "W": -0.3}
Word = tuple[list[str], bool]


def words(messages: Iterable[Message], vocabulary: Forgetful) -> Iterable[Word]:
    """Features and label of every word that a name could be."""
    for message in messages:
        known = vocabulary.without(message.hidden)
        glance = Glance(message.text)
        signs = NameRules(glance, known, besides_names(glance, known))
        features = NameFeatures(signs, signs.fired())
        for index, word in enumerate(signs.words):
            if index in signs.blocked or not features.may_name(index):
                continue
            kinds = {k for s, e, k in message.spans if s < word.end and word.start < e}
            if not kinds or "person_name" in kinds:
                yield features.of(index), bool(kinds)


def table(found: list[Word], columns: dict[str, int]) -> csr_matrix:
    """One row a word, one column a feature."""
    ends, cells = [0], []
    for names, _ in found:
        cells += sorted({columns[name] for name in names if name in columns})
        ends.append(len(cells))
    return csr_matrix(
        (np.ones(len(cells), dtype=np.float32), cells, ends), shape=(len(found), len(columns))
    )


def training_messages(held_out: str, chance: random.Random, vocabulary: Forgetful) -> list[Message]:
    """Everything that may be learned from; of dev3 and dev4 not the ids that end in a digit
    held out.
    """

    def kept(message: Message) -> bool:
        late = "-dev3-" in message.origin or "-dev4-" in message.origin
        return not late or message.origin[-1] not in held_out

    bag = NameBag(vocabulary, chance)
    batches = ("dev", "dev2", "dev3", "dev4")
    details = [m for batch in batches for m in labelled(batch) if kept(m)]
    nothing = [m for batch in batches for m in plain(batch) if kept(m)]
    found = list(copies(details, _COPIES, bag, chance))
    for message in nothing:
        found += [message, slipped(message, chance), slipped(message, chance)]
    for number, template in enumerate(templates()):
        found += [filled(number, template, bag, chance) for _ in range(_COPIES)]
    for message in nameless():
        found += [message, slipped(message, chance), slipped(message, chance)]
    return found + [slipped(message, chance) for message in asked()]


def learn(found: list[Word]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias."""
    counts = Counter(name for names, _ in found for name in set(names))
    columns = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= _FEWEST))}
    values, labels = table(found, columns), np.array([label for _, label in found])
    print(f"{len(found)} words, {int(labels.sum())} of names, {len(columns)} features")  # noqa: T201
    model = LogisticRegression(C=_STRENGTH, max_iter=300)
    model.fit(values, labels)
    learned: NDArray[np.float64] = model.coef_[0]
    weights = {
        n: round(float(learned[i]), 2)
        for n, i in columns.items()
        if abs(learned[i]) >= _LEAST_WEIGHT
    }
    return weights, round(float(model.intercept_[0]), 3)


def main() -> None:
    """Learn and write."""
    chance = random.Random(_SEED)  # noqa: S311 (draws names for training, no secret)
    vocabulary = Forgetful()
    held_out = next((_HELD_OUT[name] for name in sys.argv[1:]), "")
    messages = training_messages(held_out, chance, vocabulary)
    weights, bias = learn(list(words(messages, vocabulary)))
    body = ",\n".join(f"  {json.dumps(name)}: {value}" for name, value in weights.items())
    head = f'"bias": {bias}, "sure": {SURE}, "beside": {BESIDE}, "margins": {json.dumps(MARGINS)}'
    path = DATA / "name_weights.json"
    path.write_text(f'{{{head},\n"weights": {{\n{body}\n}}}}\n', encoding="utf-8")
    print(f"{len(weights)} weights in {path.name}")  # noqa: T201


if __name__ == "__main__":
    main()
