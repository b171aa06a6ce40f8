"""Where proposed phrasings are kept, and what comes of proposing and of deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answering.answer import Answer
from bot.feedback.phrasing import Decision, NewPhrasing, ProposedPhrasing


@dataclass(frozen=True)
class Decided:
    """Done, now or by an earlier attempt of the same person."""

    phrasing: ProposedPhrasing


@dataclass(frozen=True)
class DecidedBefore:
    """Somebody else was quicker and decided otherwise; `phrasing` says who and what."""

    phrasing: ProposedPhrasing


DecideOutcome = Decided | DecidedBefore


@dataclass(frozen=True)
class Uncorrected:
    """A question that found nothing, or whose answer was voted down for these `reasons` (codes;
    empty strings where none was given).
    """

    answer: Answer
    asked: datetime
    reasons: tuple[str, ...] = ()


class PhrasingBook(Protocol):
    """Durable and shared by any number of processes. Blocking; raises StoreUnavailable."""

    def propose(self, new: NewPhrasing) -> ProposedPhrasing | None:
        """Keep a proposal; the same words for the same text of a paragraph are one, however often
        they come. A correction by staff opens a declined one again. None when the answer is no
        longer kept or, for a thumb, somebody voted it down.
        """
        ...

    def retract(self, answer_id: str) -> None:
        """An answer was voted down: its thumbs propose nothing, and what only they proposed and
        nobody has decided on is removed.
        """
        ...

    def decide(
        self, phrasing_id: int, start: Decision, decision: Decision, who: str
    ) -> DecideOutcome | None:
        """Move a proposal from what the person saw to what they want, and audit it in the same
        commit. None when it is gone.
        """
        ...

    def list(
        self, decision: Decision, limit: int | None = None, skip: int = 0
    ) -> Sequence[ProposedPhrasing]:
        """Proposals, oldest first; all of them without a limit."""
        ...

    def uncorrected(self, since: datetime, limit: int) -> Sequence[Uncorrected]:
        """Questions without a good answer for which staff have named no paragraph, newest first."""
        ...

    def count(self, decision: Decision) -> int:
        """How many there are."""
        ...
