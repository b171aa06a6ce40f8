"""What can go wrong between Slack and us; each error carries the data that explains it."""

from __future__ import annotations

from dataclasses import dataclass


class SlackFailed(Exception):
    """Base of every error raised by the Slack part."""


@dataclass
class NotOurs(SlackFailed):
    """A delivery that is not Slack's: unsigned, stale, wrongly signed or too large."""

    why: str

    def __str__(self) -> str:
        return f"the delivery was refused: {self.why}"


@dataclass
class Unreadable(SlackFailed):
    """A signed delivery that is neither an event, a command nor an interaction."""

    why: str

    def __str__(self) -> str:
        return f"the delivery could not be read: {self.why}"


@dataclass
class SlackUnavailable(SlackFailed):
    """Slack did not answer a question of ours. `method` and `code` say which and how."""

    method: str
    code: str

    def __str__(self) -> str:
        return f"{self.method} failed: {self.code}"


@dataclass
class SlackAway(SlackUnavailable):
    """It will pass: a rate limit, an outage, a broken connection. `seconds` is the wait that Slack
    asked for, None when it did not say.
    """

    seconds: float | None = None
