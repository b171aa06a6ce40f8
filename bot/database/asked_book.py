"""What was asked and how it was answered, without who asked, for the NSDU's weekly digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.answering.answer import Outcome
from bot.answering.book import Verdict
from bot.database.answer_json import from_row
from bot.database.engine import Database
from bot.database.tables import answers, askers, votes
from bot.feedback.gaps import Unanswered
from bot.feedback.insight import Cited

ANSWERED = (Outcome.ANSWERED, Outcome.ANSWERED_AND_FEEDBACK)


class AskedRepository:
    """Implements `bot.feedback.insight.AskedBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unanswered(self, since: datetime) -> Sequence[Unanswered]:
        """The questions that the guidance did not answer, oldest first; no id of a person leaves
        this method.
        """
        columns = answers.c.text, answers.c.answer_id, answers.c.person, askers.c.area
        asked = (
            select(*columns)
            .join_from(answers, askers, answers.c.person == askers.c.person, isouter=True)
            .where(answers.c.outcome == Outcome.NOT_IN_GUIDANCE, answers.c.asked >= since)
        )
        numbers: dict[str, int] = {}
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(answers.c.asked, answers.c.answer_id))
            return [
                Unanswered(r.text, r.answer_id, numbers.setdefault(r.person, len(numbers)), r.area)
                for r in rows
            ]

    def cited(self, since: datetime) -> Sequence[Cited]:
        """The paragraph that each answer quoted first, with the reasons of its thumbs down."""
        asked = (
            select(answers.c.answer_id, answers.c.answer, answers.c.person, askers.c.area)
            .outerjoin_from(answers, askers, answers.c.person == askers.c.person)
            .where(answers.c.outcome.in_(ANSWERED), answers.c.asked >= since)
        )
        down = select(votes.c.answer_id, votes.c.reason).where(votes.c.verdict == Verdict.BAD)
        reasons: dict[str, list[str]] = {}
        numbers: dict[str, int] = {}
        found = []
        with self._database.read() as connection:
            for answer_id, reason in connection.execute(down.where(votes.c.at >= since)):
                reasons.setdefault(answer_id, []).append(reason or "not said")
            for row in connection.execute(asked):
                citations = from_row(row.answer).citations
                if citations:
                    first, bad = citations[0], tuple(reasons.get(row.answer_id, ()))
                    place, path = f"{first.title}, {first.locator}", (first.title, *first.section)
                    asker = numbers.setdefault(row.person, len(numbers))
                    found.append(Cited(first.paragraph_id, place, bad, path, row.area, asker))
        return found
