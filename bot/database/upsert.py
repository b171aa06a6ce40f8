"""INSERT … ON CONFLICT, which SQLAlchemy keeps apart for each kind of database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str
) -> int:
    """Insert the rows whose `key` column is not there yet; returns how many were new."""
    statement = _insert_new(connection.dialect.name, table, key)
    return sum(connection.execute(statement, row).first() is not None for row in rows)


def insert_many_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str
) -> None:
    """The same for many rows in one round trip, uncounted."""
    if rows:
        connection.execute(_insert_quietly(connection.dialect.name, table, key), rows)


def insert_or_replace(
    connection: Connection, table: Table, row: Mapping[str, Any], keys: Sequence[str]
) -> None:
    """Insert the row, or give the one with the same keys these values."""
    names = frozenset(row) - frozenset(keys)
    connection.execute(
        _insert_or_replace(connection.dialect.name, table, tuple(keys), names), dict(row)
    )


# Building a statement costs several times its execution, so each is built once.


@cache
def _insert_new(dialect: str, table: Table, key: str) -> ReturningInsert[tuple[str]]:
    return _insert_quietly(dialect, table, key).returning(table.c[key])


@cache
def _insert_quietly(dialect: str, table: Table, key: str) -> sqlite.Insert | postgresql.Insert:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=[key])


@cache
def _insert_or_replace(
    dialect: str, table: Table, keys: tuple[str, ...], names: frozenset[str]
) -> sqlite.Insert | postgresql.Insert:
    insert = _insert(dialect, table)
    given = {name: insert.excluded[name] for name in sorted(names)}
    return insert.on_conflict_do_update(index_elements=list(keys), set_=given)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
