"""Masked questions with their answers, and the thumbs given to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.database.columns import Instant, Json

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("answer_id", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("answer", Json, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("asked", Instant, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_answers"),
        sa.UniqueConstraint("question", name="uq_answers_question"),
    )
    op.create_index("ix_answers_conversation_asked", "answers", ["conversation", "asked"])
    op.create_index("ix_answers_person_asked", "answers", ["person", "asked"])
    op.create_index("ix_answers_asked", "answers", ["asked"])
    op.create_table(
        "votes",
        sa.Column("answer_id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("remark", sa.Text),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "person", name="pk_votes"),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.answer_id"], name="fk_votes_answer_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_votes_person", "votes", ["person"])


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_table("answers")
