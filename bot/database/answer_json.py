"""An answer as a row keeps it: every field, so that it can be shown again exactly as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.answering.answer import Answer, Citation, Clarified, Duty, Outcome, ReadWith, Shape
from bot.screening.screened import MaskedSpan


def to_row(answer: Answer) -> dict[str, Any]:
    """The answer as JSON."""
    return asdict(answer) | {"outcome": answer.outcome.value, "shape": answer.shape.value}


def from_row(row: Mapping[str, Any]) -> Answer:
    """The answer again. Fields that are newer than the row have their defaults."""
    typed = {
        "outcome": Outcome(row["outcome"]),
        "masked": tuple(MaskedSpan(**span) for span in row["masked"]),
        "danger": tuple(row["danger"]),
        "citations": tuple(_citation(citation) for citation in row["citations"]),
        "nearest": tuple(_citation(citation) for citation in row["nearest"]),
        "clarification": _clarified(row.get("clarification")),
        "shape": Shape(row.get("shape", Shape.ONE)),
        "unanswered": tuple(row.get("unanswered", ())),
    }
    return Answer(**{**row, **typed})


def _citation(row: Mapping[str, Any]) -> Citation:
    typed = {
        "section": tuple(row["section"]),
        "also_in": tuple(tuple(place) for place in row["also_in"]),
        "duties": tuple(Duty(**duty) for duty in row.get("duties", ())),
        "read_with": tuple(ReadWith(**sentence) for sentence in row.get("read_with", ())),
    }
    return Citation(**{**row, **typed})


def _clarified(row: Mapping[str, Any] | None) -> Clarified | None:
    return None if row is None else Clarified(**row)
