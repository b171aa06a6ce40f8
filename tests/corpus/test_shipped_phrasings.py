"""The shipped phrasings: for today's paragraphs, readable, and no question of the evaluation."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from corpus.library import load_library
from corpus.phrasings import LONGEST, load_phrasings

QUESTIONS = Path(__file__).resolve().parents[2] / "evals" / "questions"


def test_every_paragraph_has_phrasings_of_its_present_text() -> None:
    paragraphs = load_library().paragraphs
    asked = Counter(phrasing.paragraph_id for phrasing in load_phrasings(paragraphs))
    assert {one.paragraph_id for one in paragraphs} == set(asked)


def test_no_phrasing_is_a_question_of_the_evaluation() -> None:
    phrasings = {_plain(one.text) for one in load_phrasings(load_library().paragraphs)}
    questions = {
        _plain(json.loads(line)["question"])
        for file in QUESTIONS.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    }
    assert not phrasings & questions


def test_phrasings_are_short_and_none_stands_twice_at_a_paragraph() -> None:
    phrasings = load_phrasings(load_library().paragraphs)
    assert all(3 <= len(one.text) <= LONGEST for one in phrasings)
    assert max(Counter((one.paragraph_id, _plain(one.text)) for one in phrasings).values()) == 1


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(" ?.")
