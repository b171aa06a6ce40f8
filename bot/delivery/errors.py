"""What can go wrong with the inbox and the outbox; each error carries the data that explains it."""

from __future__ import annotations

from dataclasses import dataclass


class DeliveryFailed(Exception):
    """Base of every error raised by the delivery of messages."""


@dataclass
class StoreUnavailable(DeliveryFailed):
    """The database did not take part: locked, full, unreachable. Try again later.

    `cause` is the kind of failure, never a statement or its values.
    """

    cause: str

    def __str__(self) -> str:
        return f"the database did not answer: {self.cause}"


@dataclass
class NotStored(StoreUnavailable):
    """A delivery was not written. It must not be acknowledged, so that it is sent again."""

    def __str__(self) -> str:
        return f"the delivery was not stored and must not be acknowledged: {self.cause}"


class LeaseLost(DeliveryFailed):
    """The work was taken over, edited or cancelled meanwhile: what was prepared is dropped."""


@dataclass
class NotNow(DeliveryFailed):
    """Raised by a handler while what it needs is away: tried again later, and not counted as an
    attempt. `seconds` is the wait that was asked for, None when nobody said; `kind` a short code.
    """

    kind: str
    seconds: float | None = None

    def __str__(self) -> str:
        return f"the delivery has to wait: {self.kind}"


@dataclass
class CannotHandle(DeliveryFailed):
    """Raised by a handler for a delivery that no retry will mend. `reason` is a short code."""

    reason: str

    def __str__(self) -> str:
        return f"the delivery cannot be handled: {self.reason}"
