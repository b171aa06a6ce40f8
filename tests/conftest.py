"""Fixtures that several folders share: a clock, databases of each kind, the service itself."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.database.engine import Database, open_database
from bot.database.migrate import migrate
from tests.postgresql import PrivatePostgresql, find_binaries
from tests.service import published_home, served

_names = itertools.count(1)


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PrivatePostgresql]:
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("NOT TESTED ON POSTGRESQL: install Debian's package `postgresql`")
    server = PrivatePostgresql(binaries)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: PrivatePostgresql = request.getfixturevalue("postgresql")
    return server.create(f"empty_{os.getpid()}_{next(_names)}")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: migrating anew for each test would take most of its time."""
    file = tmp_path_factory.mktemp("migrated") / "guidance.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(postgresql: PrivatePostgresql) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    _migrate(postgresql.create("migrated"))
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database of each kind in turn."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "guidance.db")
        return f"sqlite:///{file}"
    template: str = request.getfixturevalue("migrated_template")
    server: PrivatePostgresql = request.getfixturevalue("postgresql")
    return server.create(f"test_{os.getpid()}_{next(_names)}", template)


@pytest.fixture
def database(migrated_url: str, clock: Clock) -> Iterator[Database]:
    """A migrated database of each kind in turn, on the clock of the test."""
    opened = open_database(migrated_url, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def home() -> Path:
    """A state folder with the shipped documents published."""
    return published_home()


@pytest.fixture(scope="session")
def service_url(home: Path) -> Iterator[str]:
    """The address of a real `guidance serve` over the published home."""
    with served(home, {}) as url:
        yield url


def _migrate(url: str) -> None:
    opened = open_database(url, Clock())
    migrate(opened)
    opened.close()
