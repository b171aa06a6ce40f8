"""Numbers of a known length in whatever groups they were typed, and numbers said in words.

People copy a ten-figure number as 3-3-4, in pairs, one figure at a time, or over two lines. A
pattern for each grouping misses the next one, so a number is looked for as consecutive groups of
figures that add up to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.screening.form import Form, Glance, listed

_BETWEEN = r"[\s.,;:|*()/_\-\u2010-\u2015]{1,3}"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}\d+)+|\d{{9,}}")
_GROUP = re.compile(r"\d+")
_WORDS = "zero one two three four five six seven eight nine"
_SAID = {word: str(figure) for figure, word in enumerate(_WORDS.split())}
_SAID |= dict.fromkeys(("oh", "o", "nought", "naught"), "0")
_SAID_WORD = rf"(?:{'|'.join(sorted(_SAID, key=len, reverse=True))})"
_LEAST_SAID, _LEAST_WORDS = 7, 2
_SPOKEN = Form(
    rf"\b(?:(?:(?:double|triple|treble)[ \-])?(?:{_SAID_WORD}|\d{{1,5}})\b[\s,.\-]{{0,2}}){{3,14}}",
    listed("oh o zero nought naught double triple treble one two three nine"),
)
_TIMES = {"double": 2, "triple": 3, "treble": 3}


@dataclass(frozen=True, slots=True)
class FigureRun:
    """Consecutive groups of figures at text[start:end]; `digits` without what stands between."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]


def runs_of(text: str, length: int, beginning: str = "") -> Iterator[FigureRun]:
    """Every row of whole groups with `length` figures together, the first group beginning so; they
    may overlap.
    """
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        digits = "".join(text[start:end] for start, end in groups)
        ends = list(accumulate(end - start for start, end in groups))
        last_of = {end: group for group, end in enumerate(ends)}
        for first, at in enumerate([0, *ends[:-1]]):
            last = last_of.get(at + length)
            if last is not None and digits.startswith(beginning, at):
                sizes = tuple(end - start for start, end in groups[first : last + 1])
                yield FigureRun(groups[first][0], groups[last][1], digits[at : at + length], sizes)


def spoken_numbers(glance: Glance) -> Iterator[FigureRun]:
    """Numbers said a figure at a time, wholly or in part: "oh double seven 00 double nine"."""
    for match in _SPOKEN.found(glance):
        words = re.findall(r"[a-z]+|\d+", match.group().lower())
        digits = _figures(words)
        said = sum(word.isalpha() for word in words)
        if len(digits) >= _LEAST_SAID and said >= _LEAST_WORDS:
            end = match.start() + len(match.group().rstrip(" ,.-\n"))
            yield FigureRun(match.start(), end, digits, (len(digits),))


def _figures(words: list[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        digits += _SAID.get(word, word) * times
        times = 1
    return digits
