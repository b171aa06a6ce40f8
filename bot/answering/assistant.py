"""The one use case: a message in, an answer with cited paragraphs out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering.answer import Answer, Citation, Clarified, Outcome, Shape
from bot.answering.citation import cite
from bot.answering.follow_up import with_context
from bot.answering.library import Library
from bot.answering.notices import notice_for
from bot.screening.detail import without_labels
from bot.screening.kind import KindReader, read_again
from bot.screening.screened import MessageKind, Screened, Screener
from index.answerability import threshold
from index.hit import SearchResult

DEFAULT_LIMIT = 3
LARGEST_LIMIT = 50


class Clarifying(Protocol):
    """Knows what the NSDU has clarified; `bot.answering.clarifier.Clarifier` does."""

    def clarify(self, question: str) -> Clarified | None:
        """The clarification that answers a masked question, or None. Never raises."""
        ...


class Assistant:
    """Screens, searches, cites. Thread-safe: it keeps no state between questions."""

    def __init__(
        self,
        library: Library,
        screener: Screener,
        new_id: Callable[[], str],
        clarifier: Clarifying | None = None,
        kinds: KindReader | None = None,
    ) -> None:
        """`kinds` reads the kind of a message again, with more care than screening has time for."""
        self._library = library
        self._screener = screener
        self._new_id = new_id
        self._clarifier = clarifier
        self._kinds = kinds

    def ask(
        self, text: str, *, limit: int = DEFAULT_LIMIT, without: frozenset[str] = frozenset()
    ) -> Answer:
        """Answer a message as received. See `answer`."""
        started = time.perf_counter()
        answer = self.answer(self._screener.screen(text), limit=limit, without=without)
        return replace(answer, elapsed_ms=_milliseconds_since(started))

    def answer(
        self,
        screened: Screened,
        *,
        earlier: Sequence[str] = (),
        limit: int = DEFAULT_LIMIT,
        without: frozenset[str] = frozenset(),
    ) -> Answer:
        """Answer a screened message.

        Args:
            screened: what screening made of the message.
            earlier: the masked earlier questions of the same conversation, oldest first.
            limit: the most citations wanted, 1 to 50.
            without: parts of the search to leave out, for ablation.

        Raises:
            NoEdition: nothing is published yet.
            QuoteMismatch: a quotation is not in its published paragraph.
        """
        started = time.perf_counter()
        if self._kinds is not None:
            screened = read_again(screened, self._kinds)
        answer = Answer(
            answer_id=self._new_id(),
            outcome=Outcome.REFUSED,
            text=screened.text,
            masked=screened.masked,
            urgent=screened.urgent,
            danger=screened.danger,
        )
        if screened.refusal is not None:
            answer = replace(answer, reason=screened.refusal.value)
        elif screened.kind is MessageKind.GREETING:
            answer = replace(answer, outcome=Outcome.GREETING)
        else:
            question = without_labels(with_context(screened.text, earlier))
            limit = max(1, min(limit, LARGEST_LIMIT))
            result = self._library.search(question, limit=limit, without=without)
            answer = self._clarified(_from_result(answer, screened.kind, result, limit), question)
        return replace(
            answer,
            notice=notice_for(answer, case_judgement=screened.case_judgement),
            elapsed_ms=_milliseconds_since(started),
        )

    def _clarified(self, answer: Answer, question: str) -> Answer:
        """Beside the nearest paragraphs only: never in `answer` nor among the citations."""
        if answer.outcome is not Outcome.NOT_IN_GUIDANCE or self._clarifier is None:
            return answer
        return replace(answer, clarification=self._clarifier.clarify(question))


def _from_result(answer: Answer, kind: MessageKind, result: SearchResult, limit: int) -> Answer:
    """Fill in what the search found, by the kind of message it was."""
    kept = tuple(cite(hit, rank) for rank, hit in enumerate(result.kept[:limit], start=1))
    asks = kind in (MessageKind.QUESTION, MessageKind.BOTH)
    answers = asks and bool(kept) and result.answerable >= threshold()
    found = replace(answer, edition=result.edition, confidence=round(result.answerable, 4))
    if answers:
        outcome = (
            Outcome.ANSWERED if kind is MessageKind.QUESTION else Outcome.ANSWERED_AND_FEEDBACK
        )
        return replace(
            found,
            outcome=outcome,
            answer=kept[0].quote,
            citations=kept,
            shape=Shape(result.shape.value),
            together=result.together,
            unanswered=result.unanswered,
        )
    outcome = (
        Outcome.FEEDBACK
        if kind in (MessageKind.FEEDBACK, MessageKind.BOTH)
        else Outcome.NOT_IN_GUIDANCE
    )
    return replace(found, outcome=outcome, nearest=_nearest(kept, result, limit))


def _nearest(kept: tuple[Citation, ...], result: SearchResult, limit: int) -> tuple[Citation, ...]:
    """The closest paragraphs when nothing is answered, never labelled as an answer."""
    room = limit - len(kept)
    rest = tuple(
        cite(hit, rank) for rank, hit in enumerate(result.rejected[:room], start=len(kept) + 1)
    )
    return kept + rest


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
