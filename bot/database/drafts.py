"""Long texts that wait for a person's yes, in the database for at most a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, insert, select

from bot.database.engine import Database
from bot.database.tables import feedback_drafts

KEPT = timedelta(days=1)


class DraftRepository:
    """Implements `bot.feedback.drafts.Drafts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, text: str) -> str:
        """Keep a text, and remove those nobody said yes to; returns its id."""
        draft, now = uuid4().hex, self._database.now()
        with self._database.write() as connection:
            connection.execute(delete(feedback_drafts).where(feedback_drafts.c.at < now - KEPT))
            connection.execute(insert(feedback_drafts), {"draft": draft, "text": text, "at": now})
        return draft

    def read(self, draft: str) -> str | None:
        """The text, or None when it is gone."""
        kept = select(feedback_drafts.c.text).where(feedback_drafts.c.draft == draft)
        with self._database.read() as connection:
            return connection.execute(kept).scalar()

    def drop(self, draft: str) -> None:
        """Remove a text that is no longer needed."""
        with self._database.write() as connection:
            connection.execute(delete(feedback_drafts).where(feedback_drafts.c.draft == draft))
