"""Slips of the keyboard are put right; words that somebody knows are left alone."""

from __future__ import annotations

import pytest

from index.typos import Spelling

COUNTS = {"safeguarding": 90, "inspection": 40, "inspections": 20, "probation": 9, "police": 50}
ENGLISH = frozenset(["polite", "probably", "station"])
SPELLING = Spelling(COUNTS, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("safegaurding", "safeguarding"), ("inspectoin", "inspection"), ("probaton", "probation")],
)
def test_a_slip_becomes_the_word_of_the_corpus(wrong: str, right: str) -> None:
    assert SPELLING.correct(wrong) == right


@pytest.mark.parametrize("word", ["polite", "police", "cat", "2010", "zzzzzzz", "walsall"])
def test_known_short_and_far_words_are_left_alone(word: str) -> None:
    assert SPELLING.correct(word) is None
