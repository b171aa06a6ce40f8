"""Clarifications in memory, for measuring and for tests; gone with the process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from bot.answering.clarification import Clarification, NewClarification
from bot.answering.clarification_book import NoSuchClarification, TakenBack


class MemoryClarifications:
    """Implements `bot.answering.clarification_book.ClarificationBook`, without an audit."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: dict[int, Clarification] = {}
        self._acts: dict[str, int] = {}

    def publish(self, new: NewClarification, by: str, act: str) -> Clarification:
        """Number it and keep it. The same act again gives what it made."""
        number = self._acts.setdefault(act, len(self._acts) + 1)
        made = Clarification(number=number, by=by, **asdict(new))
        return self._kept.setdefault(number, made)

    def withdraw(self, number: int, by: str) -> TakenBack | NoSuchClarification:
        """Take one back for good."""
        found = self._kept.get(number)
        if found is None or found.withdrawn_by not in {None, by}:
            return NoSuchClarification(number)
        if found.withdrawn is None:
            found = replace(found, withdrawn=self._now(), withdrawn_by=by)
            self._kept[number] = found
        return TakenBack(found)

    def all(self) -> Sequence[Clarification]:
        """Every one, newest first."""
        return sorted(self._kept.values(), key=lambda one: -one.number)

    def ending_from(self, day: date) -> Sequence[Clarification]:
        """Those not withdrawn whose last day is `day` or later, oldest first."""
        standing = [one for one in self.all() if one.withdrawn is None and one.until >= day]
        return standing[::-1]
