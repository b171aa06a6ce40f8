"""The labelled look-alikes: readable, in halves that share nothing, and scored as they come in."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from evals.lookalikes import Received, Score, received, score
from index.adapters.memory import HashingEncoder

FOLDER = Path(__file__).resolve().parents[2] / "evals" / "lookalikes"


def test_each_issue_has_three_wordings_and_stands_in_one_half() -> None:
    issues: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for half in ("dev", "test"):
        for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert len(row["texts"]) == 3
            issues[row["issue"]] += 1
            texts.update(row["texts"])
    assert len(issues) == 36
    assert set(issues.values()) | set(texts.values()) == {1}


def test_the_order_of_arrival_is_the_same_each_time() -> None:
    assert received("dev") == received("dev")
    assert sum(item.issue.startswith("issue-") for item in received("dev")) == 72


def test_a_repeat_counts_as_found_only_by_one_of_its_own_issue() -> None:
    items = [
        Received("caseloads of social workers are too high", "a"),
        Received("caseloads of social workers are high", "a"),
        Received("caseloads of social workers are low", "b"),
        Received("zebra crossings", "c"),
    ]
    assert score(items, HashingEncoder(), 0.5) == Score(
        repeats=1, found=1, shown=3, right=1, new=3, misled=1
    )
    assert score(items, HashingEncoder(), 1.1).shown == 0
