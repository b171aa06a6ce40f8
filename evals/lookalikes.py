"""`python -m evals.lookalikes`: are feedback items that say the same suggested for merging?

Each line of `evals/lookalikes` is one issue in three wordings, written by us about the topics that
practitioners raise; several issues of one topic stand side by side, so that mere likeness of topic
misleads. All wordings come in one by one, in an order drawn by a fixed seed, among other feedback
(`evals/screening/kinds_*.jsonl`), as items come into the register.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from bot.feedback.item import Number
from bot.feedback.lookalikes import LIKENESS, LookAlikes
from evals.dataset import HALVES
from index.adapters.sentence_transformers import sentence_encoder
from index.encoder import Encoder

FOLDER = Path(__file__).parent
STEPS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
SEED = 11


@dataclass(frozen=True)
class Received:
    """A text, and the issue it is about; others have an issue of their own."""

    text: str
    issue: str


@dataclass(frozen=True)
class Score:
    """`repeats` are items whose issue had come in before, `found` those of them for which one of
    the same issue was suggested; `shown` and `right` count single suggestions; `misled` are items
    new to the register for which anything was suggested, of `new`.
    """

    repeats: int
    found: int
    shown: int
    right: int
    new: int
    misled: int


def received(half: str) -> list[Received]:
    """The labelled wordings of one half among its other feedback, in a fixed mixed order."""
    lines = (FOLDER / "lookalikes" / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    labelled = [Received(text, row["issue"]) for row in rows for text in row["texts"]]
    mixed = [*labelled, *_others(half)]
    random.Random(SEED).shuffle(mixed)  # noqa: S311 - an order to repeat, not a secret
    return mixed


def _others(half: str) -> list[Received]:
    file = FOLDER / "screening" / f"kinds_{half}2.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [Received(row["text"], row["id"]) for row in rows if row["kind"] == "feedback"]


def score(items: Sequence[Received], encoder: Encoder, likeness: float) -> Score:
    """Let the items come in one after the other; all stay open."""
    register: list[tuple[Number, bytes]] = []
    alike = LookAlikes(encoder, lambda: register, likeness)
    repeats = found = shown = right = new = misled = 0
    known: set[str] = set()
    for number, item in enumerate(items):
        suggested, vector = alike.find(item.text)
        same = sum(items[one].issue == item.issue for one in suggested)
        shown, right = shown + len(suggested), right + same
        if item.issue in known:
            repeats, found = repeats + 1, found + bool(same)
        else:
            new, misled = new + 1, misled + bool(suggested)
        known.add(item.issue)
        register.append((Number(number), vector))
    return Score(repeats, found, shown, right, new, misled)


class Remembered:
    """Encodes each text once, whatever the threshold."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self._vectors = dict(zip(texts, encoder.encode(list(texts)), strict=True))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As the encoder does."""
        return np.stack([self._vectors[text] for text in texts])


@click.command(epilog="Example: python -m evals.lookalikes --half test")
@click.option("--half", type=click.Choice(HALVES), default="dev", show_default=True)
def main(half: str) -> None:
    """Print what each threshold finds, and what it suggests in vain."""
    items = received(half)
    remembered = Remembered(sentence_encoder(None), [item.text for item in items])
    click.echo(f"{len(items)} items of the {half} half; * is the threshold in use")
    click.echo("threshold  repeats found  suggestions right  new items misled")
    for likeness in STEPS:
        s = score(items, remembered, likeness)  # type: ignore[arg-type]  # encode is all it needs
        mark = "*" if likeness == LIKENESS else " "
        click.echo(
            f"{likeness:.2f}{mark}      {s.found:3} of {s.repeats:3}     "
            f"{s.right:3} of {s.shown:3}         {s.misled:3} of {s.new:3}"
        )


if __name__ == "__main__":
    main()
