"""An answer as a row keeps it: every field, so that it can be shown again exactly as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.answering.answer import Answer, Citation, Clarified, Outcome
from bot.screening.screened import MaskedSpan


def to_row(answer: Answer) -> dict[str, Any]:
    """The answer as JSON."""
    return asdict(answer) | {"outcome": answer.outcome.value}


def from_row(row: Mapping[str, Any]) -> Answer:
    """The answer again. Fields that are newer than the row have their defaults."""
    typed = {
        "outcome": Outcome(row["outcome"]),
        "masked": tuple(MaskedSpan(**span) for span in row["masked"]),
        "danger": tuple(row["danger"]),
        "citations": tuple(_citation(citation) for citation in row["citations"]),
        "nearest": tuple(_citation(citation) for citation in row["nearest"]),
        "clarification": _clarified(row.get("clarification")),
    }
    return Answer(**{**row, **typed})


def _citation(row: Mapping[str, Any]) -> Citation:
    also_in = tuple((document, locator, url) for document, locator, url in row["also_in"])
    return Citation(**{**row, "section": tuple(row["section"]), "also_in": also_in})


def _clarified(row: Mapping[str, Any] | None) -> Clarified | None:
    return None if row is None else Clarified(**row)
