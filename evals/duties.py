"""`python -m evals.duties`: how well duties are told, on sentences labelled by hand.

`evals/duties/dev.jsonl` is what the rules were written on, `test.jsonl` was labelled before and is
only run. A line: `paragraph_id`, `sentence`, `strength`, `on` (whom it binds) and `standing`, the
last three null where the sentence lays no duty.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from index.duty import duty_of

DATA = Path(__file__).parent / "duties"
_BRACKET = re.compile(r"\s*\([^)]*\)")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Tally:
    """What was told rightly, told wrongly, and not told though it was to be."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was told that is right; 1 when nothing was told."""
        told = self.right + self.wrong
        return self.right / told if told else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be told that was; 1 when there was nothing."""
        due = self.right + self.missed
        return self.right / due if due else 1.0


def labelled(half: str) -> list[dict[str, Any]]:
    """The labelled sentences of one half, dev or test."""
    lines = (DATA / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def strengths(rows: Iterable[dict[str, Any]]) -> Tally:
    """Must, should and may, and their negatives, against the labels."""
    return _tally([(_told(row)[0], row["strength"]) for row in rows])


def subjects(rows: Iterable[dict[str, Any]]) -> Tally:
    """Whom a duty binds, against the labels; articles and short forms in brackets do not count."""
    return _tally([(_plain(_told(row)[1]), _plain(row["on"])) for row in rows])


def _told(row: dict[str, Any]) -> tuple[str | None, str | None]:
    sentence = row["sentence"]
    found = duty_of(sentence)
    if found is None:
        return None, None
    strength, on, _ = found
    return strength.value, None if on is None else sentence[slice(*on)]


def _plain(subject: str | None) -> str | None:
    if subject is None:
        return None
    return _ARTICLE.sub("", _BRACKET.sub("", subject)).strip(" ,").lower()


def _tally(pairs: Sequence[tuple[str | None, str | None]]) -> Tally:
    return Tally(
        right=sum(told is not None and told == due for told, due in pairs),
        wrong=sum(told is not None and told != due for told, due in pairs),
        missed=sum(due is not None and told != due for told, due in pairs),
    )


@click.command()
def main() -> None:
    """Print precision and recall of duty labels and of their subjects, on both halves.

    Example: python -m evals.duties
    """
    for half in ("dev", "test"):
        rows = labelled(half)
        for name, tally in (("strength", strengths(rows)), ("on whom", subjects(rows))):
            click.echo(
                f"{half:5}{name:10}{len(rows):5} sentences  precision {tally.precision:.3f}"
                f"  recall {tally.recall:.3f}  ({tally.right} right, {tally.wrong} wrong,"
                f" {tally.missed} missed)"
            )


if __name__ == "__main__":
    sys.exit(main())
