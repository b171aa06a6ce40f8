"""The twins that the readers of names learn from: marked, and apart from the test messages."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from bot.screening.vocabulary import Vocabulary
from bot.screening.words import words_of
from evals.name_twins import FILE, name_spans, twins

MESSAGES = Path(__file__).parents[2] / "evals" / "screening"
PAIRS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FEWEST_RUNS = 5  # of four words; shorter messages share theirs by chance
Run = tuple[str, ...]


def runs_of_four(text: str) -> frozenset[Run]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def measured() -> list[dict[str, object]]:
    files = sorted(MESSAGES.glob("*_test*.jsonl"))
    lines = [
        line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line
    ]
    return [row for row in map(json.loads, lines) if isinstance(row["text"], str)]


def test_every_name_is_found_in_the_twin_that_has_it() -> None:
    for pair in PAIRS:
        spans = name_spans(pair["somebody"], pair["names"])
        found = {pair["somebody"][start:end] for start, end, _ in spans}
        assert bool(spans) == bool(pair["somebody"]), pair
        assert found <= set(pair["names"]), pair


def test_a_name_is_found_whole_with_its_endings_and_nowhere_else() -> None:
    text = "Grace Hill rang. grace and the Hills want a period of graceful Grace's help"
    spans = [text[start:end] for start, end, _ in name_spans(text, ["Grace", "Grace Hill", "Hill"])]
    assert spans == ["Grace Hill", "Hill", "Grace"]


def test_each_round_gives_both_sorts() -> None:
    vocabulary = Vocabulary()
    for number in (1, 2):
        messages = list(twins(number, vocabulary))
        assert sum(not message.spans for message in messages) > 1_000
        assert sum(bool(message.spans) for message in messages) > 1_000


def test_no_twin_shares_more_than_half_of_its_runs_with_a_test_message() -> None:
    with_run: dict[Run, set[int]] = {}
    lengths: dict[int, int] = {}
    for number, row in enumerate(measured()):
        runs = runs_of_four(str(row["text"]))
        lengths[number] = len(runs)
        for run in runs:
            with_run.setdefault(run, set()).add(number)
    for text in (pair[half] for pair in PAIRS for half in ("nobody", "somebody")):
        runs = runs_of_four(text)
        shared = Counter(number for run in runs for number in with_run.get(run, ()))
        for number, times in shared.items():
            if min(len(runs), lengths[number]) >= FEWEST_RUNS:
                assert times / min(len(runs), lengths[number]) <= 0.5, text


def test_no_unusual_name_of_a_test_message_is_learned() -> None:
    vocabulary = Vocabulary()
    tests = {
        word.key
        for row in measured()
        for span in row.get("spans", [])  # type: ignore[attr-defined]
        if span["kind"] == "person_name"
        for word in words_of(str(row["text"])[span["start"] : span["end"]])
    }
    learned = {word.key for pair in PAIRS for name in pair["names"] for word in words_of(name)}
    assert not {
        key
        for key in learned & tests
        if len(key) > 3
        and not vocabulary.is_english(key)
        and vocabulary.given_band(key) + vocabulary.family_band(key) == "--"
    }
