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


class Shape(StrEnum):
    """What the citations that answer together are to one another."""

    ONE = "one"
    PARTS = "parts"
    OVER_TIME = "over time"


@dataclass(frozen=True)
class Duty:
    """A sentence of a quotation that lays a duty. `sentence` and `on`, whom it binds, are exact
    substrings of the paragraph; `on` is empty where the words do not tell. `strength` is must, must
    not, should, should not or may; `standing` is stated, recommended, proposed or reported.
    """

    sentence: str
    strength: str
    on: str
    standing: str


@dataclass(frozen=True)
class ReadWith:
    """A neighbouring sentence to be read with a quotation, word for word, and where it stands.
    `relation` is exception, qualification, or rule (which the quotation limits).
    """

    relation: str
    paragraph_id: str
    locator: str
    url: str
    text: str


@dataclass(frozen=True)
class Citation:
    """One cited paragraph. `text` is the whole paragraph and `quote` the answering sentence(s),
    both exact substrings of the published paragraph. `also_in` lists near-duplicates folded in,
    as (document slug, locator, url). `score` is 0 to 1. `dated` is when the passage itself is from,
    as YYYY-MM-DD or YYYY-MM; `part` the part of the question that it answers, if it has parts.
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
    dated: str | None = None
    part: str = ""
    duties: tuple[Duty, ...] = ()
    read_with: tuple[ReadWith, ...] = ()


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
    plain line of ours, never guidance. The first `together` citations answer together, related as
    `shape` says: one for each part of the question, or passages of different dates, newest first.
    `unanswered` are parts of the question to which nothing was found.
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
    shape: Shape = Shape.ONE
    together: int = 1
    unanswered: tuple[str, ...] = ()

    @property
    def leading(self) -> tuple[Citation, ...]:
        """The citations that answer together; none when nothing is answered."""
        return self.citations[: self.together]
