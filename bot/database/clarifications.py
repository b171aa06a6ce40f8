"""NSDU clarifications in the database; each change and its audit row are one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.answering.clarification import Clarification, NewClarification
from bot.answering.clarification_book import NoSuchClarification, TakenBack
from bot.database import audit
from bot.database.engine import Database
from bot.database.tables import clarifications


class ClarificationRepository:
    """Implements `bot.answering.clarification_book.ClarificationBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, new: NewClarification, by: str, act: str) -> Clarification:
        """Number it and keep it, with an audit row. The same act again gives what it made."""
        row = asdict(new) | {"questions": list(new.questions), "by": by, "act": act}
        with self._database.write() as connection:
            self._database.lock(connection, "clarifications")
            made = select(clarifications).where(clarifications.c.act == act)
            found = connection.execute(made).first()
            if found is not None:
                return _clarification(found)
            fresh = insert(clarifications).returning(clarifications)
            kept = _clarification(connection.execute(fresh, row).one())
            detail = f"clarification {kept.number}, until {kept.until}"
            audit.append(self._database, connection, by, "clarification published", detail)
        return kept

    def withdraw(self, number: int, by: str) -> TakenBack | NoSuchClarification:
        """Take one back for good, live or expired, with an audit row."""
        with self._database.write() as connection:
            self._database.lock(connection, "clarifications")
            found = _at(connection, number)
            if found is None or found.withdrawn_by not in {None, by}:
                return NoSuchClarification(number)
            if found.withdrawn is not None:
                return TakenBack(found)
            row = update(clarifications).where(clarifications.c.number == number)
            values = {"withdrawn": self._database.now(), "withdrawn_by": by}
            connection.execute(row.values(**values))
            detail = f"clarification {number}"
            audit.append(self._database, connection, by, "clarification withdrawn", detail)
            return TakenBack(_at(connection, number) or found)

    def all(self) -> Sequence[Clarification]:
        """Every one that is kept, newest first."""
        return self._read(select(clarifications).order_by(clarifications.c.number.desc()))

    def ending_from(self, day: date) -> Sequence[Clarification]:
        """Those not withdrawn whose last day is `day` or later, oldest first."""
        standing = select(clarifications).where(
            clarifications.c.withdrawn.is_(None), clarifications.c.until >= day
        )
        return self._read(standing.order_by(clarifications.c.number))

    def _read(self, query: Select[Any]) -> Sequence[Clarification]:
        with self._database.read() as connection:
            return [_clarification(row) for row in connection.execute(query)]


def _at(connection: Connection, number: int) -> Clarification | None:
    found = select(clarifications).where(clarifications.c.number == number)
    row = connection.execute(found).first()
    return None if row is None else _clarification(row)


def _clarification(row: Row[Any]) -> Clarification:
    values = {name: value for name, value in row._mapping.items() if name != "act"}
    return Clarification(**values | {"questions": tuple(row.questions)})
