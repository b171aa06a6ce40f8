"""NSDU clarifications: what the Unit says for a time where the guidance is silent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, Json, RowId

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "clarifications",
        sa.Column("number", RowId, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("questions", Json, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("dated", sa.Date, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("withdrawn", Instant),
        sa.Column("withdrawn_by", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_clarifications"),
        sa.UniqueConstraint("act", name="uq_clarifications_act"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clarifications_until", "clarifications", ["until"])


def downgrade() -> None:
    op.drop_table("clarifications")
