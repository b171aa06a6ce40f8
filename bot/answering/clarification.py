"""An NSDU clarification: what the Unit says, dated, signed and for a time, where the published
guidance is silent. It is never guidance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_TEXT = 1_500
LONGEST_QUESTION = 200
MOST_QUESTIONS = 5
LONGEST_UNIT = 80
LONGEST_NAME = 60
LONGEST_LIFE = timedelta(days=366)
EXPIRED_SHOWN = timedelta(days=180)
"""For so long after its last day people are told that there was one and that it expired."""
_NAME = re.compile(r"[^\W\d_]+(?:[ .’'-]{1,2}[^\W\d_]+)*\.?")


class State(StrEnum):
    """Where a clarification stands."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Draft:
    """What a member of staff has written. `questions` are those it answers and `text` the answer,
    all masked; `unit` and `name` sign it; `until` is its last day, in London.
    """

    text: str
    questions: tuple[str, ...]
    unit: str
    name: str
    until: date | None


@dataclass(frozen=True)
class NewClarification:
    """A draft without mistakes, dated."""

    text: str
    questions: tuple[str, ...]
    unit: str
    name: str
    until: date
    dated: date


@dataclass(frozen=True)
class Clarification(NewClarification):
    """A clarification as kept. `by` and `withdrawn_by` are ids of staff; people see `name`."""

    number: int
    by: str
    withdrawn: datetime | None = None
    withdrawn_by: str | None = None

    def state(self, today: date) -> State:
        """Where it stands on a day; it is live on its last day still."""
        if self.withdrawn is not None:
            return State.WITHDRAWN
        return State.LIVE if today <= self.until else State.EXPIRED


def mistakes(draft: Draft, today: date) -> Mapping[str, str]:
    """What must be put right before a draft can be shown to anybody, a sentence a field."""
    found = {
        "text": _text_mistake(draft.text),
        "questions": _questions_mistake(draft.questions),
        "unit": _length_mistake(draft.unit, LONGEST_UNIT, "Say for which unit or role you sign."),
        "name": _name_mistake(draft.name),
        "until": _until_mistake(draft.until, today),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _length_mistake(text: str, longest: int, missing: str) -> str:
    if not text.strip():
        return missing
    return f"At most {longest} characters; these are {len(text)}." if len(text) > longest else ""


def _text_mistake(text: str) -> str:
    return _length_mistake(text, LONGEST_TEXT, "Write what the NSDU says.")


def _questions_mistake(questions: tuple[str, ...]) -> str:
    if not questions:
        return "Write at least one question that this answers."
    if len(questions) > MOST_QUESTIONS:
        return f"At most {MOST_QUESTIONS} questions, one a line; these are {len(questions)}."
    long = any(len(question) > LONGEST_QUESTION for question in questions)
    return f"A question has at most {LONGEST_QUESTION} characters." if long else ""


def _name_mistake(name: str) -> str:
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return f"Your name as people shall see it: letters only, at most {LONGEST_NAME}."
    return ""


def _until_mistake(until: date | None, today: date) -> str:
    if until is None:
        return "Choose the last day on which this holds."
    if until < today:
        return "The last day cannot be in the past."
    if until > today + LONGEST_LIFE:
        return "A clarification holds for a year at most. Choose an earlier day."
    return ""
