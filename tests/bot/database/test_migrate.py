"""The schema is brought up to date at start, by any number of processes at once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.database.engine import Database, open_database
from bot.database.errors import DatabaseTooNew
from bot.database.migrate import migrate, newest_revision, schema_revision, upgrade
from bot.database.tables import metadata
from tests.conftest import Clock

START = """
import sys
from datetime import UTC, datetime
from bot.database.engine import open_database
from bot.database.migrate import migrate
print(migrate(open_database(sys.argv[1], lambda: datetime.now(UTC))))
"""


def test_the_migrations_build_exactly_the_tables_that_the_code_uses(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_four_processes_may_start_at_once_on_an_empty_database(database_url: str) -> None:
    command = [sys.executable, "-c", START, database_url]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    results = [process.communicate(timeout=60) for process in started]
    assert [out.strip() for out, _ in results] == [newest_revision()] * 4, results


def test_every_revision_goes_down_and_up_again(database: Database) -> None:
    with database.write() as connection:
        upgrade(connection, "base", down=True)
        assert schema_revision(connection) is None
    assert migrate(database) == newest_revision()
    with database.read() as connection:
        assert schema_revision(connection) == newest_revision()


def test_a_database_of_a_newer_version_is_refused_in_plain_words(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew, match="newer version"):
        migrate(database)


def test_a_migration_that_is_interrupted_leaves_nothing_behind(
    database_url: str, clock: Clock
) -> None:
    opened = open_database(database_url, clock)

    connection = opened.engine.connect().execution_options(
        begin_mode="IMMEDIATE", wait_milliseconds=1000
    )
    transaction = connection.begin()
    upgrade(connection, newest_revision())
    transaction.rollback()
    connection.close()
    with opened.read() as connection:
        assert schema_revision(connection) is None
    assert migrate(opened) == newest_revision()
    opened.close()
