"""The answer object of the fixed interface (`/api/v1`), as frozen types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.screening.screened import MaskedSpan


class Outcome(StrEnum):
    """What came of a message."""

    ANSWERED = "answered"
    NOT_IN_GUIDANCE = "not_in_guidance"
    FEEDBACK = "feedback"
    ANSWERED_AND_FEEDBACK = "answered_and_feedback"
    GREETING = "greeting"
    REFUSED = "refused"


@dataclass(frozen=True)
class Citation:
    """One cited paragraph. `text` is the whole paragraph and `quote` the answering sentence(s),
    both exact substrings of the published paragraph. `also_in` lists near-duplicates folded in,
    as (document slug, locator, url). `score` is 0 to 1.
    """

    rank: int
    document: str
    title: str
    author: str
    published: str | None
    standing: str
    status: str
    paragraph_id: str
    locator: str
    section: tuple[str, ...]
    text: str
    quote: str
    url: str
    score: float
    also_in: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Clarified:
    """An NSDU clarification that answers what the guidance does not: never guidance itself.

    `question` is the one of its questions that was matched. `unit` and `name` sign it; `dated` and
    `until` (its last day) are ISO dates. Of an expired one `text` is empty.
    """

    number: int
    question: str
    text: str
    unit: str
    name: str
    dated: str
    until: str
    expired: bool


@dataclass(frozen=True)
class Answer:
    """What is said back. `answer` is verbatim guidance; `confidence` is the calibrated probability,
    0 to 1, that the corpus answers. `nearest` is filled only for `not_in_guidance`, and so is
    `clarification`, when there is one. `reason` says why a message was refused. `notice` is one
    plain line of ours, never guidance.
    """

    answer_id: str
    outcome: Outcome
    text: str
    masked: tuple[MaskedSpan, ...] = ()
    urgent: bool = False
    danger: tuple[str, ...] = ()
    answer: str = ""
    confidence: float = 0.0
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    edition: str = ""
    elapsed_ms: float = 0.0
    reason: str | None = None
    notice: str | None = None
    clarification: Clarified | None = None
