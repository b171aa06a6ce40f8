"""The edition register in the database: the pointer to the live edition."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.database import audit
from bot.database.engine import Database
from bot.database.tables import editions
from index.edition import EditionId, EditionRecord, EditionState
from index.errors import EditionUnknown


class EditionRepository:
    """Implements `index.edition.EditionRegister`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edition: EditionId, digest: str, paragraphs: int) -> None:
        """Record a built and checked edition. Raises ValueError when it is there already."""
        row = insert(editions).values(
            edition=edition,
            state=EditionState.BUILT,
            digest=digest,
            paragraphs=paragraphs,
            created=self._database.now(),
        )
        try:
            with self._database.write() as connection:
                connection.execute(row)
        except IntegrityError:
            raise ValueError(f"edition {edition} is in the register already") from None

    def publish(self, edition: EditionId, by: str) -> EditionRecord:
        """Make `edition` live and retire the previous one, with an audit row, at once.

        Publishing the live edition again changes nothing. Raises EditionUnknown.
        """
        with self._database.write() as connection:
            self._database.lock(connection, "editions")
            return self._switch(connection, edition, by, "edition published")

    def rollback(self, by: str) -> EditionRecord:
        """Make the edition that was live before live again. Raises EditionUnknown without one."""
        earlier = (
            select(editions.c.edition)
            .where(editions.c.state == EditionState.RETIRED)
            .order_by(editions.c.published.desc())
            .limit(1)
        )
        with self._database.write() as connection:
            self._database.lock(connection, "editions")
            edition = connection.execute(earlier).scalar()
            if edition is None:
                raise EditionUnknown("", "there is none to go back to")
            return self._switch(connection, EditionId(edition), by, "edition rolled back")

    def live(self) -> EditionRecord | None:
        """The live edition, or None before the first publication."""
        with self._database.read() as connection:
            row = connection.execute(
                select(editions).where(editions.c.state == EditionState.LIVE)
            ).first()
        return _record(row) if row else None

    def all(self) -> list[EditionRecord]:
        """Every recorded edition, newest first."""
        newest = editions.c.created.desc(), editions.c.edition.desc()
        with self._database.read() as connection:
            return [_record(row) for row in connection.execute(select(editions).order_by(*newest))]

    def remove(self, edition: EditionId) -> None:
        """Forget an edition. Raises EditionUnknown, and ValueError for the live one."""
        with self._database.write() as connection:
            self._database.lock(connection, "editions")
            if self._one(connection, edition).state is EditionState.LIVE:
                raise ValueError(f"edition {edition} is live")
            connection.execute(delete(editions).where(editions.c.edition == edition))

    def _switch(
        self, connection: Connection, edition: EditionId, by: str, what: str
    ) -> EditionRecord:
        wanted = self._one(connection, edition)
        if wanted.state is EditionState.LIVE:
            return wanted
        before = connection.execute(
            update(editions)
            .where(editions.c.state == EditionState.LIVE)
            .values(state=EditionState.RETIRED)
            .returning(editions.c.edition)
        ).scalar()
        connection.execute(
            update(editions)
            .where(editions.c.edition == edition)
            .values(state=EditionState.LIVE, published=self._database.now())
        )
        detail = f"{edition} after {before}" if before else edition
        audit.append(self._database, connection, by, what, detail)
        return self._one(connection, edition)

    def _one(self, connection: Connection, edition: EditionId) -> EditionRecord:
        row = connection.execute(select(editions).where(editions.c.edition == edition)).first()
        if row is None:
            raise EditionUnknown(edition)
        return _record(row)


def _record(row: Row[Any]) -> EditionRecord:
    return EditionRecord(
        edition=EditionId(row.edition),
        state=row.state,
        digest=row.digest,
        paragraphs=row.paragraphs,
        created=row.created,
        published=row.published,
    )
