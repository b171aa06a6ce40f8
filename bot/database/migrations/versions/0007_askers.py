"""What people let us remember of their work, and how often each may ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "askers",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("profession", sa.Text),
        sa.Column("area", sa.Text),
        sa.PrimaryKeyConstraint("person", name="pk_askers"),
    )
    op.create_table(
        "rates",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("free", Instant, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_rates"),
    )


def downgrade() -> None:
    op.drop_table("rates")
    op.drop_table("askers")
