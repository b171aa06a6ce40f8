"""Forms that were sent: why an answer did not help, and policy feedback."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.answering.book import Verdict, Vote
from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.slack.actions import Form
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.work import filled


class FormListener:
    """Stores what a form holds; the thanks were shown when it was sent."""

    def __init__(self, domain: Domain, policy: Policy) -> None:
        self._domain = domain
        self._policy = policy

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that follow from it."""
        form = filled(claimed.body)
        if await self._policy.person(form.sender) is not Admission.ADMITTED:
            return []
        if form.form == Form.REASONS:
            reason, remark = form.fields.get("reason"), form.fields.get("remark")
            vote = Vote(form.about, form.sender.user, Verdict.BAD, reason, remark)
            await asyncio.to_thread(self._domain.book.vote, vote)
            return []
        desk = self._domain.desk
        return await asyncio.to_thread(desk.submitted, form) if desk is not None else []
