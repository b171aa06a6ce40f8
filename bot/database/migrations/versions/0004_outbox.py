"""The outbox: one row, one message; and how soon a channel may be posted to again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, Json, RowId

revision = "0004"
down_revision = "0003"
UNSENT = sa.text("state IN ('planned', 'sending', 'unknown')")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("dedup_key", sa.Text, nullable=False),
        sa.Column("inbox_id", RowId),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("thread", sa.Text),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("payload", Json),
        sa.Column("ts", sa.Text),
        sa.Column("refers_to", sa.Text),
        sa.Column("coalesce_key", sa.Text),
        sa.Column("if_unsure", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.Column("ready", Instant, nullable=False),
        sa.Column("lease_until", Instant),
        sa.Column("owner", sa.Text),
        sa.Column("error_kind", sa.Text),
        sa.Column("planned", Instant, nullable=False),
        sa.Column("finished", Instant),
        sa.Column("sent_ts", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("dedup_key", name="uq_outbox_dedup_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["channel", "id"],
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "id"])
    op.create_index("ix_outbox_inbox_id", "outbox", ["inbox_id"])
    op.create_index("ix_outbox_coalesce_key", "outbox", ["coalesce_key"])
    op.create_table(
        "outbox_pace",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("free", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_outbox_pace"),
    )


def downgrade() -> None:
    op.drop_table("outbox_pace")
    op.drop_table("outbox")
