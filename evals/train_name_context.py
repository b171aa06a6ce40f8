"""Learn the second reading of doubtful names; write its weights as readable data.

`python -m evals.train_name_context` writes bot/screening/data/name_context_weights.json, from the
messages of `evals.train_names` and the second round of `evals.name_twins`, which brought a reader
of words alone nothing. With the name of a dev batch it learns without that batch.
What it learns of a word's score must be of a reader that has not learned from the word: the
messages are dealt into parts, each scored by a reader that learned from the others (stacked
generalization, Wolpert 1992).
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.screening.context_reader import WEIGHTS
from bot.screening.vocabulary import DATA
from evals.name_messages import Forgetful, Message
from evals.name_twins import twins
from evals.train_names import MARGINS, SEED, Word, learn, training_messages, words
from index.adapters.bert import BertEncoder
from index.encoder import Vectors

_PARTS = 4
_PROCESSES = 2
_LEAST, _MOST = -6.0, 7.0  # scores of the words learned from
_LOWEST, _HIGHEST = -2.0, 3.0
"""Scores between which a word is doubtful. With every word read again no fewer names were missed
and no fewer messages touched (each dev batch left out), and nearly every message waited."""
_MORE = {"N": 0.8}
"""What the score of a doubtful word must have more, by its sort: English words that are also
first names. Each dev batch left out, of 1,861 names and 1,087 clean messages 59 missed and 12
touched without it, 67 and 9 with it; 80 and 10 when every sort must have 0.6 more. The reader of
words alone as it was before missed 78 and touched 32."""
_CONTEXT_STRENGTH = 0.001  # of a dimension's weight, spreads taken out; 1.0 the others'
_SHARE_SCALE = 0.3
Matrix = NDArray[np.float32]


def scored(found: Sequence[Sequence[Word]], messages: Sequence[Message]) -> list[list[float]]:
    """The score of every word by a reader that has not seen its message or a copy of it."""
    parts = [zlib.crc32(message.origin.encode()) % _PARTS for message in messages]
    readers = [
        learn([w for words, own in zip(found, parts, strict=True) if own != part for w in words])
        for part in range(_PARTS)
    ]
    return [
        [readers[part].score(word.features, word.standing) for word in words]
        for words, part in zip(found, parts, strict=True)
    ]


@lru_cache(maxsize=1)
def _encoder() -> BertEncoder:
    return BertEncoder()


def _encoded(asked: tuple[str, list[tuple[int, int]]]) -> Vectors:
    return _encoder().encode_words(*asked)


def table(scores: Matrix, standings: NDArray[np.int64], kinds: int, vectors: Matrix) -> Matrix:
    """One row a word: its score, its standing, its score by standing, its vector."""
    own = np.zeros((len(scores), kinds), np.float32)
    own[np.arange(len(scores)), standings] = 1.0
    column = scores[:, None]
    return np.hstack([column, own, own * column * np.float32(_SHARE_SCALE), vectors])


def fitted(
    scores: Matrix, standings: Sequence[str], vectors: Matrix, named: NDArray[np.bool_]
) -> dict[str, object]:
    """The weights as they are written (see `ContextWeights`)."""
    names = sorted(set(standings))
    numbers = np.array([names.index(name) for name in standings])
    middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    scale = np.float32(np.sqrt(_CONTEXT_STRENGTH)) / spread
    values = table(scores, numbers, len(names), (vectors - middle) * scale)
    model = LogisticRegression(C=1.0, max_iter=300).fit(values, named)
    share, rest = float(model.coef_[0][0]), model.coef_[0][1:]
    added, shares, context = np.split(rest, [len(names), 2 * len(names)])
    vector = context * scale
    bias = float(model.intercept_[0]) - float(middle @ vector)
    by_standing = {
        name: [
            round(bias + float(added[n]) - MARGINS.get(name, 0.0) - _MORE.get(name[0], 0.0), 3),
            round(share + _SHARE_SCALE * float(shares[n]), 3),
        ]
        for n, name in enumerate(names)
    }
    return {
        "model": _encoder().name,
        "lowest": _LOWEST,
        "highest": _HIGHEST,
        "standings": {"": [round(bias, 3), round(share, 3)], **by_standing},
        "vector": [round(float(weight), 5) for weight in vector],
    }


def main() -> None:
    """Learn and write."""
    chance = random.Random(SEED)  # noqa: S311 (draws names for training, no secret)
    vocabulary = Forgetful()
    messages = training_messages("".join(sys.argv[1:2]), chance, vocabulary)
    messages += twins(2, vocabulary)
    found = [list(words(message, vocabulary)) for message in messages]
    kept = [
        (message.text, [(w, s) for w, s in zip(own, scores, strict=True) if _LEAST < s < _MOST])
        for message, own, scores in zip(messages, found, scored(found, messages), strict=True)
    ]
    kept = [(text, own) for text, own in kept if own]
    asked = [(text, [(word.start, word.end) for word, _ in own]) for text, own in kept]
    with ProcessPoolExecutor(_PROCESSES) as workers:
        vectors = np.concatenate(list(workers.map(_encoded, asked, chunksize=100)))
    flat = [pair for _, own in kept for pair in own]
    print(f"{len(flat)} words of {len(kept)} messages")  # noqa: T201
    weights = fitted(
        np.array([score for _, score in flat], np.float32),
        [word.standing for word, _ in flat],
        vectors,
        np.array([word.named for word, _ in flat]),
    )
    path = DATA / WEIGHTS
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(f"{len(vectors[0])} dimensions in {path.name}")  # noqa: T201


if __name__ == "__main__":
    main()
