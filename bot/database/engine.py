"""The database: SQLite in the state folder by default, PostgreSQL by its address.

`write()` is a transaction that holds the right to write from its start, so two writers queue
instead of one failing half-way; `read()` sees one state and never waits for a writer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from bot.database.writer_turn import WriterTurn
from bot.delivery.errors import StoreUnavailable

BUSY_SECONDS = 2.0
"""How long a write waits for another one. An acknowledgement is due within 3 s."""

TRUSTED_SECONDS = 1.0
"""How long after its last use a connection to PostgreSQL is taken to be alive."""


class Database:
    """An open database and the clock. Thread-safe; one for the whole process."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self.engine = engine
        self.now = now
        self.sqlite = engine.dialect.name == "sqlite"
        # SQLite's own waiting polls with pauses of up to 100 ms; threads of one process queue here.
        self._turn = WriterTurn()

    @contextmanager
    def write(
        self, wait_seconds: float = BUSY_SECONDS, *, urgent: bool = False
    ) -> Iterator[Connection]:
        """A transaction that may write; committed, durable, when the block ends without an error.

        Args:
            wait_seconds: how long to wait for other writers.
            urgent: go before other writers of this process that wait.

        Raises:
            StoreUnavailable: locked for too long, full, read-only, unreachable.
        """
        if self.sqlite and not self._turn.take(wait_seconds, urgent=urgent):
            raise StoreUnavailable("busy")
        try:
            with self._transaction("IMMEDIATE", wait_seconds) as connection:
                yield connection
        finally:
            if self.sqlite:
                self._turn.give_back()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreUnavailable."""
        with self._transaction("DEFERRED", BUSY_SECONDS) as connection:
            yield connection

    @contextmanager
    def _transaction(self, mode: str, wait_seconds: float) -> Iterator[Connection]:
        options = {"begin_mode": mode, "wait_milliseconds": int(wait_seconds * 1000)}
        try:
            with (
                self.engine.connect().execution_options(**options) as connection,
                connection.begin(),
            ):
                yield connection
        except (DBAPIError, PoolTimeout) as error:
            if not _is_weather(error):
                raise
            # `from None`: the statement's values hold people's words and must not reach a log.
            raise StoreUnavailable(_kind(error)) from None

    def lock(self, connection: Connection, name: str) -> None:
        """Hold `name` until the transaction ends. SQLite's writers are alone already."""
        if not self.sqlite:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
            )

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url_or_home: str | Path, now: Callable[[], datetime]) -> Database:
    """Open, without migrating.

    Args:
        url_or_home: a database address (`sqlite:///…`, `postgresql://…`) or the state folder.
        now: the clock; must give aware datetimes.

    Raises:
        OSError: the state folder cannot be made.
    """
    url = database_url(url_or_home)
    if url.get_backend_name() == "sqlite":
        engine = _sqlite_engine(url)
    else:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_size=8,
            pool_timeout=BUSY_SECONDS,
            connect_args={
                "connect_timeout": 3,
                "options": f"-c timezone=UTC -c lock_timeout={int(BUSY_SECONDS * 1000)}",
            },
        )
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "checkout", _check_after_a_pause)
        event.listen(engine, "checkin", _note_use)
    return Database(engine, now)


def database_url(url_or_home: str | Path) -> URL:
    """The address: as given, or of `guidance.db` in the state folder."""
    if isinstance(url_or_home, str) and ":" in url_or_home:
        return make_url(url_or_home)
    return URL.create("sqlite", database=str(Path(url_or_home) / "guidance.db"))


def _sqlite_engine(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=8,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own
    connection.isolation_level = None  # the driver must not open transactions by itself
    cursor = connection.cursor()
    # FULL: a commit is on the disk, not only in its cache, when we acknowledge.
    # secure_delete: a cleared body is overwritten, not only unlinked.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={options['wait_milliseconds']}")
    connection.exec_driver_sql(f"BEGIN {options['begin_mode']}")


def _begin_postgresql(connection: Connection) -> None:
    wait = connection.get_execution_options()["wait_milliseconds"]
    if wait != int(BUSY_SECONDS * 1000):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")


def _check_after_a_pause(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401
    """A connection in steady use needs no test; one that rested may have died with its server."""
    used = record.info.get("used")
    if used is None or time.monotonic() - used < TRUSTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _is_weather(error: DBAPIError | PoolTimeout) -> bool:
    """True for what passes by itself: not for a broken constraint or a wrong statement."""
    if isinstance(error, PoolTimeout):
        return True
    if getattr(error.orig, "sqlite_errorname", None) == "SQLITE_ERROR":
        return False  # a wrong statement or a missing table, under the name of the others
    return error.connection_invalidated or type(error).__name__ in (
        "OperationalError",
        "InterfaceError",
        "InternalError",
    )


def _kind(error: DBAPIError | PoolTimeout) -> str:
    """A word for the log: the driver's error code or class, never its text."""
    original = getattr(error, "orig", None)
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None)
    return str(code or type(original or error).__name__)
