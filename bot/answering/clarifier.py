"""Finds the clarification that answers a question which the guidance does not.

A question matches when it is near one of the clarification's own in meaning (the encoder's vectors)
and also shares its words, asks for the same kind of answer, and names no other number. Thresholds
were chosen on the dev half of `evals/clarifications`: `python -m evals.clarified` measures them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Clarified
from bot.answering.clarification import EXPIRED_SHOWN, Clarification, State
from bot.answering.clarification_book import ClarificationBook
from bot.delivery.errors import StoreUnavailable
from index.encoder import Encoder
from index.question import wanted_kinds
from index.terms import salient_stems, stems

log = logging.getLogger(__name__)

MEANING = 0.75
"""Cosine from which two questions may be the same one."""
WORDS = 0.5
"""Dice coefficient of their meaningful words from which they may be."""


@dataclass(frozen=True)
class Match:
    """A clarification, which of its questions is the one asked, and their cosine."""

    clarification: Clarification
    question: str
    likeness: float


class Clarifier:
    """Thread-safe: it keeps nothing between questions."""

    def __init__(
        self, book: ClarificationBook, encoder: Encoder, today: Callable[[], date]
    ) -> None:
        self._book = book
        self._encoder = encoder
        self._today = today

    def clarify(self, question: str) -> Clarified | None:
        """What is shown beside the nearest paragraphs, or None. The question is masked. A database
        that does not answer is logged and clarifies nothing: the answer is right without it.
        """
        try:
            found = self.find(question)
        except StoreUnavailable as error:
            log.warning("clarifications: %s", error)
            return None
        return None if found is None else shown(found.clarification, found.question, self._today())

    def find(self, question: str) -> Match | None:
        """The likest live clarification, else the likest that expired lately.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        today = self._today()
        standing = self._book.ending_from(today - EXPIRED_SHOWN)
        matches = self._matches(question, standing)
        live = [one for one in matches if one.clarification.state(today) is State.LIVE]
        return max(live or matches, key=lambda one: one.likeness, default=None)

    def _matches(self, question: str, standing: Sequence[Clarification]) -> list[Match]:
        # Words first: few clarifications share them, and only those cost an encoding.
        pairs = [(one, known) for one in standing for known in one.questions]
        pairs = [(one, known) for one, known in pairs if agree(question, known)]
        if not pairs:
            return []
        vectors = self._encoder.encode([question, *(known for _, known in pairs)])
        cosines = vectors[1:] @ vectors[0]
        return [
            Match(one, known, float(cosine))
            for (one, known), cosine in zip(pairs, cosines, strict=True)
            if cosine >= MEANING
        ]


def agree(asked: str, known: str, share: float = WORDS) -> bool:
    """Whether two questions share their words, the kind of answer wanted and the numbers named.

    Args:
        asked: one question.
        known: the other.
        share: the least Dice coefficient of their meaningful words, 0 to 1.
    """
    words, others = set(salient_stems(asked)), set(salient_stems(known))
    if not words or 2 * len(words & others) < share * (len(words) + len(others)):
        return False
    return _meet(wanted_kinds(asked), wanted_kinds(known)) and _meet(
        _numbers(asked), _numbers(known)
    )


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both name the same, or one of them nothing."""
    return not some or not others or bool(some & others)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if stem[0].isdigit() or stem[0] == "£")


def shown(one: Clarification, question: str, today: date) -> Clarified:
    """What people see who asked that one of its questions. Of a clarification that expired they
    see when, never its words.
    """
    expired = one.state(today) is not State.LIVE
    return Clarified(
        number=one.number,
        question=question,
        text="" if expired else one.text,
        unit=one.unit,
        name=one.name,
        dated=one.dated.isoformat(),
        until=one.until.isoformat(),
        expired=expired,
    )
