"""What can go wrong with the database; each error carries the data that explains it."""

from __future__ import annotations

from dataclasses import dataclass


class DatabaseFailed(Exception):
    """Base of the errors of the database that are not a matter of trying again."""


@dataclass
class DatabaseTooNew(DatabaseFailed):
    """The database was migrated by a newer version of this software."""

    found: str
    known: str

    def __str__(self) -> str:
        return (
            f"The database has schema {self.found} and this version knows {self.known}. "
            "Install the newer version again, or restore a backup."
        )
