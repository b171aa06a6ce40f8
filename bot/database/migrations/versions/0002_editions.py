"""The register of editions; at most one is live."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("paragraphs", sa.Integer, nullable=False),
        sa.Column("created", Instant, nullable=False),
        sa.Column("published", Instant),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
    )
    op.create_index(
        "ix_editions_one_live",
        "editions",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )


def downgrade() -> None:
    op.drop_table("editions")
