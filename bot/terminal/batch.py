"""A file of questions, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.errors import GuidanceError


@dataclass(frozen=True)
class Asked:
    """One question of a batch."""

    id: str
    text: str


@dataclass
class BadBatchLine(GuidanceError):
    """A line of a batch file is not a question; `line` is 1-based."""

    line: int

    def __str__(self) -> str:
        return (
            f'Line {self.line} of the batch is not {{"id": "…", "text": "…"}}. Mend it and retry.'
        )


def read_questions(lines: Iterable[str]) -> Iterator[Asked]:
    """The questions of a batch in order; empty lines are passed over.

    Raises:
        BadBatchLine: a line is not a JSON object with an id and a text.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Asked(str(row["id"]), _text(row["text"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadBatchLine(number) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
