"""Buttons that cause work: thumbs, more, share, keep."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.book import Verdict, Vote
from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Method, Post
from bot.screening.screened import Screened
from bot.slack.actions import FEEDBACK_BUTTONS, REGISTER_BUTTONS, Button, parted
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.feedback.look import look_of
from bot.slack.listeners import replies
from bot.slack.listeners.administration import Administrator
from bot.slack.listeners.home import HomePage
from bot.slack.messages import sentences
from bot.slack.messages.answer import Setting, answer_message
from bot.slack.messages.blocks import said
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.work import Pressed, pressed

MORE_LIMIT = 6
SHOWN = 3


class ButtonListener:
    """One press."""

    def __init__(
        self,
        domain: Domain,
        policy: Policy,
        administrator: Administrator,
        page: HomePage,
        feedback: FeedbackListener | None = None,
    ) -> None:
        self._feedback = feedback
        self._page = page
        self._domain = domain
        self._policy = policy
        self._administrator = administrator

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """The posts a press causes."""
        press = pressed(claimed.body)
        key = f"inbox-{claimed.inbox_id}-press"
        if await self._policy.person(press.sender) is not Admission.ADMITTED:
            return []
        if press.action in {Button.RESUME, Button.REPLAY}:
            return await self._administrator.act(press, key)
        if press.action in FEEDBACK_BUTTONS:
            return await self._about_feedback(press, key)
        if press.action == Button.FEEDBACK:
            return await self._vote(press)
        return await self._about_answer(press, key)

    async def _about_feedback(self, press: Pressed, key: str) -> Sequence[Post]:
        """A list is drawn anew where it stands: as a message, or on the Home tab."""
        if press.action in REGISTER_BUTTONS:
            return [await self._page.post(press.sender.user, key, look_of(press.value))]
        if self._feedback is None:
            return []
        if press.action == Button.FEEDBACK_CLAIM:
            return await self._feedback.claimed(press, key)
        posts = await self._feedback.proposals.pressed(press, key)
        home = [] if press.response_url else [await self._page.post(press.sender.user, key)]
        return [*posts, *home]

    async def _vote(self, press: Pressed) -> Sequence[Post]:
        """Slack shows the thumb as pressed; nothing needs to be said."""
        verdict, answer_id = parted(press.value)
        vote = Vote(answer_id, press.sender.user, Verdict(verdict))
        await asyncio.to_thread(self._domain.book.vote, vote)
        desk = self._domain.desk
        if desk is not None:
            up = vote.verdict is Verdict.GOOD
            await asyncio.to_thread(desk.proposals.thumb, answer_id, up=up)
        return []

    async def _about_answer(self, press: Pressed, key: str) -> Sequence[Post]:
        answer = await asyncio.to_thread(self._domain.book.find, press.value)
        if answer is None:
            return [replies.to_presser(key, press, said(sentences.ANSWER_GONE))]
        if press.action == Button.MORE:
            return [await self._more(press, answer, key)]
        if press.action == Button.SHARE:
            return await self._share(press, answer, key)
        return [self._keep(press, answer, key)]

    async def _more(self, press: Pressed, answer: Answer, key: str) -> Post:
        more = await asyncio.to_thread(self._next, answer, key, press)
        if not more.citations:
            return replies.to_presser(key, press, said(sentences.NO_MORE))
        setting = Setting(self._domain.options.public_url, private=press.private)
        message = answer_message(more, setting)
        if press.private:
            return replies.to_presser(key, press, message)
        thread = press.thread or press.message_ts
        return replies.in_thread(key, press.sender.channel, thread, message)

    def _next(self, answer: Answer, key: str, press: Pressed) -> Answer:
        """The paragraphs after the first three, as an answer of its own."""
        again = self._domain.assistant.answer(Screened(answer.text), limit=MORE_LIMIT)
        more = replace(
            again, citations=again.citations[SHOWN:], answer="", notice="More on the same question."
        )
        person, conversation = press.sender.user, f"private:{press.sender.user}"
        self._domain.book.keep(more, question=key, person=person, conversation=conversation)
        return more

    async def _share(self, press: Pressed, answer: Answer, key: str) -> Sequence[Post]:
        place = await self._policy.place(press.sender)
        if not place.ours:
            return [replies.to_presser(key, press, said(sentences.CANNOT_SHARE))]
        setting = Setting(self._domain.options.public_url, echo=True, shared=True)
        message = answer_message(answer, setting)
        shared = replies.in_thread(key, press.sender.channel, press.thread, message)
        if not place.member and press.response_url:
            person, url = press.sender.user, press.response_url
            how = {"response_type": "in_channel"}
            shared = replies.to_response_url(key, person, url, message, **how)
        return [shared, *self._remove(press, f"{key}-private")]

    def _keep(self, press: Pressed, answer: Answer, key: str) -> Post:
        """The same answer without Share and Keep."""
        message = answer_message(answer, Setting(self._domain.options.public_url, echo=True))
        url = press.response_url or ""
        return replies.to_response_url(key, press.sender.user, url, message, replace_original=True)

    def _remove(self, press: Pressed, key: str) -> Sequence[Post]:
        """Take the private copy away, in the channel's order: after the shared one is there."""
        if not press.response_url:
            return []
        payload = {"response_url": press.response_url, "delete_original": True}
        return [Post(key, press.sender.channel, Method.RESPOND, payload)]
