"""What was asked and answered, masked: for follow-ups, sharing, votes and one's own history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.answering.answer import Answer, Outcome


class Verdict(StrEnum):
    """A thumb."""

    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class Vote:
    """What a person thought of an answer. `reason` is a code, `remark` masked text."""

    answer_id: str
    person: str
    verdict: Verdict
    reason: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class AskedBefore:
    """One of a person's questions, masked."""

    text: str
    outcome: Outcome
    asked: datetime
    answer_id: str


class AnswerBook(Protocol):
    """Durable, shared by any number of processes, emptied after the retention time.

    Every method blocks and raises StoreUnavailable when the database does not answer.
    """

    def keep(self, answer: Answer, *, question: str, person: str, conversation: str) -> None:
        """Keep an answer. `question` identifies what was answered: kept again, it replaces."""
        ...

    def find(self, answer_id: str) -> Answer | None:
        """An answer that was kept, or None."""
        ...

    def earlier(self, conversation: str, limit: int) -> Sequence[str]:
        """The masked questions of one conversation, oldest first, at most the last `limit`."""
        ...

    def before(self, answer_id: str) -> Sequence[str]:
        """The masked questions asked before this one in its conversation, oldest first."""
        ...

    def recent(self, person: str, limit: int) -> Sequence[AskedBefore]:
        """A person's questions, newest first."""
        ...

    def remark(self, answer_id: str, person: str) -> str | None:
        """What a person wrote with their thumb on an answer, masked."""
        ...

    def vote(self, vote: Vote) -> None:
        """Save a thumb; one a person an answer, the newest counts. A reason is never unset."""
        ...
