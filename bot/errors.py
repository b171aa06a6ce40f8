"""What can go wrong in the service; each error carries data, each has one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass


class GuidanceError(Exception):
    """Base of every expected failure: `str()` is one plain sentence with what to do next."""


@dataclass
class BadSetting(GuidanceError):
    """A setting stops the start. `example` is a right value."""

    name: str
    problem: str
    example: str

    def __str__(self) -> str:
        return f"{self.name} {self.problem}. A right value looks like {self.example}."


@dataclass
class QuoteMismatch(GuidanceError):
    """A quotation is not an exact part of its published paragraph: a defect, never shown."""

    paragraph_id: str
    field: str

    def __str__(self) -> str:
        return (
            f"A quotation from {self.paragraph_id} did not match the document, so it is withheld."
        )
