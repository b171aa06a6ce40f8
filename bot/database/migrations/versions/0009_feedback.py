"""Feedback: items, the log of each, and texts that wait for a person's yes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, Json, RowId

revision = "0009"
down_revision = "0008"
_ITEM = "feedback_items.number"


def upgrade() -> None:
    _create_items()
    op.create_table(
        "feedback_entries",
        sa.Column("id", RowId, nullable=False),
        sa.Column("number", RowId, nullable=False),
        *_words("act"),
        sa.Column("at", Instant, nullable=False),
        *_words("who", "kind", "before", "after", "words"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_entries"),
        sa.UniqueConstraint("act", name="uq_feedback_entries_act"),
        sa.ForeignKeyConstraint(["number"], [_ITEM], name="fk_feedback_entries_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_entries_number", "feedback_entries", ["number", "id"])
    op.create_index("ix_feedback_entries_at", "feedback_entries", ["at"])
    op.create_table(
        "feedback_drafts",
        *_words("draft", "text"),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("draft", name="pk_feedback_drafts"),
    )


def _create_items() -> None:
    op.create_table(
        "feedback_items",
        sa.Column("number", RowId, nullable=False),
        *_words("act"),
        sa.Column("received", Instant, nullable=False),
        *_words("text", "document", "paragraph_id", "place", "path", "edition", "area"),
        *_words("sealed", "mark"),
        *[sa.Column(name, sa.Text) for name in ("contact", "profession", "local_area")],
        *_words("status"),
        sa.Column("since", Instant, nullable=False),
        sa.Column("claimed_by", sa.Text),
        sa.Column("merged_into", RowId),
        *_words("words", "link"),
        sa.Column("alike", Json, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("routed", Instant),
        sa.Column("channel", sa.Text),
        sa.Column("card_ts", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_feedback_items"),
        sa.UniqueConstraint("act", name="uq_feedback_items_act"),
        sa.ForeignKeyConstraint(["merged_into"], [_ITEM], name="fk_feedback_items_merged_into"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_items_status", "feedback_items", ["status", "number"])
    op.create_index("ix_feedback_items_mark", "feedback_items", ["mark"])
    op.create_index("ix_feedback_items_merged_into", "feedback_items", ["merged_into"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def downgrade() -> None:
    op.drop_table("feedback_drafts")
    op.drop_table("feedback_entries")
    op.drop_table("feedback_items")
