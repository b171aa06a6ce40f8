"""What questions and thumbs say about the guidance: where it is asked about and voted down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.feedback.gaps import Unanswered
from bot.feedback.item import Item


@dataclass(frozen=True)
class Heat:
    """How much a paragraph is talked about. `bad` counts thumbs down by reason."""

    paragraph_id: str
    place: str
    questions: int
    bad: dict[str, int]
    items: int

    @property
    def total(self) -> int:
        """Everything together, to sort by."""
        return self.questions + sum(self.bad.values()) + self.items


@dataclass(frozen=True)
class Cited:
    """A question whose answer quoted this paragraph first, and why it got a thumb down, if so."""

    paragraph_id: str
    place: str
    bad: tuple[str, ...] = ()


class AskedBook(Protocol):
    """What was asked, without who asked. Blocking; raises StoreUnavailable."""

    def unanswered(self, since: datetime) -> Sequence[Unanswered]:
        """The questions that the guidance did not answer, oldest first."""
        ...

    def cited(self, since: datetime) -> Sequence[Cited]:
        """The paragraph that each answer quoted first."""
        ...


def heat(cited: Sequence[Cited], items: Sequence[Item]) -> list[Heat]:
    """Paragraphs by how much they are asked about, voted down and fed back on, the most first."""
    places = {one.paragraph_id: one.place for one in cited}
    places |= {i.about.paragraph_id: i.about.place for i in items if i.about.paragraph_id}
    found = []
    for paragraph_id, place in places.items():
        asked = [one for one in cited if one.paragraph_id == paragraph_id]
        reasons = [reason for one in asked for reason in one.bad]
        bad = {reason: reasons.count(reason) for reason in sorted(set(reasons))}
        about = sum(item.about.paragraph_id == paragraph_id for item in items)
        found.append(Heat(paragraph_id, place, len(asked), bad, about))
    return sorted(found, key=lambda one: (-one.total, one.paragraph_id))
