"""The many ways in which one kind of detail is written; what must be masked stands in braces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.screening.screener import RuleScreener

LINES = [
    line
    for line in Path(__file__).with_name("written_forms.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", [line for line in LINES if "{" in line])
def test_what_stands_in_braces_is_masked(screener: RuleScreener, line: str) -> None:
    pieces = re.split(r"[{}]", line)  # every other piece stood in braces
    text = "".join(pieces)
    masked = {i for span in screener.screen(text).masked for i in range(span.start, span.end)}
    at, left = 0, []
    for number, piece in enumerate(pieces):
        if number % 2:
            left += [text[i] for i in range(at, at + len(piece)) if i not in masked]
        at += len(piece)
    assert not any(char.isalnum() for char in left)


@pytest.mark.parametrize("line", [line for line in LINES if "{" not in line])
def test_what_only_looks_like_a_detail_stays(screener: RuleScreener, line: str) -> None:
    assert screener.screen(line).text == line
