"""Phrasings that thumbs and staff propose, and the answers that they come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, RowId

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "phrasings",
        sa.Column("id", RowId, nullable=False),
        *[
            sa.Column(name, sa.Text, nullable=False)
            for name in ("paragraph_id", "sha256", "folded", "text", "place", "decision")
        ],
        sa.Column("proposed", Instant, nullable=False),
        sa.Column("decided", Instant),
        sa.Column("decided_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_phrasings"),
        sa.UniqueConstraint(
            "paragraph_id", "sha256", "folded", name="uq_phrasings_paragraph_id_sha256_folded"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_phrasings_decision", "phrasings", ["decision", "id"])
    op.create_table(
        "phrasing_sources",
        sa.Column("phrasing_id", RowId, nullable=False),
        sa.Column("answer_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("phrasing_id", "answer_id", "source", name="pk_phrasing_sources"),
        sa.ForeignKeyConstraint(
            ["phrasing_id"],
            ["phrasings.id"],
            name="fk_phrasing_sources_phrasing_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answers.answer_id"],
            name="fk_phrasing_sources_answer_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_phrasing_sources_answer_id", "phrasing_sources", ["answer_id"])


def downgrade() -> None:
    op.drop_table("phrasing_sources")
    op.drop_table("phrasings")
