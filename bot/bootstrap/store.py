"""What every part of the wiring needs: the clock, the database, a secret's value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from pydantic import SecretStr

from bot.database.engine import Database, open_database
from bot.database.migrate import migrate
from bot.feedback.working_days import day_of
from bot.settings import Settings


def now() -> datetime:
    """The clock of the whole process: aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in London."""
    return day_of(now())


@contextmanager
def open_migrated(settings: Settings) -> Iterator[Database]:
    """The database of the settings, its schema up to date, closed when the block ends."""
    database = open_database(settings.database_url or settings.guidance_home, now)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def secret(value: SecretStr | None) -> str:
    """The value of a secret setting, empty when it is not set."""
    return value.get_secret_value() if value is not None else ""
