"""How practitioners ask for a paragraph: proposed by thumbs and by staff, decided by staff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.answering.answer import Answer, Citation, Outcome
from bot.answering.follow_up import with_context
from corpus.document import ParagraphId
from corpus.phrasings import LONGEST
from index.references import references

MASK = re.compile(r"\[[^\[\]]+\]")
"""How screening writes a hidden detail: "[child's name]"."""


class Source(StrEnum):
    """What a phrasing was proposed by."""

    THUMB = "thumb up"
    STAFF = "staff correction"


class Decision(StrEnum):
    """What staff think of a phrasing."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Unfit(StrEnum):
    """Why a question is not proposed; goes on from "it is not proposed, because"."""

    HIDDEN = "it held a personal detail"
    URGENT = "it is about somebody at risk"
    LOOK_UP = "it names a paragraph by its number"
    FOLLOW_UP = "it only makes sense after the question before it"
    LENGTH = f"it is empty or longer than {LONGEST} characters"
    CONTESTED = "the answer did not answer it alone, or has a thumb down"


@dataclass(frozen=True)
class NewPhrasing:
    """A question proposed for a paragraph. `text` is masked and held no detail; `sha256` is the
    digest of the paragraph as it stands, `place` names it to people. Nobody's id is in it:
    `answer_id` is where it comes from for as long as that answer is kept.
    """

    text: str
    paragraph_id: ParagraphId
    sha256: str
    place: str
    source: Source
    answer_id: str


@dataclass(frozen=True)
class ProposedPhrasing:
    """A proposal as it stands. `thumbs` and `corrections` count the answers that it comes from and
    that are still kept; `decided_by` is a staff id.
    """

    phrasing_id: int
    text: str
    paragraph_id: ParagraphId
    sha256: str
    place: str
    decision: Decision
    proposed: datetime
    thumbs: int = 0
    corrections: int = 0
    decided: datetime | None = None
    decided_by: str | None = None


def folded(text: str) -> str:
    """What makes two questions the same: their words, without capitals and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def unfit(answer: Answer, before: Sequence[str]) -> Unfit | None:
    """Why the question of an answer may be nobody's phrasing; None when it may.

    Args:
        answer: as it was kept.
        before: the masked questions asked before it in its conversation, oldest first.
    """
    reasons = {
        Unfit.HIDDEN: bool(answer.masked or MASK.search(answer.text)),
        Unfit.URGENT: answer.urgent,
        Unfit.LENGTH: not folded(answer.text) or len(answer.text) > LONGEST,
        Unfit.LOOK_UP: bool(references(answer.text)),
        Unfit.FOLLOW_UP: with_context(answer.text, before) != answer.text,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def praised(answer: Answer, before: Sequence[str]) -> Citation | None:
    """The paragraph that a thumb up says answers the question: the first cited one of an answer
    that answered and nothing else. None when the question is unfit.
    """
    if answer.outcome is not Outcome.ANSWERED or unfit(answer, before) is not None:
        return None
    return answer.citations[0] if answer.citations else None
