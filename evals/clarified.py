"""`python -m evals.clarified`: does a clarification reach who asks its question, and nobody else?

Each line of `evals/clarifications` is a question that the documents do not answer, with paraphrases
and with a near miss: another question on the same topic. Every question that is known has one
clarification; all lie in one book. Shown by mistake counts for the near misses, for unanswerable
questions that nothing clarifies, and for questions that the documents answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.answering.clarification import NewClarification
from bot.answering.clarification_memory import MemoryClarifications
from bot.answering.clarifier import Clarifier
from evals.dataset import HALVES, load
from index.adapters.sentence_transformers import sentence_encoder

FOLDER = Path(__file__).parent / "clarifications"
TODAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Known:
    """A question that a clarification answers, in other words, and another like it."""

    question_id: str
    question: str
    same: tuple[str, ...]
    other: tuple[str, ...]


def known(half: str) -> list[Known]:
    """The lines of one half."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Known(r["id"], r["known"], tuple(r["same"]), tuple(r["other"])) for r in rows]


def clarifier_of(every: Sequence[Known]) -> Clarifier:
    """A clarifier that knows one clarification a question, in their order."""
    book = MemoryClarifications(lambda: datetime.now(UTC))
    for one in every:
        new = NewClarification("Said.", (one.question,), "Unit", "Name", TODAY, TODAY)
        book.publish(new, "staff", one.question_id)
    return Clarifier(book, sentence_encoder(None), lambda: TODAY)


def found(clarifier: Clarifier, question: str) -> int | None:
    """The number of the clarification shown for a question, counted from 1."""
    match = clarifier.find(question)
    return None if match is None else match.clarification.number


@click.command()
@click.option("--half", type=click.Choice(HALVES), default="dev", show_default=True)
def main(half: str) -> None:
    """Measure clarifications. Example: python -m evals.clarified --half dev"""
    every = known(half)
    clarifier = clarifier_of(every)
    numbered = list(enumerate(every, start=1))
    same = [(found(clarifier, q), number) for number, one in numbered for q in one.same]
    right = sum(got == number for got, number in same)
    wrong = sum(got not in {None, number} for got, number in same)
    click.echo(f"paraphrases: {right} of {len(same)} get their clarification, {wrong} another")
    ids = {one.question_id for one in every}
    asked = [one for one in load([half]) if one.question_id not in ids]
    unlike = {
        "near misses": [q for one in every for q in one.other],
        "unanswerable, not clarified": [one.question for one in asked if not one.answerable],
        "answerable": [one.question for one in asked if one.answerable],
    }
    for name, questions in unlike.items():
        shown = sum(found(clarifier, question) is not None for question in questions)
        click.echo(f"{name}: {shown} of {len(questions)} get one by mistake")


if __name__ == "__main__":
    main()
