"""`python -m evals.follow_ups`: are follow-up questions understood from the ones before?

Every turn after the first of each conversation is asked alone and with its context; a context that
does not help is not worth having.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from bot.answering.follow_up import with_context
from evals.dataset import HALVES, Asked, Gold
from evals.edition import build
from evals.run import Outcome, ask_all
from index.adapters.sentence_transformers import sentence_encoder
from index.search import Searcher

FOLDER = Path(__file__).parent / "conversations"
Reading = Callable[[str, Sequence[str]], str]
READINGS: dict[str, Reading] = {
    "alone": lambda question, _earlier: question,
    "with context": with_context,
}


def follow_ups(half: str, reading: Reading) -> Iterator[Asked]:
    """Every turn after the first, as `reading` makes one question of it."""
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        asked: list[str] = []
        for number, turn in enumerate(row["turns"]):
            if asked:
                gold = tuple(Gold(one["document"], one["snippet"]) for one in turn["gold"])
                question = reading(turn["question"], asked)
                name = f"{row['id']}-{number}"
                yield Asked(name, question, turn["need"], gold, "", "follow-up", half)
            asked.append(turn["question"])


def share_within(outcomes: Sequence[Outcome], depth: int) -> float:
    """ok@depth, 0 to 1: the share of questions answered within the first `depth` citations."""
    good = sum(1 for one in outcomes if one.rank is not None and one.rank <= depth)
    return good / len(outcomes) if outcomes else 0.0


@click.command()
@click.option("--half", type=click.Choice(HALVES), default="dev", show_default=True)
@click.option("--show", is_flag=True, help="Print each question as it was searched, and its rank.")
def main(half: str, *, show: bool) -> None:
    """Measure follow-up questions. Example: python -m evals.follow_ups --half dev"""
    edition, searcher = build(), Searcher(sentence_encoder(None))
    for name, reading in READINGS.items():
        outcomes = ask_all(searcher, edition, list(follow_ups(half, reading)))
        figures = "  ".join(f"ok@{k} {share_within(outcomes, k):.2f}" for k in (1, 3, 5, 10))
        click.echo(f"{name:13} {len(outcomes)} turns  {figures}")
        for one in outcomes if show and name != "alone" else ():
            click.echo(f"  {one.asked.question_id:7} {one.rank!s:>5}  {one.asked.question}")


if __name__ == "__main__":
    main()
