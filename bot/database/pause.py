"""The off-switch in the database: the newest row counts."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from bot.database import audit
from bot.database.engine import Database
from bot.database.tables import pauses
from bot.delivery.pause import Paused

NEWEST = select(pauses).order_by(pauses.c.id.desc()).limit(1)


class PauseRepository:
    """Implements `bot.delivery.pause.PauseSwitch`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self) -> Paused | None:
        """Who paused the answers, when and why; None while they are on."""
        with self._database.read() as connection:
            return _state(connection)

    def reason(self) -> str | None:
        """Why answers are paused; None while they are on."""
        state = self.state()
        return state.reason if state else None

    def pause(self, reason: str, by: str) -> None:
        """Stop answering. Pausing again changes the reason."""
        with self._database.write() as connection:
            self._move(connection, reason, by, "answers paused")

    def resume(self, by: str) -> None:
        """Answer again. Nothing happens when answers are on."""
        with self._database.write() as connection:
            if _state(connection) is not None:
                self._move(connection, None, by, "answers resumed")

    def _move(self, connection: Connection, reason: str | None, by: str, what: str) -> None:
        row = {"reason": reason, "who": by, "at": self._database.now()}
        number = connection.execute(insert(pauses).returning(pauses.c.id), row).scalar_one()
        audit.append(self._database, connection, by, what, f"pause {number}")


def _state(connection: Connection) -> Paused | None:
    row = connection.execute(NEWEST).first()
    if row is None or row.reason is None:
        return None
    return Paused(row.reason, row.who, row.at)
