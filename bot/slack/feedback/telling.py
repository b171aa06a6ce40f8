"""Who is told what of a change: the card in the channel, the sender in their own thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.delivery.outbox import IfUnsure, Method, Post
from bot.feedback.cards import card_key, entry_key, part_key, receipt_key, told_key
from bot.feedback.item import SENDER, Entry, EntryKind, Item
from bot.feedback.register import Announce, Change
from bot.feedback.sealing import PREFIX
from bot.feedback.status import Status
from bot.slack.actions import Button
from bot.slack.feedback import words as say
from bot.slack.feedback.card import card, continuations
from bot.slack.messages.blocks import (
    Json,
    Run,
    SlackMessage,
    button,
    buttons,
    quoted,
    small,
    words,
)
from bot.slack.slack_text import escape

AFTER = {Status.NO_CHANGE, Status.DONE}
"""Statuses whose words are part of the news."""


@dataclass(frozen=True)
class Teller:
    """Makes the posts of a change. `channel` is the NSDU's, None while it must not be used: then
    only the sender is told. `threads_kept` is how long a thread can still be found.
    """

    public_url: str
    channel: str | None = None
    threads_kept: timedelta = timedelta(days=360)

    @property
    def receiving(self) -> Announce:
        """For a new item."""
        return self._received

    @property
    def placing(self) -> Announce:
        """For the card of an item that was kept until now."""
        return self._place

    @property
    def changing(self) -> Announce:
        """For any later change."""
        return self._changed

    @property
    def redrawing(self) -> Announce:
        """For a card that shall be drawn again though nothing changed."""
        return partial(self._edits, also="-again")

    def _received(self, change: Change) -> Sequence[Post]:
        return [self._receipt(change.item), *self._place(change)]

    def _receipt(self, item: Item) -> Post:
        name = say.WITH_NAME if item.origin.contact else say.WITHOUT_NAME
        text = say.RECEIPT if self.channel else say.RECEIPT_KEPT
        sentence = text.format(number=item.number, name=name)
        blocks = [words(sentence), small("To add to it or take it back:"), sender_buttons(item)]
        message = SlackMessage(escape(sentence), blocks)
        address = PREFIX + item.origin.sealed
        return Post(receipt_key(item.number), address, Method.POST, message.payload)

    def _place(self, change: Change) -> Sequence[Post]:
        if self.channel is None:
            return []
        item, key = change.item, card_key(change.item.number)
        message = card(item, change.history, self.public_url)
        again = IfUnsure.AGAIN
        posts = [Post(key, self.channel, Method.POST, message.payload, if_unsure=again)]
        for part, more in enumerate(continuations(item), start=2):
            posts.append(self._in_thread(item, part_key(item.number, part), more))
        return posts

    def _changed(self, change: Change) -> Sequence[Post]:
        posts = [*self._edits(change), *self._spoken(change)]
        if change.item.status is Status.WITHDRAWN:
            posts += self._removals(change)
        for voice in change.voices:
            posts += self._told(change, voice)
        return posts

    def _edits(self, change: Change, also: str = "") -> list[Post]:
        if self.channel is None:
            return []
        cards = [(change.item, change.history), *change.others]
        end = f"{change.entry.entry_id}{also}"
        return [self._edit(item, log, end) for item, log in cards if item.routed is not None]

    def _edit(self, item: Item, history: Sequence[Entry], end: str) -> Post:
        message = card(item, history, self.public_url)
        return Post(
            f"feedback-{item.number}-edit-{end}",
            item.channel or "",
            Method.UPDATE,
            message.payload,
            ts=item.card_ts,
            refers_to=None if item.card_ts else card_key(item.number),
            coalesce_key=f"feedback-card:{item.number}",
            if_unsure=IfUnsure.AGAIN,
        )

    def _spoken(self, change: Change) -> list[Post]:
        """A reply or an addition, kept in the card's thread where it is discussed."""
        entry, item = change.entry, change.item
        titles = {
            EntryKind.REPLY: "Sent to the sender:",
            EntryKind.ADDITION: "The sender adds:",
        }
        if entry.kind not in titles or self.channel is None or item.routed is None:
            return []
        message = _quoting(titles[entry.kind], entry.words)
        return [self._in_thread(item, entry_key(item.number, entry.entry_id), message)]

    def _in_thread(self, item: Item, key: str, message: SlackMessage) -> Post:
        return Post(
            key,
            item.channel or self.channel or "",
            Method.POST,
            message.payload,
            thread=item.card_ts,
            refers_to=None if item.card_ts else card_key(item.number),
            if_unsure=IfUnsure.AGAIN,
        )

    def _removals(self, change: Change) -> list[Post]:
        """What the sender said, removed from the thread too."""
        item = change.item
        if self.channel is None or item.routed is None or change.before is None:
            return []
        said = {EntryKind.REPLY, EntryKind.ADDITION}
        keys = [entry_key(item.number, e.entry_id) for e in change.history if e.kind in said]
        last = 2 + len(continuations(change.before))
        keys += [part_key(item.number, part) for part in range(2, last)]
        where = item.channel or ""
        return [Post(f"{key}-gone", where, Method.DELETE, {}, refers_to=key) for key in keys]

    def _told(self, change: Change, voice: Item) -> list[Post]:
        message = self._news(change, voice)
        if message is None or not voice.origin.sealed:
            return []
        age = change.entry.at - voice.received
        thread = receipt_key(voice.number) if age < self.threads_kept else None
        key = f"{told_key(change.item.number, change.entry.entry_id)}-{voice.number}"
        address = PREFIX + voice.origin.sealed
        return [Post(key, address, Method.POST, message.payload, refers_to=thread)]

    def _news(self, change: Change, voice: Item) -> SlackMessage | None:
        """What this sender is told, or None when there is nothing they do not know."""
        entry, item = change.entry, change.item
        own = voice.number == item.number
        if entry.kind is EntryKind.REPLY:
            answer = [sender_buttons(item)] if item.open else []
            title = say.REPLY.format(number=item.number)
            return _quoting(title, entry.words, answer) if own else None
        if entry.kind is not EntryKind.MOVE or (entry.who == SENDER and own):
            return None if entry.after != Status.WITHDRAWN else _line(_withdrawn(item))
        about = say.OWN_VOICE if own else say.MERGED_VOICE
        status = Status(entry.after)
        sentence = about.format(number=item.number, own=voice.number)
        sentence += " " + say.TO_SENDER[status].format(words=entry.words)
        if status not in AFTER:
            return _line(sentence)
        return _quoting(sentence, item.words, [small(item.link)] if item.link else [])


def sender_buttons(item: Item) -> Json:
    """What a sender may do with their own item."""
    number = str(item.number)
    return buttons(
        button("Add to it", Button.FEEDBACK_ADD, number, spoken=f"Add to #{number}"),
        button("Withdraw it", Button.FEEDBACK_WITHDRAW, number, spoken=f"Withdraw #{number}"),
    )


def _withdrawn(item: Item) -> str:
    about = say.OWN_VOICE.format(number=item.number)
    return f"{about} {say.TO_SENDER[Status.WITHDRAWN]}"


def _line(sentence: str) -> SlackMessage:
    return SlackMessage(escape(sentence), [words(sentence)])


def _quoting(title: str, text: str, more: Sequence[Json] = ()) -> SlackMessage:
    return SlackMessage(
        escape(f"{title} {text[:3000]}"), [words(title), quoted([Run(text)]), *more]
    )


def age_in_words(since: datetime, now: datetime) -> str:
    """ "today", "1 day", "12 days"."""
    days = (now.date() - since.date()).days
    return "today" if days <= 0 else "1 day" if days == 1 else f"{days} days"
