"""The register of feedback: every change, its log line and the posts it causes are one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.delivery.outbox import Post
from bot.feedback.area import Area
from bot.feedback.item import Entry, EntryKind, Item, NewItem, Number
from bot.feedback.status import By, Details, Lacking, NotInTable, Status


@dataclass(frozen=True)
class Change:
    """What happened to an item, for whoever tells people of it.

    `history` is the whole log, oldest first, `entry` its newest line. `voices` are the items whose
    senders hear of it: the item itself, and all that were merged into it. `others` are further
    items whose cards look different now. `before` is the item as it was; None for a new one.
    """

    item: Item
    entry: Entry
    history: Sequence[Entry]
    voices: Sequence[Item]
    others: Sequence[tuple[Item, Sequence[Entry]]] = ()
    before: Item | None = None


Announce = Callable[[Change], Sequence[Post]]
"""The posts that tell people of a change; pure. They are planned in the change's own commit."""


@dataclass(frozen=True)
class Changed:
    """Done, now or by an earlier attempt of the same act."""

    item: Item


@dataclass(frozen=True)
class Taken:
    """Somebody else has claimed it."""

    item: Item
    by: str


@dataclass(frozen=True)
class NoSuchItem:
    """There is no item of that number, or not one that can be merged into."""

    number: int


@dataclass(frozen=True)
class Closed:
    """Nothing more can be said on it: it was settled, merged or withdrawn."""

    item: Item


MoveOutcome = Changed | Taken | NoSuchItem | NotInTable | Lacking
NoteOutcome = Changed | NoSuchItem | Closed


@dataclass(frozen=True)
class Actor:
    """Who acts: a staff member's id, or `item.SENDER`. `act` names the act, so that it is done
    once however often it is tried.
    """

    who: str
    by: By
    act: str


EVERY = 1_000_000_000
"""A limit that limits nothing."""


NOBODY = ""
"""Stands for the owner of what nobody has claimed."""


@dataclass(frozen=True)
class Wanted:
    """Which items to list; None means any. `words` are looked for in text, place and number.
    `owner` is a staff id, or NOBODY. Newest first, unless what has no owner comes first and then
    the oldest.
    """

    statuses: frozenset[Status] | None = None
    area: Area | None = None
    document: str | None = None
    words: str = ""
    since: datetime | None = None
    limit: int = 100
    owner: str | None = None
    skip: int = 0
    unclaimed_first: bool = False


class Register(Protocol):
    """Durable and shared by any number of processes. Blocking; raises StoreUnavailable."""

    def receive(self, new: NewItem, act: str, announce: Announce) -> Item:
        """Number an item and keep it. The same act again gives the item it made."""
        ...

    def move(
        self, number: int, to: Status, actor: Actor, details: Details, announce: Announce
    ) -> MoveOutcome:
        """Change the status, if the table allows it."""
        ...

    def note(
        self, number: int, kind: EntryKind, actor: Actor, words: str, announce: Announce
    ) -> NoteOutcome:
        """Keep a reply or an addition. An addition to an item that needs information brings it
        back under review.
        """
        ...

    def set_area(self, number: int, area: Area, actor: Actor, announce: Announce) -> NoteOutcome:
        """Put the item under another priority area, whatever its status."""
        ...

    def find(self, number: int) -> Item | None:
        """One item."""
        ...

    def history(self, number: int) -> Sequence[Entry]:
        """The log of one item, oldest first."""
        ...

    def list(self, wanted: Wanted) -> Sequence[Item]:
        """Items, in the order that is wanted."""
        ...

    def count(self, wanted: Wanted) -> int:
        """How many items there are, whatever the limit."""
        ...

    def of_sender(self, mark: str) -> Sequence[Item]:
        """All items of one sender, newest first."""
        ...

    def route(self, channel: str, announce: Announce) -> int:
        """Plan the cards of items that no channel has yet, oldest first; returns how many."""
        ...

    def vectors(self) -> Sequence[tuple[Number, bytes]]:
        """The directions of the open items."""
        ...

    def log(self, since: datetime) -> Sequence[Entry]:
        """The log of all items from a moment on, oldest first."""
        ...

    def forget(self, mark: str) -> int:
        """Cut every link between a person and their items; returns how many items it was."""
        ...
