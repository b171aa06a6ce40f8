"""The gaps of the last days, each with the clarification that answers it, if one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.answering.clarification import Clarification
from bot.answering.clarifier import Clarifier
from bot.feedback.gaps import Gap, gaps
from bot.feedback.insight import AskedBook
from bot.feedback.working_days import day_of
from index.encoder import Encoder

DAYS = 90
"""How far back a list looks unless asked otherwise."""


@dataclass(frozen=True)
class ListedGap:
    """A gap, and the clarification that its first question gets: live, lately expired, or none."""

    gap: Gap
    clarification: Clarification | None


class GapList:
    """Blocking: a few milliseconds for each different question."""

    def __init__(
        self,
        asked: AskedBook,
        clarifier: Clarifier,
        encoder: Encoder,
        now: Callable[[], datetime],
    ) -> None:
        self._asked = asked
        self._clarifier = clarifier
        self._encoder = encoder
        self._now = now

    def last(self, days: int, most: int) -> tuple[Sequence[ListedGap], int]:
        """The `most` largest gaps of the last `days` days, and how many gaps there are.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        found = gaps(self._asked.unanswered(self._now() - timedelta(days=days)), self._encoder)
        return [self._listed(gap) for gap in found[:most]], len(found)

    def today(self) -> date:
        """The day in London, by which a clarification is live or expired."""
        return day_of(self._now())

    def _listed(self, gap: Gap) -> ListedGap:
        match = self._clarifier.find(gap.question)
        return ListedGap(gap, None if match is None else match.clarification)
