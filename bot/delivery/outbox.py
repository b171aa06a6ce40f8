"""The outbox: one row, one message. A row says what to post; the sender sees that it is once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType, Protocol

OutboxId = NewType("OutboxId", int)


class Method(StrEnum):
    """What a row does. All but POST and EPHEMERAL state a whole result and may be repeated."""

    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    EPHEMERAL = "ephemeral"
    RESPOND = "respond"
    VIEW = "view"

    @property
    def repeatable(self) -> bool:
        """True when sending it twice shows the same as once."""
        return self in (Method.UPDATE, Method.DELETE, Method.VIEW)


class IfUnsure(StrEnum):
    """What to do after a doubtful send that cannot be looked up.

    AGAIN: until it surely arrived; a repeat is better than a loss (feedback to staff).
    ONCE_MORE: one more time at most (an answer to a person).
    LEAVE: never; a repeat is worse than a loss.
    """

    AGAIN = "again"
    ONCE_MORE = "once more"
    LEAVE = "leave"


class PostState(StrEnum):
    """Where a post is in its life."""

    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Post:
    """A message to send. `dedup_key` is unique for ever: planning it twice plans it once.

    `channel` orders and paces: one post is in flight in a channel at a time, in the order planned
    (for a view, the user's id). An edit names its target by `ts`, or by `refers_to`, the dedup key
    of a post whose ts is not known yet: it then waits for it. A new message that refers to another
    one goes into its thread. Of the edits with one `coalesce_key`
    that still wait, only the newest is sent. `payload` is JSON, and is cleared once sent.
    """

    dedup_key: str
    channel: str
    method: Method
    payload: Mapping[str, Any]
    thread: str | None = None
    ts: str | None = None
    refers_to: str | None = None
    coalesce_key: str | None = None
    if_unsure: IfUnsure = IfUnsure.ONCE_MORE


@dataclass(frozen=True)
class InHand:
    """A post that one sender holds under a lease.

    `post.ts` is filled in when the post refers to another one. `doubtful`: an earlier attempt may
    have arrived, so look before sending; `looks` counts how often that found nothing. `attempt`
    is 1 at the first send. `planned` bounds the search for it.
    """

    outbox_id: OutboxId
    post: Post
    attempt: int
    doubtful: bool
    looks: int
    planned: datetime
    owner: str


@dataclass(frozen=True)
class DeadPost:
    """A post that was given up. Holds no text: `error_kind` is a code."""

    outbox_id: OutboxId
    dedup_key: str
    channel: str
    method: Method
    error_kind: str
    attempts: int
    planned: datetime


@dataclass(frozen=True)
class Pace:
    """At most `burst` posts at once in a channel, then one each `seconds`."""

    seconds: float = 1.0
    burst: int = 3


@dataclass(frozen=True)
class OutboxCounts:
    """How many posts stand where; `oldest` is the age in seconds of the oldest unfinished."""

    planned: int
    unknown: int
    dead: int
    oldest: float


class Outbox(Protocol):
    """Durable and shared by any number of processes. Every method is blocking and commits before it
    returns. All raise StoreUnavailable; those that take an InHand raise LeaseLost.
    """

    def add(self, posts: Sequence[Post]) -> int:
        """Plan posts that no delivery caused; returns how many were new."""
        ...

    def claim(self, sender: str, lease_seconds: float) -> InHand | None:
        """Take the next post that is due in a free channel, or None.

        A post that was never tried is committed as `sending` by this call; a doubtful one is not:
        look for it, and `mark_sending` before it is sent again.
        """
        ...

    def claim_all(self, sender: str, lease_seconds: float, most: int) -> list[InHand]:
        """Take up to `most` in one transaction, each of another channel, oldest first."""
        ...

    def mark_sending(self, held: InHand) -> InHand:
        """Commit that a doubtful post is about to be sent again."""
        ...

    def extend(self, held: InHand, lease_seconds: float) -> None:
        """Prolong the lease."""
        ...

    def sent(self, held: InHand, ts: str | None) -> None:
        """It arrived, as `ts`: clear the payload."""
        ...

    def doubtful(self, held: InHand, error_kind: str, delay_seconds: float) -> None:
        """It may have arrived: look for it after the delay."""
        ...

    def looked(self, held: InHand, delay_seconds: float) -> None:
        """It was not found; look once more after the delay."""
        ...

    def not_sent(self, held: InHand, error_kind: str, delay_seconds: float) -> None:
        """It surely did not arrive: send it after the delay."""
        ...

    def rate_limited(self, held: InHand, retry_after: float, *, everywhere: bool) -> None:
        """Refused for now: send it after `retry_after` seconds, not counted as an attempt.

        `everywhere` holds back every post of the same method, not only this channel.
        """
        ...

    def dead(self, held: InHand, error_kind: str, instead: Sequence[Post] = ()) -> None:
        """Give it up, and plan others instead, at once."""
        ...

    def release(self, sender: str) -> int:
        """Put back all that a stopping sender holds; what was being sent becomes doubtful."""
        ...

    def posted_ts(self, dedup_key: str) -> str | None:
        """The ts of a post that arrived, or None."""
        ...

    def dead_posts(self) -> list[DeadPost]:
        """Posts given up, newest first."""
        ...

    def replay(self, outbox_id: OutboxId, by: str) -> bool:
        """Try a dead post again, with an audit row. False when there is none with a payload."""
        ...

    def counts(self) -> OutboxCounts:
        """How much waits, for health checks."""
        ...
