"""The windows of a clarification: write it, see it as it will be shown, take it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Clarified
from bot.answering.clarification import (
    LONGEST_TEXT,
    Clarification,
    Draft,
    NewClarification,
)
from bot.slack.actions import Form
from bot.slack.feedback.inputs import day, line, lines
from bot.slack.messages.blocks import Json, Run, modal, quoted, small, words
from bot.slack.messages.clarification import clarification_blocks

INTRO = (
    "People who ask a question like these see what you write, dated and signed, and marked as not "
    "guidance. Leave out everything that could tell who a child is."
)
HIDDEN = (
    "I hid personal details in what you wrote. Press Close to change it, or publish it as it is "
    "here."
)
EXACTLY = "People will read exactly this; its number is added."
LONGEST_METADATA = 3_000
"""What Slack lets a window carry."""


@dataclass(frozen=True)
class WriteStart:
    """What the form is filled in with."""

    questions: Sequence[str]
    unit: str
    name: str
    until: date


def write_window(start: WriteStart) -> Json:
    """The form."""
    blocks = [
        small(INTRO),
        lines("questions", "Questions it answers, one a line", initial="\n".join(start.questions)),
        lines("text", "What the NSDU says", longest=LONGEST_TEXT),
        line("unit", "Unit or role", initial=start.unit),
        line("name", "Your name as people shall see it", initial=start.name),
        day("until", "The last day on which it holds", start.until),
    ]
    return modal(
        "NSDU clarification", blocks, callback=Form.CLARIFICATION_WRITE, submit="Show it first"
    )


def preview_window(draft: Draft, dated: date, *, hidden: bool) -> Json | None:
    """Exactly what people will read, under the first question; None when it is too long for a
    window to carry.
    """
    carried = carry(draft)
    if len(carried) > LONGEST_METADATA or draft.until is None:
        return None
    shown = Clarified(
        number=0,
        question=draft.questions[0],
        text=draft.text,
        unit=draft.unit,
        name=draft.name,
        dated=dated.isoformat(),
        until=draft.until.isoformat(),
        expired=False,
    )
    blocks = [*([words(HIDDEN)] if hidden else []), small(EXACTLY)]
    blocks += [*clarification_blocks(shown), *_also(draft.questions[1:])]
    view = modal("Publish this?", blocks, callback=Form.CLARIFICATION_PUBLISH, submit="Publish")
    return view | {"private_metadata": carried}


def withdraw_window(one: Clarification) -> Json:
    """Asks once before it is taken back."""
    sentence = (
        f"Withdraw clarification {one.number}? Nobody is shown it from then on, not even that "
        "there was one. It cannot be published again; you can write another."
    )
    blocks = [words(sentence), quoted([Run(one.text)])]
    view = modal("Withdraw it?", blocks, callback=Form.CLARIFICATION_WITHDRAW, submit="Withdraw")
    return view | {"private_metadata": str(one.number)}


def carry(draft: Draft) -> str:
    """A draft as text that travels with the window."""
    until = draft.until.isoformat() if draft.until else ""
    row = [draft.text, draft.questions, draft.unit, draft.name, until]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def carried(text: str, dated: date) -> NewClarification:
    """The draft that a window carried, dated."""
    said, questions, unit, name, until = json.loads(text)
    return NewClarification(said, tuple(questions), unit, name, date.fromisoformat(until), dated)


def _also(questions: Sequence[str]) -> list[Json]:
    return [small("It is also shown to those who ask:", *questions)] if questions else []
