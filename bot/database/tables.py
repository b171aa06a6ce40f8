"""Every table, in the order of the migrations; what each column means stands with its domain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from bot.answering.answer import Outcome
from bot.answering.book import Verdict
from bot.database.columns import Choice, Instant, Json, RowId
from bot.delivery.inbox import InboxState
from bot.delivery.outbox import IfUnsure, Method, PostState
from bot.feedback.area import Area
from bot.feedback.item import EntryKind
from bot.feedback.phrasing import Decision, Source
from bot.feedback.status import Status
from index.edition import EditionState

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

audit = Table(
    "audit",
    metadata,
    Column("number", RowId, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("edition", Text, primary_key=True),
    Column("state", Choice(EditionState), nullable=False),
    Column("digest", Text, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    Column("created", Instant, nullable=False),
    Column("published", Instant),
    # The database itself refuses a second live edition.
    Index(
        "ix_editions_one_live",
        "state",
        unique=True,
        sqlite_where=text("state = 'live'"),
        postgresql_where=text("state = 'live'"),
    ),
)

UNFINISHED = text("state IN ('waiting', 'working')")
"""Queries must say these words as they stand here, not as parameters, or the index is not used."""
inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("person", Text),
    Column("body", Json),
    Column("state", Choice(InboxState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("wording", Integer, nullable=False),
    Column("ready", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("owner", Text),
    Column("error_kind", Text),
    Column("accepted", Instant, nullable=False),
    Column("finished", Instant),
    Index(
        "ix_inbox_unfinished",
        "conversation",
        "id",
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
    Index("ix_inbox_state", "state", "id"),
    Index("ix_inbox_person", "person"),
    sqlite_autoincrement=True,
)

identities = Table(
    "inbox_identities",
    metadata,
    Column("identity", Text, primary_key=True),
    Column("inbox_id", RowId, nullable=False),
    Column("seen", Instant, nullable=False),
    Index("ix_inbox_identities_seen", "seen"),
)

UNSENT = text("state IN ('planned', 'sending', 'unknown')")
outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("dedup_key", Text, nullable=False, unique=True),
    Column("inbox_id", RowId),
    Column("channel", Text, nullable=False),
    Column("thread", Text),
    Column("method", Choice(Method), nullable=False),
    Column("payload", Json),
    Column("ts", Text),
    Column("refers_to", Text),
    Column("coalesce_key", Text),
    Column("if_unsure", Choice(IfUnsure), nullable=False),
    Column("state", Choice(PostState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("ready", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("owner", Text),
    Column("error_kind", Text),
    Column("planned", Instant, nullable=False),
    Column("finished", Instant),
    Column("sent_ts", Text),
    Index("ix_outbox_unsent", "channel", "id", sqlite_where=UNSENT, postgresql_where=UNSENT),
    Index("ix_outbox_state", "state", "id"),
    Index("ix_outbox_inbox_id", "inbox_id"),
    Index("ix_outbox_coalesce_key", "coalesce_key"),
    sqlite_autoincrement=True,
)

outbox_pace = Table(
    "outbox_pace",
    metadata,
    Column("name", Text, primary_key=True),
    Column("free", Instant, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("reason", Text),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("answer_id", Text, primary_key=True),
    Column("question", Text, nullable=False, unique=True),
    Column("person", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outcome", Choice(Outcome), nullable=False),
    Column("answer", Json, nullable=False),
    Column("edition", Text, nullable=False),
    Column("asked", Instant, nullable=False),
    Index("ix_answers_conversation_asked", "conversation", "asked"),
    Index("ix_answers_person_asked", "person", "asked"),
    Index("ix_answers_asked", "asked"),
)

votes = Table(
    "votes",
    metadata,
    Column(
        "answer_id", Text, ForeignKey("answers.answer_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("person", Text, primary_key=True),
    Column("verdict", Choice(Verdict), nullable=False),
    Column("reason", Text),
    Column("remark", Text),
    Column("at", Instant, nullable=False),
    Index("ix_votes_person", "person"),
)

askers = Table(
    "askers",
    metadata,
    Column("person", Text, primary_key=True),
    Column("profession", Text),
    Column("area", Text),
)

rates = Table(
    "rates",
    metadata,
    Column("person", Text, primary_key=True),
    Column("free", Instant, nullable=False),
)

danger_contacts = Table(
    "danger_contacts",
    metadata,
    Column("place", Text, primary_key=True),
    Column("social_care", Text, nullable=False),
    Column("out_of_hours", Text, nullable=False),
    Column("lado", Text),
    Column("area", Text),
    Column("last_checked", Date),
    Column("set_by", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
)


feedback_items = Table(
    "feedback_items",
    metadata,
    Column("number", RowId, primary_key=True),
    Column("act", Text, nullable=False, unique=True),
    Column("received", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("paragraph_id", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("area", Choice(Area), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("contact", Text),
    Column("profession", Text),
    Column("local_area", Text),
    Column("status", Choice(Status), nullable=False),
    Column("since", Instant, nullable=False),
    Column("claimed_by", Text),
    Column("merged_into", RowId, ForeignKey("feedback_items.number")),
    Column("words", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("alike", Json, nullable=False),
    Column("vector", LargeBinary),
    Column("routed", Instant),
    Column("channel", Text),
    Column("card_ts", Text),
    Index("ix_feedback_items_status", "status", "number"),
    Index("ix_feedback_items_mark", "mark"),
    Index("ix_feedback_items_merged_into", "merged_into"),
    sqlite_autoincrement=True,
)

feedback_entries = Table(
    "feedback_entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", RowId, ForeignKey("feedback_items.number"), nullable=False),
    Column("act", Text, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Choice(EntryKind), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("ix_feedback_entries_number", "number", "id"),
    Index("ix_feedback_entries_at", "at"),
    sqlite_autoincrement=True,
)

feedback_drafts = Table(
    "feedback_drafts",
    metadata,
    Column("draft", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

phrasings = Table(
    "phrasings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("paragraph_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("decision", Choice(Decision), nullable=False),
    Column("proposed", Instant, nullable=False),
    Column("decided", Instant),
    Column("decided_by", Text),
    UniqueConstraint(
        "paragraph_id", "sha256", "folded", name="uq_phrasings_paragraph_id_sha256_folded"
    ),
    Index("ix_phrasings_decision", "decision", "id"),
    sqlite_autoincrement=True,
)

phrasing_sources = Table(
    "phrasing_sources",
    metadata,
    Column("phrasing_id", RowId, ForeignKey("phrasings.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "answer_id", Text, ForeignKey("answers.answer_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("source", Choice(Source), primary_key=True),
    Index("ix_phrasing_sources_answer_id", "answer_id"),
)

clarifications = Table(
    "clarifications",
    metadata,
    Column("number", RowId, primary_key=True),
    Column("act", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("questions", Json, nullable=False),
    Column("unit", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("dated", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("withdrawn", Instant),
    Column("withdrawn_by", Text),
    Index("ix_clarifications_until", "until"),
    sqlite_autoincrement=True,
)


def unfinished(rows: FromClause) -> ColumnElement[bool]:
    """Deliveries that wait or are worked on, in the words of the partial index."""
    return _one_of(rows, (InboxState.WAITING, InboxState.WORKING))


def unsent(rows: FromClause) -> ColumnElement[bool]:
    """Posts that are still to be sent, in the words of the partial index."""
    return _one_of(rows, (PostState.PLANNED, PostState.SENDING, PostState.UNKNOWN))


def _one_of(rows: FromClause, states: Sequence[StrEnum]) -> ColumnElement[bool]:
    return rows.c.state.in_([literal_column(f"'{state.value}'") for state in states])
