"""What is done about gaps and clarifications: lists, publishing, withdrawing. For staff alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.answering.clarification import Clarification
from bot.answering.clarification_book import TakenBack
from bot.answering.clarifier import shown
from bot.delivery.outbox import IfUnsure, Method, Post
from bot.feedback.gap_list import DAYS
from bot.slack.feedback import words as say
from bot.slack.feedback.clarification_desk import GONE, ClarificationDesk
from bot.slack.feedback.clarification_list import clarifications_message
from bot.slack.feedback.gaps import MOST_SHOWN, gaps_message
from bot.slack.feedback.room import Room
from bot.slack.messages.blocks import Json, SlackMessage, naming, said
from bot.slack.messages.clarification import clarification_blocks
from bot.slack.work import Filled

log = logging.getLogger(__name__)

PUBLISHED = "Clarification {number} is published. It is shown to those who ask its questions."
WITHDRAWN = "Clarification {number} is withdrawn. Nobody is shown it any more."
LONGEST_DAYS = 366


class ClarificationListener:
    """May be called again for the same form after a crash; it is done once."""

    def __init__(self, desk: ClarificationDesk, room: Room) -> None:
        self._desk = desk
        self._room = room

    async def gaps(self, words: Sequence[str]) -> SlackMessage:
        """`/policy-feedback gaps DAYS`, for staff."""
        days = min(int(words[0]), LONGEST_DAYS) if words else DAYS
        return await asyncio.to_thread(self._gaps, max(1, days))

    async def listed(self, _words: Sequence[str]) -> SlackMessage:
        """`/policy-feedback clarifications`, for staff."""
        return await asyncio.to_thread(self._clarifications)

    def _gaps(self, days: int) -> SlackMessage:
        listed, found = self._desk.gaps.last(days, MOST_SHOWN)
        return gaps_message(listed, found, days, self._desk.gaps.today())

    def _clarifications(self) -> SlackMessage:
        return clarifications_message(self._desk.book.all(), self._desk.gaps.today())

    async def published(self, form: Filled, key: str) -> Sequence[Post]:
        """Publish what staff wrote and saw."""
        user = form.sender.user
        if not await self._room.may_act(user):
            return [_to(f"{key}-refusal", user, said(say.NOT_STAFF))]
        one = await asyncio.to_thread(self._desk.publish, form.about, user, key)
        return await self._told(one, said(PUBLISHED.format(number=one.number)), user, key)

    async def withdrawn(self, form: Filled, key: str) -> Sequence[Post]:
        """Take one back."""
        user = form.sender.user
        if not await self._room.may_act(user):
            return [_to(f"{key}-refusal", user, said(say.NOT_STAFF))]
        outcome = await asyncio.to_thread(self._desk.withdraw, form.about, user)
        if not isinstance(outcome, TakenBack):
            return [_to(f"{key}-refusal", user, said(GONE))]
        one = outcome.clarification
        return await self._told(one, said(WITHDRAWN.format(number=one.number)), user, key)

    async def _told(
        self, one: Clarification, told: SlackMessage, user: str, key: str
    ) -> Sequence[Post]:
        """Say so to whoever did it, and in the channel, with the words while they are shown."""
        log.info("clarification changed", extra={"number": one.number})
        posts = [_to(f"{key}-told", user, told)]
        channel = (await self._room.state()).channel
        if channel is None:
            return posts
        blocks = [*told.blocks, *self._words_of(one), naming("By ", user)]
        return [*posts, _to(f"{key}-channel", channel, SlackMessage(told.text, blocks))]

    def _words_of(self, one: Clarification) -> list[Json]:
        today = self._desk.gaps.today()
        seen = shown(one, one.questions[0], today)
        return clarification_blocks(seen) if one.withdrawn is None else []


def _to(key: str, channel: str, message: SlackMessage) -> Post:
    return Post(key, channel, Method.POST, message.payload, if_unsure=IfUnsure.AGAIN)
