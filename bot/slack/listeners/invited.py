"""The bot was invited to a channel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.slack.listeners import replies
from bot.slack.messages import sentences
from bot.slack.messages.blocks import said
from bot.slack.policy import Policy
from bot.slack.work import sender


class InvitedListener:
    """Says once what it does; in a channel shared with others, that it does not answer there."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """One short message."""
        where = sender(claimed.body)
        ours = (await self._policy.place(where)).ours
        text = sentences.INVITED if ours else sentences.SHARED_CHANNEL
        return [
            replies.in_thread(f"inbox-{claimed.inbox_id}-hello", where.channel, None, said(text))
        ]
