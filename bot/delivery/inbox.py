"""The inbox: every delivery is written here, committed, before it is acknowledged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType, Protocol

from bot.delivery.outbox import Post

InboxId = NewType("InboxId", int)

IDENTITY_KEPT = timedelta(days=7)
"""How long a delivery's identity is remembered: a replay after an outage comes days late."""


class InboxState(StrEnum):
    """Where a delivery is in its life."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Delivery:
    """Something that somebody sent us, masked already.

    `key` is its own identity ("event:Ev012"); `also_keys` are other identities under which the same
    thing may come again ("message:C1:1690.1" for an app_mention and its twin, a client_msg_id).
    Deliveries of one `conversation` are worked one at a time, oldest first. `body` is JSON.
    `person` is who sent it, so that a person's traces can be removed.
    """

    key: str
    kind: str
    conversation: str
    body: Mapping[str, Any]
    also_keys: tuple[str, ...] = ()
    person: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every identity, sorted, so that two processes lock them in the same order."""
        return tuple(sorted({self.key, *self.also_keys}))


@dataclass(frozen=True)
class Accepted:
    """The delivery is new and is on disk."""

    inbox_id: InboxId


@dataclass(frozen=True)
class Duplicate:
    """The delivery had come already, as `of`; there is nothing to do but acknowledge it."""

    of: InboxId


@dataclass(frozen=True)
class Claimed:
    """A delivery in hand, under a lease. `attempt` is 1 the first time.

    `wording` rises each time the question was edited, so that work on an older wording
    cannot be finished. `waited` is how many seconds ago it was accepted.
    """

    inbox_id: InboxId
    kind: str
    conversation: str
    body: Mapping[str, Any]
    attempt: int
    accepted: datetime
    owner: str
    person: str | None = None
    wording: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up. Holds no text: `error_kind` is a class name or a code."""

    inbox_id: InboxId
    kind: str
    conversation: str
    error_kind: str
    attempts: int
    accepted: datetime
    given_up: datetime


@dataclass(frozen=True)
class Restarted:
    """The work starts again with the new body; nothing of the old wording was posted."""

    inbox_id: InboxId


@dataclass(frozen=True)
class Withdrawn:
    """The work is cancelled; nothing of it was posted."""

    inbox_id: InboxId


@dataclass(frozen=True)
class TooLate:
    """Posts have gone out already: `posted` are their dedup keys, to `refer_to` in an edit."""

    inbox_id: InboxId
    finished: datetime
    posted: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Unheard:
    """No delivery has that identity."""


@dataclass(frozen=True)
class InboxCounts:
    """How many deliveries stand where; `oldest` is the age in seconds of the oldest unfinished."""

    waiting: int
    working: int
    dead: int
    oldest: float


class Inbox(Protocol):
    """Durable and shared by any number of processes. Every method is blocking and commits before it
    returns. All raise StoreUnavailable when the database does not answer.
    """

    def accept(self, delivery: Delivery) -> Accepted | Duplicate:
        """Write a delivery once. Raises NotStored when it could not be committed."""
        ...

    def accept_all(self, deliveries: Sequence[Delivery]) -> list[Accepted | Duplicate]:
        """Write several in one transaction, in order; all or none. Raises NotStored."""
        ...

    def claim(self, worker: str, lease_seconds: float) -> Claimed | None:
        """Take the oldest delivery that is due and whose conversation is free, or None."""
        ...

    def claim_all(self, worker: str, lease_seconds: float, most: int) -> list[Claimed]:
        """Take up to `most` in one transaction, each of another conversation, oldest first."""
        ...

    def extend(self, claimed: Claimed, lease_seconds: float) -> None:
        """Prolong the lease. Raises LeaseLost when it is no longer ours."""
        ...

    def finish(self, claimed: Claimed, posts: Sequence[Post]) -> None:
        """Done: clear the body and plan the posts, at once. Raises LeaseLost (nothing planned)."""
        ...

    def retry_later(
        self, claimed: Claimed, error_kind: str, delay_seconds: float, *, counted: bool = True
    ) -> None:
        """Put it back, due after the delay; `counted` as an attempt or not. Raises LeaseLost."""
        ...

    def give_up(self, claimed: Claimed, error_kind: str, posts: Sequence[Post]) -> None:
        """Make it a dead letter and plan the apology, at once. Raises LeaseLost."""
        ...

    def release(self, worker: str) -> int:
        """Put back all that a stopping worker holds, due at once, not counted as an attempt."""
        ...

    def cancel(self, key: str) -> Withdrawn | TooLate | Unheard:
        """The message was deleted: stop the work and what it planned to post. A message that comes
        after its deletion is a duplicate.
        """
        ...

    def supersede(self, key: str, body: Mapping[str, Any]) -> Restarted | TooLate | Unheard:
        """The message was edited: start again with the new body, unless posts have gone out."""
        ...

    def dead_letters(self) -> list[DeadLetter]:
        """Deliveries given up, newest first."""
        ...

    def replay(self, inbox_id: InboxId, by: str) -> bool:
        """Try a dead letter again, with an audit row. False when there is none with a body."""
        ...

    def counts(self) -> InboxCounts:
        """How much waits, for health checks."""
        ...
