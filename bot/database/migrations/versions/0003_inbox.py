"""The inbox: deliveries, and the identities under which they may come again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, Json, RowId

revision = "0003"
down_revision = "0002"
UNFINISHED = sa.text("state IN ('waiting', 'working')")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("body", Json),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("wording", sa.Integer, nullable=False),
        sa.Column("ready", Instant, nullable=False),
        sa.Column("lease_until", Instant),
        sa.Column("owner", sa.Text),
        sa.Column("error_kind", sa.Text),
        sa.Column("accepted", Instant, nullable=False),
        sa.Column("finished", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["conversation", "id"],
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )
    op.create_index("ix_inbox_state", "inbox", ["state", "id"])
    op.create_index("ix_inbox_person", "inbox", ["person"])
    op.create_table(
        "inbox_identities",
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("inbox_id", RowId, nullable=False),
        sa.Column("seen", Instant, nullable=False),
        sa.PrimaryKeyConstraint("identity", name="pk_inbox_identities"),
    )
    op.create_index("ix_inbox_identities_seen", "inbox_identities", ["seen"])


def downgrade() -> None:
    op.drop_table("inbox_identities")
    op.drop_table("inbox")
