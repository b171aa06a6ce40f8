"""One piece of feedback: what was said, what it is about, who may know the sender, and its log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.feedback.area import Area
from bot.feedback.status import OPEN, Status

Number = NewType("Number", int)
SENDER = "sender"
"""Stands for the sender wherever the log says who did something."""


@dataclass(frozen=True)
class About:
    """What an item is about. All empty when the sender named nothing.

    `place` is for people ("One Year On, para 27"); `path` is the place in the reader.
    """

    document: str = ""
    paragraph_id: str = ""
    place: str = ""
    path: str = ""
    edition: str = ""


@dataclass(frozen=True)
class Origin:
    """Where an item comes from. Only the holder of the key can tell the person from `sealed`
    (their id and conversation, encrypted) or from `mark` (the same for all items of one person).

    `contact` is their id in plain, only when they agreed to be contacted.
    """

    sealed: str
    mark: str
    contact: str | None = None
    profession: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class NewItem:
    """Feedback that a person has confirmed. `text` is masked. `alike` are open items like it,
    the most alike first; `vector` is float32 bytes of its direction, or None.
    """

    text: str
    about: About
    area: Area
    origin: Origin
    alike: tuple[Number, ...] = ()
    vector: bytes | None = None


@dataclass(frozen=True)
class Item:
    """An item as it stands now. `since` is when it got its status.

    `words` is the reason for no change, or what changed; `link` where the change can be read.
    `routed` is when it was put in the queue of the NSDU `channel`; `card_ts` is its message there,
    once known.
    """

    number: Number
    received: datetime
    text: str
    about: About
    area: Area
    origin: Origin
    status: Status
    since: datetime
    claimed_by: str | None = None
    merged_into: Number | None = None
    words: str = ""
    link: str = ""
    alike: tuple[Number, ...] = ()
    routed: datetime | None = None
    channel: str | None = None
    card_ts: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in OPEN


class EntryKind(StrEnum):
    """What a line of the log is."""

    RECEIVED = "received"
    MOVE = "move"
    REPLY = "reply"
    ADDITION = "addition"
    AREA = "area"


@dataclass(frozen=True)
class Entry:
    """One line of an item's log. `who` is a staff member's id, or SENDER.

    `before` and `after` are statuses, or areas for EntryKind.AREA. `words` is masked.
    """

    entry_id: int
    number: Number
    at: datetime
    who: str
    kind: EntryKind
    before: str = ""
    after: str = ""
    words: str = ""
