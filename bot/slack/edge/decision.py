"""What the edge decided about a delivery, before anything was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.inbox import Delivery
from bot.slack.actions import Button, Shortcut


@dataclass(frozen=True)
class Ignore:
    """Nothing to do: acknowledge. `why` is a short reason for the log."""

    why: str


@dataclass(frozen=True)
class Thread:
    """A thread in which somebody waits."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Window:
    """A modal to open at once: the trigger lives three seconds.

    `name` says which; `value` is the button's; `text` is masked text to fill in.
    """

    name: Button | Shortcut
    trigger: str
    user: str
    value: str = ""
    text: str = ""
    channel: str = ""
    message_ts: str = ""


@dataclass(frozen=True)
class Keep:
    """Work to store. `waiting` is the thread that is told at once that we are looking; `reply` is
    said back inside the acknowledgement, once it is stored.
    """

    delivery: Delivery
    waiting: Thread | None = None
    window: Window | None = None
    reply: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Reword:
    """A message was edited: `key` is its identity, `delivery` the new wording. `fresh` is the same
    as a question of its own, for an edit that comes before its message; `ts` is when that was sent.
    """

    key: str
    delivery: Delivery
    fresh: Keep
    ts: str


@dataclass(frozen=True)
class Withdraw:
    """A message was deleted."""

    key: str


@dataclass(frozen=True)
class Answered:
    """Said back inside the acknowledgement itself: the mistakes of a form."""

    reply: Mapping[str, Any]


@dataclass(frozen=True)
class Preview:
    """A form that shows something before it is kept. `fields` are as typed: they are looked up at
    once, and never stored or logged.
    """

    about: str
    fields: Mapping[str, str]


Decision = Ignore | Keep | Window | Reword | Withdraw | Answered | Preview
