"""The status table of feedback, as data: every move that is allowed, by whom, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST_REASON = 2_000


class Status(StrEnum):
    """Where an item stands."""

    NEW = "new"
    CLAIMED = "claimed"
    UNDER_REVIEW = "under review"
    NEEDS_INFORMATION = "needs information"
    ACCEPTED = "accepted"
    NO_CHANGE = "no change"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    DONE = "done"


class By(StrEnum):
    """Who makes a move."""

    STAFF = "staff"
    SENDER = "sender"


class Need(StrEnum):
    """What a move cannot do without."""

    REASON = "a reason"
    TARGET = "the number of the item it is merged into"
    WHAT_CHANGED = "what changed"
    LINK = "a link to the edition or paragraph"


@dataclass(frozen=True)
class Details:
    """What comes with a move. `words` is the reason, or what changed; masked already."""

    words: str = ""
    target: int | None = None
    link: str = ""


@dataclass(frozen=True)
class Move:
    """One line of the table."""

    start: Status
    to: Status
    by: frozenset[By] = frozenset({By.STAFF})
    needs: tuple[Need, ...] = ()


_SENDER = frozenset({By.SENDER})
_BOTH = frozenset(By)
_MERGE = (Need.TARGET,)
MOVES = (
    Move(Status.NEW, Status.CLAIMED),
    Move(Status.NEW, Status.MERGED, needs=_MERGE),
    Move(Status.NEW, Status.WITHDRAWN, _SENDER),
    Move(Status.CLAIMED, Status.UNDER_REVIEW),
    Move(Status.CLAIMED, Status.MERGED, needs=_MERGE),
    Move(Status.CLAIMED, Status.WITHDRAWN, _SENDER),
    # The sender's answer to a question brings the item back by itself.
    Move(Status.UNDER_REVIEW, Status.NEEDS_INFORMATION),
    Move(Status.NEEDS_INFORMATION, Status.UNDER_REVIEW, _BOTH),
    Move(Status.NEEDS_INFORMATION, Status.WITHDRAWN, _SENDER),
    Move(Status.UNDER_REVIEW, Status.ACCEPTED),
    Move(Status.UNDER_REVIEW, Status.NO_CHANGE, needs=(Need.REASON,)),
    Move(Status.UNDER_REVIEW, Status.MERGED, needs=_MERGE),
    Move(Status.UNDER_REVIEW, Status.WITHDRAWN, _SENDER),
    Move(Status.ACCEPTED, Status.DONE, needs=(Need.WHAT_CHANGED, Need.LINK)),
)
OPEN = frozenset(
    {
        Status.NEW,
        Status.CLAIMED,
        Status.UNDER_REVIEW,
        Status.NEEDS_INFORMATION,
        Status.ACCEPTED,
    }
)
"""Statuses in which somebody still has to do something."""


@dataclass(frozen=True)
class NotInTable:
    """The table has no such move; `allowed` are those it has from here."""

    start: Status
    to: Status
    allowed: tuple[Status, ...]


@dataclass(frozen=True)
class Lacking:
    """The move is in the table, but something it needs was not given."""

    need: Need


def allowed(start: Status, by: By) -> tuple[Status, ...]:
    """Where an item may go from `start`, in the order of the table."""
    return tuple(move.to for move in MOVES if move.start is start and by in move.by)


def problem(start: Status, to: Status, by: By, details: Details) -> NotInTable | Lacking | None:
    """Why a move is refused; None when it is allowed."""
    lines = [move for move in MOVES if (move.start, move.to) == (start, to) and by in move.by]
    if not lines:
        return NotInTable(start, to, allowed(start, by))
    lacking = [need for need in lines[0].needs if not _given(need, details)]
    return Lacking(lacking[0]) if lacking else None


def needs(to: Status) -> tuple[Need, ...]:
    """What any move to this status needs."""
    return next((move.needs for move in MOVES if move.to is to), ())


def _given(need: Need, details: Details) -> bool:
    if need is Need.TARGET:
        return details.target is not None
    if need is Need.LINK:
        return is_link(details.link)
    return bool(details.words.strip())


def is_link(text: str) -> bool:
    """True for a whole web address without blanks."""
    parts = urlsplit(text) if text.isprintable() and " " not in text else None
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)
