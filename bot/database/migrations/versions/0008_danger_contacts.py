"""Local numbers shown on the danger card, set by administrators for a workspace or a channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "danger_contacts",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("social_care", sa.Text, nullable=False),
        sa.Column("out_of_hours", sa.Text, nullable=False),
        sa.Column("lado", sa.Text),
        sa.Column("area", sa.Text),
        sa.Column("last_checked", sa.Date),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_danger_contacts"),
    )


def downgrade() -> None:
    op.drop_table("danger_contacts")
