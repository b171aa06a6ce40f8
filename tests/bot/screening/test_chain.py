"""The log-odds of a chain against all the labels there could be, added up one by one."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path

import pytest

from bot.screening.chain import read_chain

WEIGHTS = {"street": 2.0, "number": 1.5, "verb": -3.0}
STEPS = {"s": [0.4, -1.0, -0.6, 1.2], "c": [0.1, -0.3, 0.2, 0.5], "^": [0.0, 0.0, 0.0, 0.0]}
BIAS = -0.5
ROW = [["verb"], ["number"], ["street", "number"], ["unknown"], ["verb", "street"]]
GAPS = ["^", "s", "c", "s", "s"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({"bias": BIAS, "steps": STEPS, "weights": WEIGHTS}), "utf-8")
    return file


def likelihood(labels: tuple[int, ...]) -> float:
    score = sum(
        BIAS + sum(WEIGHTS.get(name, 0.0) for name in names)
        for names, label in zip(ROW, labels, strict=True)
        if label
    )
    for index in range(1, len(labels)):
        score += STEPS[GAPS[index]][2 * labels[index - 1] + labels[index]]
    return math.exp(score)


def test_log_odds_are_those_of_all_labels_added_up(path: Path) -> None:
    found = read_chain(path).log_odds(ROW, GAPS)
    every = list(product((0, 1), repeat=len(ROW)))
    for index, odds in enumerate(found):
        inside = sum(likelihood(labels) for labels in every if labels[index])
        outside = sum(likelihood(labels) for labels in every if not labels[index])
        assert odds == pytest.approx(math.log(inside / outside))


def test_a_neighbour_that_is_in_speaks_for_a_token(path: Path) -> None:
    chain = read_chain(path)
    alone = chain.log_odds([["unknown"]], ["^"])[0]
    beside = chain.log_odds([["street", "number"], ["unknown"]], ["^", "s"])[1]
    assert beside > alone


def test_the_longest_row_neither_overflows_nor_takes_long(path: Path) -> None:
    found = read_chain(path).log_odds([["street", "number"]] * 4_000, ["s"] * 4_000)
    assert all(math.isfinite(odds) and odds > 0 for odds in found)
