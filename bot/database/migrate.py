"""Bring the schema up to date at start; safe when several processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.database.engine import Database
from bot.database.errors import DatabaseTooNew

FOLDER = Path(__file__).parent / "migrations"
START_SECONDS = 30.0
"""How long a process that starts waits for another one that is migrating."""


def migrate(database: Database) -> str:
    """Apply the missing revisions in one transaction: all or none. Returns the schema's revision.

    Raises:
        DatabaseTooNew: the schema is newer than this software.
        StoreUnavailable: another process held the database for too long.
    """
    newest = newest_revision()
    # Alembic takes 0.2 s to import; a start that has nothing to migrate does without it.
    with database.read() as connection:
        found = schema_revision(connection)
    if found is not None and found > newest:
        raise DatabaseTooNew(found, newest)
    if found != newest:
        with database.write(wait_seconds=START_SECONDS) as connection:
            database.lock(connection, "migrate")
            upgrade(connection, newest)
    return newest


def newest_revision() -> str:
    """The last revision of this version: files are named `0001_….py`, in order."""
    return max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py"))[:4]


def schema_revision(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, revision: str, *, down: bool = False) -> None:
    """Run Alembic inside the caller's transaction; `down` takes revisions back ("base": all)."""
    from alembic import command  # noqa: PLC0415  # see migrate
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(config, revision)
