"""Questions and answers in the database, masked, until their retention time is over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from bot.answering.answer import Answer
from bot.answering.book import AskedBefore, Vote
from bot.database.answer_json import from_row, to_row
from bot.database.engine import Database
from bot.database.tables import answers, votes
from bot.database.upsert import insert_or_replace

MOST_BEFORE = 10
"""Further back nobody leans."""


class AnswerBookRepository:
    """Implements `bot.answering.book.AnswerBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: Answer, *, question: str, person: str, conversation: str) -> None:
        """Keep an answer. `question` identifies what was answered: kept again, it replaces."""
        row = {
            "answer_id": answer.answer_id,
            "question": question,
            "person": person,
            "conversation": conversation,
            "text": answer.text,
            "outcome": answer.outcome,
            "answer": to_row(answer),
            "edition": answer.edition,
            "asked": self._database.now(),
        }
        with self._database.write() as connection:
            self._database.lock(connection, f"question {question}")
            connection.execute(delete(answers).where(answers.c.question == question))
            connection.execute(insert(answers), row)

    def find(self, answer_id: str) -> Answer | None:
        """An answer that was kept, or None."""
        kept = select(answers.c.answer).where(answers.c.answer_id == answer_id)
        with self._database.read() as connection:
            row = connection.execute(kept).scalar()
        return None if row is None else from_row(row)

    def earlier(self, conversation: str, limit: int) -> Sequence[str]:
        """The masked questions of one conversation, oldest first, at most the last `limit`."""
        newest = answers.c.asked.desc(), answers.c.answer_id
        asked = select(answers.c.text).where(answers.c.conversation == conversation)
        with self._database.read() as connection:
            texts = connection.execute(asked.order_by(*newest).limit(limit)).scalars().all()
        return texts[::-1]

    def before(self, answer_id: str) -> Sequence[str]:
        """The masked questions asked before this one in its conversation, oldest first."""
        this = answers.alias()
        asked = (
            select(answers.c.text)
            .join(this, answers.c.conversation == this.c.conversation)
            .where(this.c.answer_id == answer_id, answers.c.asked < this.c.asked)
        )
        newest = asked.order_by(answers.c.asked.desc()).limit(MOST_BEFORE)
        with self._database.read() as connection:
            return connection.execute(newest).scalars().all()[::-1]

    def recent(self, person: str, limit: int) -> Sequence[AskedBefore]:
        """A person's questions, newest first."""
        columns = answers.c.text, answers.c.outcome, answers.c.asked, answers.c.answer_id
        asked = select(*columns).where(answers.c.person == person)
        newest = asked.order_by(answers.c.asked.desc(), answers.c.answer_id).limit(limit)
        with self._database.read() as connection:
            return [AskedBefore(*row) for row in connection.execute(newest)]

    def vote(self, vote: Vote) -> None:
        """Save a thumb; one a person an answer, the newest counts. A reason is never unset.

        A thumb for an answer that is no longer kept is dropped.
        """
        row = {
            "answer_id": vote.answer_id,
            "person": vote.person,
            "verdict": vote.verdict,
            "at": self._database.now(),
        }
        said = {"reason": vote.reason, "remark": vote.remark}
        row |= {name: value for name, value in said.items() if value is not None}
        known = select(answers.c.answer_id).where(answers.c.answer_id == vote.answer_id)
        with self._database.write() as connection:
            # Locked so that a sweep cannot remove the answer between the look and the row.
            if connection.execute(known.with_for_update()).first() is not None:
                insert_or_replace(connection, votes, row, ["answer_id", "person"])

    def remark(self, answer_id: str, person: str) -> str | None:
        """What a person wrote with their thumb on an answer, masked."""
        theirs = (votes.c.answer_id == answer_id, votes.c.person == person)
        with self._database.read() as connection:
            return connection.execute(select(votes.c.remark).where(*theirs)).scalar()

    def votes(self, answer_id: str) -> Sequence[Vote]:
        """The thumbs of an answer, oldest first."""
        columns = votes.c.answer_id, votes.c.person, votes.c.verdict, votes.c.reason
        given = select(*columns, votes.c.remark).where(votes.c.answer_id == answer_id)
        with self._database.read() as connection:
            return [Vote(*row) for row in connection.execute(given.order_by(votes.c.at))]
