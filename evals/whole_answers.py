"""`python -m evals.whole_answers`: questions whose answer needs two passages, before and after.

`evals/whole_answers/<style>_<half>.jsonl` holds a question and its `sides` a line: each side lists
snippets any one of which answers that side. A result is right when every side is met.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from evals.dataset import Gold
from evals.edition import build
from evals.run import Searches
from index.adapters.sentence_transformers import sentence_encoder
from index.hit import Hit
from index.open_edition import OpenEdition
from index.search import Searcher
from index.whole_answer import WholeAnswers

DATA = Path(__file__).parent / "whole_answers"
STYLES = ("two_part", "over_time")
CUTS = (2, 3, 5)


@dataclass(frozen=True)
class TwoSided:
    """A question and what each of its sides may be answered by."""

    question: str
    sides: tuple[tuple[Gold, ...], ...]

    def met(self, hits: Sequence[Hit]) -> bool:
        """Whether some hit answers each side."""
        return all(any(_answers(hit, side) for hit in hits) for side in self.sides)


def _answers(hit: Hit, side: Sequence[Gold]) -> bool:
    return any(gold.in_text(hit.document.slug, hit.paragraph.text) for gold in side)


def two_sided(style: str, half: str) -> list[TwoSided]:
    """The questions of a style (`two_part`, `over_time`) and half (`dev`, `test`)."""
    lines = (DATA / f"{style}_{half}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [
        TwoSided(
            row["question"], tuple(tuple(Gold(**one) for one in side) for side in row["sides"])
        )
        for row in rows
    ]


def shares(
    searcher: Searches, edition: OpenEdition, questions: Sequence[TwoSided]
) -> dict[str, float]:
    """The share of questions met within the first 2, 3 and 5, and by what is shown together; the
    median milliseconds.
    """
    met: dict[str, list[bool]] = {}
    times = []
    for one in questions:
        result = searcher.search(edition, one.question, limit=max(CUTS))
        times.append(result.elapsed_ms)
        for cut in CUTS:
            met.setdefault(f"first {cut}", []).append(one.met(result.kept[:cut]))
        met.setdefault("together", []).append(one.met(result.kept[: result.together]))
    return {name: sum(each) / len(each) for name, each in met.items()} | {"ms": median(times)}


@click.command()
@click.option("--half", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
def main(half: str) -> None:
    """Print how often both passages are found, by the plain search and by the whole answer.

    Example: python -m evals.whole_answers --half test
    """
    edition, plain = build(), Searcher(sentence_encoder(None))
    for style in STYLES:
        questions = two_sided(style, half)
        for name, searcher in (("plain", plain), ("whole", WholeAnswers(plain))):
            figures = shares(searcher, edition, questions)
            cells = "  ".join(f"{key} {value:.2f}" for key, value in figures.items())
            click.echo(f"{half:5}{style:10}{name:7}{len(questions):4} questions  {cells}")


if __name__ == "__main__":
    sys.exit(main())
