"""Learn the name reader's weights from the dev halves; write them as readable data.

`python -m evals.train_names` writes bot/screening/data/name_weights.json, learned with the letter
weights of `evals.train_name_shape` as they are. With the name of a dev batch it learns without that
batch, so that the report on it tells of messages and people not met before. It never opens a test
file.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.screening.form import Glance
from bot.screening.masking import besides_names
from bot.screening.name_features import NameFeatures
from bot.screening.name_reader import NameReader
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
    near_missed,
    plain,
    slipped,
    templates,
)
from evals.name_twins import twins

SEED = 4
_BATCHES = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7")
_COPIES = 6
_FEWEST = 4  # times a feature is seen
_STRENGTH = 0.15
_LEAST_WEIGHT = 0.05
SURE, BESIDE = 0.0, -1.5
# Margins by the sort of a word and its case (`NameFeatures.standing`), chosen on the scores of each
# batch by the reader that had not learned from it: a word in nobody's list is nearly always a name,
# however little speaks for it, and an English word in small letters hardly ever. Slips of the
# finger are commoner in real messages than in these: their margin is above what few scores ask.
_STANDINGS = {
    -1.2: "Ll",
    -1.0: "Xl Xf",
    -0.8: "Xt",
    -0.6: "Fl Ff",
    -0.5: "Tl Tt Tf",
    -0.4: "Gl",
    -0.3: "Ml",
    0.1: "Wl",
    0.3: "Lt Lf Nl",
    0.4: "Gt Nt",
    0.5: "Et Kf Ct Cf",
    0.6: "Gf El",
    0.8: "Nf Ef",
    1.0: "Wt Wf Cl",
}
MARGINS = {name: margin for margin, names in _STANDINGS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word at text[start:end] of a message that a name could be, and whether it is one."""

    start: int
    end: int
    features: list[str]
    standing: str
    named: bool


def words(message: Message, vocabulary: Forgetful) -> Iterator[Word]:
    """Every word of the message that a name could be."""
    known = vocabulary.without(message.hidden)
    glance = Glance(message.text)
    signs = NameRules(glance, known, besides_names(glance, known))
    features = NameFeatures(signs, signs.fired())
    for index, word in enumerate(signs.words):
        if index in signs.blocked or not features.may_name(index):
            continue
        kinds = {k for s, e, k in message.spans if s < word.end and word.start < e}
        if not kinds or "person_name" in kinds:
            found, standing = features.of(index), features.standing(index)
            yield Word(word.start, word.end, found, standing, bool(kinds))


def table(found: Sequence[Word], columns: dict[str, int]) -> csr_matrix:
    """One row a word, one column a feature."""
    ends, cells = [0], []
    for word in found:
        cells += sorted({columns[name] for name in word.features if name in columns})
        ends.append(len(cells))
    return csr_matrix(
        (np.ones(len(cells), dtype=np.float32), cells, ends), shape=(len(found), len(columns))
    )


def training_messages(left_out: str, chance: random.Random, vocabulary: Forgetful) -> list[Message]:
    """Everything that may be learned from, but for one batch."""
    bag = NameBag(vocabulary, chance)
    batches = [batch for batch in _BATCHES if batch != left_out]
    details = [message for batch in batches for message in labelled(batch)]
    nothing = [message for batch in batches for message in plain(batch)]
    found = list(copies(details, _COPIES, bag, chance))
    for message in nothing:
        found += [message, slipped(message, chance), slipped(message, chance)]
    for number, template in enumerate(templates()):
        found += [filled(number, template, bag, chance) for _ in range(_COPIES)]
    for message in nameless():
        found += [message, slipped(message, chance), slipped(message, chance)]
    found += [slipped(message, chance) for message in (*asked(), *near_missed(vocabulary))]
    return [*found, *twins(1, vocabulary)]


def learn(found: Sequence[Word]) -> NameReader:
    """A reader with these words' weights."""
    counts = Counter(name for word in found for name in set(word.features))
    columns = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= _FEWEST))}
    values, labels = table(found, columns), np.array([word.named for word in found])
    print(f"{len(found)} words, {int(labels.sum())} of names, {len(columns)} features")  # noqa: T201
    model = LogisticRegression(C=_STRENGTH, max_iter=300)
    model.fit(values, labels)
    learned: NDArray[np.float64] = model.coef_[0]
    weights = {
        n: round(float(learned[i]), 2)
        for n, i in columns.items()
        if abs(learned[i]) >= _LEAST_WEIGHT
    }
    return NameReader(weights, round(float(model.intercept_[0]), 3), SURE, BESIDE, MARGINS)


def main() -> None:
    """Learn and write."""
    chance = random.Random(SEED)  # noqa: S311 (draws names for training, no secret)
    vocabulary = Forgetful()
    messages = training_messages("".join(sys.argv[1:2]), chance, vocabulary)
    reader = learn([word for message in messages for word in words(message, vocabulary)])
    body = ",\n".join(f"  {json.dumps(name)}: {value}" for name, value in reader.weights.items())
    head = json.dumps(
        {"bias": reader.bias, "sure": SURE, "beside": BESIDE, "margins": MARGINS}
    ).removesuffix("}")
    path = DATA / "name_weights.json"
    path.write_text(f'{head},\n"weights": {{\n{body}\n}}}}\n', encoding="utf-8")
    print(f"{len(reader.weights)} weights in {path.name}")  # noqa: T201


if __name__ == "__main__":
    main()
