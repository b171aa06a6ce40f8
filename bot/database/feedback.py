"""Feedback in the database: the change, its log line and the posts it causes are one commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.database import feedback_reading as reading
from bot.database.engine import Database
from bot.database.feedback_rows import entry_of, item_at, item_of, log_of, new_row
from bot.database.outbox_rows import plan
from bot.database.tables import feedback_entries, feedback_items, outbox
from bot.feedback.area import Area
from bot.feedback.cards import card_key
from bot.feedback.item import SENDER, Entry, EntryKind, Item, NewItem, Number
from bot.feedback.register import (
    Actor,
    Announce,
    Change,
    Changed,
    Closed,
    MoveOutcome,
    NoSuchItem,
    NoteOutcome,
    Taken,
)
from bot.feedback.status import By, Details, Status, problem

NO_TARGETS = {Status.MERGED, Status.WITHDRAWN}
TALKED_ABOUT = {*Status} - NO_TARGETS


class FeedbackRepository(reading.FeedbackReading):
    """Implements `bot.feedback.register.Register`."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    def receive(self, new: NewItem, act: str, announce: Announce) -> Item:
        """Number an item and keep it. The same act again gives the item it made."""
        with self._database.write() as connection:
            self._alone(connection)
            made = select(feedback_items).where(feedback_items.c.act == act)
            row = connection.execute(made).first()
            if row is not None:
                return item_of(row)
            fresh = insert(feedback_items).returning(feedback_items.c.number)
            number = connection.execute(fresh, new_row(new, act, self._database.now())).scalar()
            log = {"kind": EntryKind.RECEIVED, "after": Status.NEW.value}
            sender = Actor(SENDER, By.SENDER, act)
            entry = self._log(connection, Number(number or 0), sender, **log)
            return self._tell(connection, entry, announce)

    def move(
        self, number: int, to: Status, actor: Actor, details: Details, announce: Announce
    ) -> MoveOutcome:
        """Change the status, if the table allows it."""
        with self._database.write() as connection:
            item = self._begin(connection, number)
            if item is None:
                return NoSuchItem(number)
            if _done(connection, actor.act):
                return Changed(item)
            refusal = self._refusal(connection, item, to, actor, details)
            if refusal is not None:
                return refusal
            entry = self._move(connection, item, to, actor, details)
            return Changed(self._tell(connection, entry, announce, item))

    def _refusal(
        self, connection: Connection, item: Item, to: Status, actor: Actor, details: Details
    ) -> MoveOutcome | None:
        other = item.claimed_by if item.claimed_by != actor.who else None
        if to is Status.CLAIMED and actor.by is By.STAFF and other is not None:
            return Taken(item, other)
        refusal = problem(item.status, to, actor.by, details)
        if refusal is not None or to is not Status.MERGED or details.target is None:
            return refusal
        target = item_at(connection, details.target)
        fits = target is not None and target.number != item.number
        if not fits or target is None or target.status in NO_TARGETS:
            return NoSuchItem(details.target)
        return None

    def _move(
        self, connection: Connection, item: Item, to: Status, actor: Actor, details: Details
    ) -> Entry:
        values: dict[str, Any] = {"status": to, "since": self._database.now()}
        if to is Status.CLAIMED:
            values["claimed_by"] = actor.who
        if to is Status.MERGED:
            values["merged_into"] = details.target
        if to in {Status.NO_CHANGE, Status.DONE}:
            values |= {"words": details.words, "link": details.link}
        if to is Status.WITHDRAWN:
            values |= {"text": "", "vector": None}
            _clear_words(connection, item.number)
        self._set(connection, item.number, **values)
        words = f"#{details.target}" if to is Status.MERGED else details.words
        log = {"kind": EntryKind.MOVE, "before": item.status.value, "after": to.value}
        return self._log(connection, item.number, actor, **log, words=words)

    def note(
        self, number: int, kind: EntryKind, actor: Actor, words: str, announce: Announce
    ) -> NoteOutcome:
        """Keep a reply or an addition. An addition to an item that needs information brings it
        back under review.
        """
        with self._database.write() as connection:
            item = self._begin(connection, number)
            if item is None:
                return NoSuchItem(number)
            if _done(connection, actor.act):
                return Changed(item)
            if item.status not in TALKED_ABOUT:
                return Closed(item)
            entry = self._log(connection, item.number, actor, kind=kind, words=words)
            waited = item.status is Status.NEEDS_INFORMATION
            if kind is EntryKind.ADDITION and waited:
                again = Actor(actor.who, actor.by, f"{actor.act}-review")
                self._move(connection, item, Status.UNDER_REVIEW, again, Details())
            return Changed(self._tell(connection, entry, announce, item))

    def set_area(self, number: int, area: Area, actor: Actor, announce: Announce) -> NoteOutcome:
        """Put the item under another priority area, whatever its status."""
        with self._database.write() as connection:
            item = self._begin(connection, number)
            if item is None:
                return NoSuchItem(number)
            if _done(connection, actor.act):
                return Changed(item)
            self._set(connection, item.number, area=area)
            log = {"kind": EntryKind.AREA, "before": item.area.value, "after": area.value}
            entry = self._log(connection, item.number, actor, **log)
            return Changed(self._tell(connection, entry, announce, item))

    def route(self, channel: str, announce: Announce) -> int:
        """Plan the cards of items that no channel has yet, oldest first; returns how many."""
        waiting = (
            select(feedback_items)
            .where(feedback_items.c.routed.is_(None), feedback_items.c.status != Status.WITHDRAWN)
            .order_by(feedback_items.c.number)
            .limit(500)
        )
        with self._database.write() as connection:
            self._alone(connection)
            items = [item_of(row) for row in connection.execute(waiting)]
            for item in items:
                self._set(connection, item.number, routed=self._database.now(), channel=channel)
                routed = _known(connection, item.number)
                history = log_of(connection, item.number)
                plan(
                    self._database,
                    connection,
                    announce(Change(routed, history[-1], history, (routed,))),
                )
        return len(items)

    def forget(self, mark: str) -> int:
        """Cut every link between a person and their items; returns how many items it was."""
        cut = {"sealed": "", "mark": "", "contact": None, "profession": None, "local_area": None}
        with self._database.write() as connection:
            theirs = update(feedback_items).where(feedback_items.c.mark == mark).values(**cut)
            return connection.execute(theirs).rowcount

    def _begin(self, connection: Connection, number: int) -> Item | None:
        """The item, with nobody else changing any; its message in the channel looked up once."""
        self._alone(connection)
        item = item_at(connection, number)
        if item is not None and item.routed is not None and item.card_ts is None:
            posted = select(outbox.c.sent_ts).where(outbox.c.dedup_key == card_key(item.number))
            card_ts = connection.execute(posted).scalar()
            if card_ts is not None:
                # The outbox forgets its rows after a year; an item may be open for longer.
                self._set(connection, item.number, card_ts=card_ts)
                return item_at(connection, number)
        return item

    def _alone(self, connection: Connection) -> None:
        self._database.lock(connection, "feedback")

    def _set(self, connection: Connection, number: Number, **values: Any) -> None:  # noqa: ANN401
        row = update(feedback_items).where(feedback_items.c.number == number)
        connection.execute(row.values(**values))

    def _log(
        self, connection: Connection, number: Number, actor: Actor, **values: str | EntryKind
    ) -> Entry:
        line: dict[str, Any] = {"before": "", "after": "", "words": "", **values}
        line |= {"number": number, "act": actor.act, "who": actor.who, "at": self._database.now()}
        row = insert(feedback_entries).returning(feedback_entries)
        return entry_of(connection.execute(row, line).one())

    def _tell(
        self,
        connection: Connection,
        entry: Entry,
        announce: Announce,
        before: Item | None = None,
    ) -> Item:
        """Plan the posts of a change in its own transaction; the item as it is then."""
        item = _known(connection, entry.number)
        voices = reading.merged_into(connection, item)
        others: list[tuple[Item, Sequence[Entry]]] = []
        if item.merged_into is not None:
            target = _known(connection, item.merged_into)
            others.append((target, log_of(connection, target.number)))
        history = log_of(connection, item.number)
        posts = announce(Change(item, entry, history, voices, others, before))
        plan(self._database, connection, posts)
        card = next((post for post in posts if post.dedup_key == card_key(item.number)), None)
        if card is not None and item.routed is None:
            now = self._database.now()
            self._set(connection, item.number, routed=now, channel=card.channel)
            return _known(connection, item.number)
        return item


def _known(connection: Connection, number: Number) -> Item:
    item = item_at(connection, number)
    if item is None:
        raise LookupError(number)
    return item


def _done(connection: Connection, act: str) -> bool:
    """Whether an earlier attempt of the same act was committed."""
    found = select(feedback_entries.c.id).where(feedback_entries.c.act == act)
    return connection.execute(found).first() is not None


def _clear_words(connection: Connection, number: Number) -> None:
    said = [EntryKind.ADDITION, EntryKind.REPLY]
    lines = update(feedback_entries).where(
        feedback_entries.c.number == number, feedback_entries.c.kind.in_(said)
    )
    connection.execute(lines.values(words=""))
