"""What the edge writes to the inbox: one frozen type a kind of work, masked, as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from bot.screening.screened import MaskedSpan, MessageKind, Refusal, Screened


class WorkKind(StrEnum):
    """What is to be done; the `kind` of an inbox row."""

    QUESTION = "question"
    REWORDED = "reworded question"
    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    HOME = "home"
    MESSAGES_TAB = "messages tab"
    INVITED = "invited"
    SHARED = "channel shared or not"


QUESTIONS = frozenset({WorkKind.QUESTION, WorkKind.REWORDED})


class Surface(StrEnum):
    """Where a question was asked, which decides who sees the answer."""

    DIRECT_MESSAGE = "direct message"
    MENTION = "mention"
    COMMAND = "command"
    SHORTCUT = "shortcut"


@dataclass(frozen=True)
class Sender:
    """Who did it and where. `team` is the person's own workspace, None when Slack does not say.

    `shared` is true when the channel is shared with another organisation.
    """

    user: str
    channel: str
    team: str | None = None
    home_team: str | None = None
    shared: bool = False


@dataclass(frozen=True)
class Asked:
    """A question. `thread` is where an answer goes, `ts` the message itself; both None for private
    surfaces, which have a `response_url` instead.
    """

    sender: Sender
    surface: Surface
    screened: Screened
    ts: str | None = None
    thread: str | None = None
    response_url: str | None = None
    refers_to: str | None = None


@dataclass(frozen=True)
class Pressed:
    """A button on a message or view: `action` is its action_id, `value` what we put in it."""

    sender: Sender
    action: str
    value: str
    message_ts: str | None = None
    thread: str | None = None
    private: bool = False
    response_url: str | None = None


@dataclass(frozen=True)
class Filled:
    """A form that was sent. `fields` are masked texts and chosen values by block id."""

    sender: Sender
    form: str
    about: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ran:
    """A command other than /ask. `words` is its text, masked."""

    sender: Sender
    command: str
    words: str
    response_url: str


@dataclass(frozen=True)
class Opened:
    """Somebody opened the Home or Messages tab, invited us to a channel, or shared one."""

    sender: Sender


Work = Asked | Pressed | Filled | Ran | Opened


def to_json(work: Work) -> dict[str, Any]:
    """The body of an inbox row."""
    return asdict(work)


def asked(body: Mapping[str, Any]) -> Asked:
    """Read back a question."""
    rest = {name: body.get(name) for name in ("ts", "thread", "response_url", "refers_to")}
    screened = _screened(body["screened"])
    return Asked(sender(body), Surface(body["surface"]), screened, **rest)


def pressed(body: Mapping[str, Any]) -> Pressed:
    """Read back a button."""
    return Pressed(**{**body, "sender": sender(body)})


def filled(body: Mapping[str, Any]) -> Filled:
    """Read back a form."""
    return Filled(**{**body, "sender": sender(body)})


def ran(body: Mapping[str, Any]) -> Ran:
    """Read back a command."""
    return Ran(**{**body, "sender": sender(body)})


def sender(body: Mapping[str, Any]) -> Sender:
    """Who sent the work in an inbox row, whatever its kind."""
    return Sender(**body["sender"])


def _screened(body: Mapping[str, Any]) -> Screened:
    return Screened(
        text=body["text"],
        masked=tuple(MaskedSpan(**span) for span in body["masked"]),
        danger=tuple(body["danger"]),
        kind=MessageKind(body["kind"]),
        refusal=Refusal(body["refusal"]) if body["refusal"] else None,
        case_judgement=body["case_judgement"],
    )
