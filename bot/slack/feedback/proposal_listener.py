"""What staff do about phrasings in Slack: lists, decisions, corrections; each checked when done."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.delivery.outbox import Method, Post
from bot.feedback.phrasing import Decision
from bot.slack.feedback import words as say
from bot.slack.feedback.proposal_list import proposals_message, uncorrected_message
from bot.slack.feedback.proposals import Proposals
from bot.slack.feedback.room import Room
from bot.slack.listeners import replies
from bot.slack.messages.blocks import SlackMessage, said
from bot.slack.work import Filled, Pressed


class ProposalListener:
    """May be called again for the same press or form after a crash; it is done once."""

    def __init__(self, proposals: Proposals, room: Room) -> None:
        self._proposals = proposals
        self._room = room

    async def listed(self, words: Sequence[str]) -> SlackMessage:
        """`/policy-feedback phrasings [accepted | declined]`, for staff."""
        known = {decision.value: decision for decision in Decision}
        decision = known.get(words[0].lower() if words else "", Decision.WAITING)
        return proposals_message(await asyncio.to_thread(self._proposals.page, decision))

    async def uncorrected(self, _words: Sequence[str]) -> SlackMessage:
        """`/policy-feedback corrections`, for staff."""
        return uncorrected_message(await asyncio.to_thread(self._proposals.uncorrected))

    async def pressed(self, press: Pressed, key: str) -> Sequence[Post]:
        """Accept, decline or take back; the list shows it and what was done. The Home tab is drawn
        anew by whoever draws it.
        """
        who = press.sender.user
        if not await self._room.may_act(who):
            return [_directly(key, who, say.NOT_STAFF)]
        work = asyncio.to_thread(self._proposals.decide, press.action, press.value, who)
        decision, told = await work
        if not press.response_url:
            return [_directly(key, who, told)] if told not in say.PHRASING_DONE.values() else []
        page = await asyncio.to_thread(self._proposals.page, decision, told)
        again, url = proposals_message(page), press.response_url
        return [replies.to_response_url(key, who, url, again, replace_original=True)]

    async def corrected(self, form: Filled, key: str) -> Sequence[Post]:
        """The paragraph that staff named and saw."""
        who = form.sender.user
        if not await self._room.may_act(who):
            return [_directly(key, who, say.NOT_STAFF)]
        told = await asyncio.to_thread(self._proposals.correct, form.about)
        return [_directly(key, who, told)]


def _directly(key: str, person: str, sentence: str) -> Post:
    return Post(key, person, Method.POST, said(sentence).payload)
