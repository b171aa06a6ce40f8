"""Forms that were sent: why an answer did not help, why answers are paused, policy feedback."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.answering.book import Verdict, Vote
from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Method, Post
from bot.slack.actions import FEEDBACK_FORMS, Form
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.feedback.look import look_from
from bot.slack.feedback.words import OFFER_MISSING
from bot.slack.listeners.administration import Administrator
from bot.slack.listeners.home import HomePage
from bot.slack.messages.blocks import SlackMessage
from bot.slack.messages.windows import MISSING
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.slack_text import escape
from bot.slack.work import filled


class FormListener:
    """Stores what a form holds; the thanks were shown when it was sent."""

    def __init__(
        self,
        domain: Domain,
        policy: Policy,
        administrator: Administrator,
        page: HomePage,
        feedback: FeedbackListener | None = None,
    ) -> None:
        self._administrator = administrator
        self._domain = domain
        self._feedback = feedback
        self._page = page
        self._policy = policy

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that follow from it."""
        form = filled(claimed.body)
        key = f"inbox-{claimed.inbox_id}-form"
        if form.form == Form.FEEDBACK_FILTER:
            user = form.sender.user
            return [await self._page.post(user, key, look_from(form.fields, user))]
        if form.form == Form.PAUSE:
            return await self._administrator.pause(form, key)
        if form.form in FEEDBACK_FORMS:
            return await self._feedback.submitted(form, key) if self._feedback else []
        if await self._policy.person(form.sender) is not Admission.ADMITTED:
            return []
        reason, remark = form.fields.get("reason"), form.fields.get("remark")
        vote = Vote(form.about, form.sender.user, Verdict.BAD, reason, remark)
        await asyncio.to_thread(self._domain.book.vote, vote)
        desk = self._domain.desk
        if reason != MISSING or desk is None:
            return []
        offer = desk.offer_block(OFFER_MISSING, form.about)
        message = SlackMessage(escape(OFFER_MISSING), [offer])
        return [Post(f"{key}-offer", form.sender.user, Method.POST, message.payload)]
