"""Every table, in the order of the migrations; what each column means stands with its domain."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from bot.database.columns import Choice, Instant, RowId
from index.edition import EditionState

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

audit = Table(
    "audit",
    metadata,
    Column("number", RowId, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("edition", Text, primary_key=True),
    Column("state", Choice(EditionState), nullable=False),
    Column("digest", Text, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    Column("created", Instant, nullable=False),
    Column("published", Instant),
    # The database itself refuses a second live edition.
    Index(
        "ix_editions_one_live",
        "state",
        unique=True,
        sqlite_where=text("state = 'live'"),
        postgresql_where=text("state = 'live'"),
    ),
)
