"""What people let us remember of their work, in the database."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.answering.asker import AboutAsker
from bot.database.engine import Database
from bot.database.tables import askers
from bot.database.upsert import insert_or_replace


class AskerRepository:
    """Implements `bot.answering.asker.AskerMemory`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, person: str) -> AboutAsker:
        """What the person chose; empty when nothing."""
        chosen = select(askers.c.profession, askers.c.area).where(askers.c.person == person)
        with self._database.read() as connection:
            row = connection.execute(chosen).first()
        return AboutAsker(*row) if row else AboutAsker()

    def remember(self, person: str, about: AboutAsker) -> None:
        """Replace what is remembered; an empty one removes it."""
        row = {"person": person, "profession": about.profession, "area": about.area}
        with self._database.write() as connection:
            if about == AboutAsker():
                connection.execute(delete(askers).where(askers.c.person == person))
            else:
                insert_or_replace(connection, askers, row, ["person"])
