"""The rate of questions of each person, in the database."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.database.engine import Database
from bot.database.tables import rates
from bot.database.upsert import insert_or_replace

MINUTE = timedelta(minutes=1)


class RateRepository:
    """Implements `bot.delivery.rate.RateLimit`: one row a person, whatever the limit."""

    def __init__(self, database: Database, per_minute: int) -> None:
        self._database = database
        self._interval = MINUTE / per_minute

    def take(self, person: str) -> float:
        """Count one question; the seconds to wait when it is too many. See the protocol."""
        now = self._database.now()
        known = select(rates.c.free).where(rates.c.person == person)
        with self._database.write() as connection:
            self._database.lock(connection, f"rate {person}")
            free = max(connection.execute(known).scalar() or now, now) + self._interval
            over = (free - now - MINUTE).total_seconds()
            if over > 0:
                return over
            insert_or_replace(connection, rates, {"person": person, "free": free}, ["person"])
        return 0.0
