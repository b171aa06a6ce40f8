"""The audit trail: append-only rows in a hash chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, RowId

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", RowId, autoincrement=False, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )


def downgrade() -> None:
    op.drop_table("audit")
