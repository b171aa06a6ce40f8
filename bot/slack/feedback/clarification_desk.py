"""Where staff see what the guidance does not answer, and clarify it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answering.book import AnswerBook
from bot.answering.clarification import LONGEST_QUESTION, MOST_QUESTIONS, Clarification
from bot.answering.clarification_book import ClarificationBook, NoSuchClarification, TakenBack
from bot.feedback.gap_list import GapList
from bot.feedback.working_days import day_of
from bot.slack.actions import Button
from bot.slack.edge.decision import Window
from bot.slack.feedback.clarification_windows import (
    WriteStart,
    carried,
    withdraw_window,
    write_window,
)
from bot.slack.messages.blocks import Json
from bot.slack.messages.excerpt import shortened
from bot.slack.messages.windows import notice_window

UNIT = "National Safeguarding Delivery Unit"
HOLDS = timedelta(days=182)
"""How long a clarification holds unless its writer chooses another day."""
GONE = "There is no such clarification, or it is withdrawn already."


@dataclass(frozen=True)
class ClarificationDesk:
    """Every method blocks and raises StoreUnavailable; those that write are safe to repeat."""

    book: ClarificationBook
    gaps: GapList
    answers: AnswerBook
    now: Callable[[], datetime]

    def view(self, window: Window) -> Json:
        """The window that a button opens: to withdraw one, or to write one for the questions whose
        answers the button names.
        """
        if window.name is not Button.CLARIFICATION_WITHDRAW:
            return write_window(self._start(window))
        one = self._standing(window.value)
        return notice_window(GONE) if one is None else withdraw_window(one)

    def publish(self, draft: str, by: str, act: str) -> Clarification:
        """Keep what a window carried."""
        return self.book.publish(carried(draft, day_of(self.now())), by, act)

    def withdraw(self, number: str, by: str) -> TakenBack | NoSuchClarification:
        """Take one back."""
        return self.book.withdraw(int(number), by)

    def _start(self, window: Window) -> WriteStart:
        """The last one that this person signed says how they sign."""
        mine = next((one for one in self.book.all() if one.by == window.user), None)
        return WriteStart(
            questions=self._questions(window.value.split("|")),
            unit=mine.unit if mine else UNIT,
            name=mine.name if mine else "",
            until=day_of(self.now()) + HOLDS,
        )

    def _questions(self, answer_ids: Sequence[str]) -> list[str]:
        answers = [self.answers.find(one) for one in answer_ids if one]
        texts = [" ".join(one.text.split()) for one in answers if one is not None]
        short = [shortened(text, LONGEST_QUESTION)[0] for text in texts]
        return list(dict.fromkeys(short))[:MOST_QUESTIONS]

    def _standing(self, number: str) -> Clarification | None:
        found = [one for one in self.book.all() if str(one.number) == number]
        return next((one for one in found if one.withdrawn is None), None)
