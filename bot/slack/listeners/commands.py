"""Commands that are answered in words: help, administration, and those nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.listeners import replies
from bot.slack.messages import sentences
from bot.slack.messages.blocks import said
from bot.slack.ports import Domain
from bot.slack.work import Ran, ran


class CommandListener:
    """Answers whoever ran a command, privately."""

    def __init__(self, domain: Domain, feedback: FeedbackListener | None = None) -> None:
        self._domain = domain
        self._feedback = feedback

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """One plain sentence."""
        run = ran(claimed.body)
        key = f"inbox-{claimed.inbox_id}-command"
        if run.command == "/policy-feedback" and self._feedback is not None:
            return [replies.to_runner(key, run, await self._feedback.listed(run))]
        return [replies.to_runner(f"inbox-{claimed.inbox_id}-command", run, said(self._say(run)))]

    def _say(self, run: Ran) -> str:
        if run.command == "/ask":
            return sentences.HELP
        if run.command != "/policy-admin":
            return sentences.UNKNOWN_COMMAND.format(command=run.command)
        admin = run.sender.user in self._domain.options.admins
        return sentences.ADMIN_AT_HOME if admin else sentences.ADMIN_ONLY
