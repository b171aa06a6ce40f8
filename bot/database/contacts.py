"""The local numbers on the danger card, in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, select

from bot.database import audit
from bot.database.engine import Database
from bot.database.tables import danger_contacts
from bot.database.upsert import insert_or_replace
from bot.screening.danger_card import DangerContacts


class ContactRepository:
    """Implements `bot.screening.contact_book.ContactBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, *places: str) -> DangerContacts | None:
        """The numbers of the first place that has any: name the channel before its workspace."""
        those = select(danger_contacts).where(danger_contacts.c.place.in_(places))
        with self._database.read() as connection:
            found = {row.place: _contacts(row) for row in connection.execute(those)}
        return next((found[place] for place in places if place in found), None)

    def put(self, place: str, contacts: DangerContacts, by: str) -> None:
        """Set the numbers of a place, with an audit row."""
        row = {
            "place": place,
            "social_care": contacts.social_care,
            "out_of_hours": contacts.out_of_hours,
            "lado": contacts.lado,
            "area": contacts.area,
            "last_checked": contacts.last_checked,
            "set_by": by,
            "set_at": self._database.now(),
        }
        with self._database.write() as connection:
            insert_or_replace(connection, danger_contacts, row, ["place"])
            audit.append(self._database, connection, by, "danger contacts set", place)

    def remove(self, place: str, by: str) -> bool:
        """Remove a place's numbers, with an audit row; False when there were none."""
        those = delete(danger_contacts).where(danger_contacts.c.place == place)
        with self._database.write() as connection:
            if not connection.execute(those).rowcount:
                return False
            audit.append(self._database, connection, by, "danger contacts removed", place)
        return True

    def all(self) -> list[tuple[str, DangerContacts]]:
        """Every place with its numbers, by place."""
        ordered = select(danger_contacts).order_by(danger_contacts.c.place)
        with self._database.read() as connection:
            return [(row.place, _contacts(row)) for row in connection.execute(ordered)]


def _contacts(row: Row[Any]) -> DangerContacts:
    return DangerContacts(
        social_care=row.social_care,
        out_of_hours=row.out_of_hours,
        lado=row.lado,
        area=row.area,
        last_checked=row.last_checked,
    )
