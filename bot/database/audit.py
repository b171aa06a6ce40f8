"""The audit trail in the database: each row's digest covers the row before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from bot.audit import AuditChainBroken, AuditRow
from bot.database.engine import Database
from bot.database.tables import audit

FIRST = "0" * 64
"""Stands for the digest of the row before the first one."""


class AuditRepository:
    """Implements `bot.audit.AuditTrail`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, who: str, what: str, detail: str = "") -> AuditRow:
        """Append an act, committed before it returns."""
        with self._database.write() as connection:
            return append(self._database, connection, who, what, detail)

    def recent(self, limit: int = 100) -> list[AuditRow]:
        """The newest acts, newest first."""
        newest = select(audit).order_by(audit.c.number.desc()).limit(limit)
        with self._database.read() as connection:
            return [_row(row) for row in connection.execute(newest)]

    def verify(self) -> int:
        """Check the whole chain; returns its length. Raises AuditChainBroken."""
        before, length = FIRST, 0
        with self._database.read() as connection:
            for row in map(_row, connection.execute(select(audit).order_by(audit.c.number))):
                length += 1
                if row.number != length:
                    raise AuditChainBroken(length, "the row is missing")
                if row.digest != _digest(before, row.who, row.what, row.when, row.detail):
                    raise AuditChainBroken(length, "the row does not match its digest")
                before = row.digest
        return length


def append(
    database: Database, connection: Connection, who: str, what: str, detail: str = ""
) -> AuditRow:
    """Append an act to the caller's transaction: the act and its trace are one."""
    database.lock(connection, "audit")
    newest = select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)
    last = connection.execute(newest).first()
    number, before = (last.number + 1, last.digest) if last else (1, FIRST)
    when = database.now().astimezone(UTC)
    row = AuditRow(number, who, what, when, detail, _digest(before, who, what, when, detail))
    connection.execute(
        insert(audit).values(
            number=number, who=who, what=what, at=when, detail=detail, digest=row.digest
        )
    )
    return row


def _digest(before: str, who: str, what: str, when: datetime, detail: str) -> str:
    fields = json.dumps([before, who, what, when.isoformat(), detail], ensure_ascii=False)
    return hashlib.sha256(fields.encode()).hexdigest()


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(row.number, row.who, row.what, row.at, row.detail, row.digest)
