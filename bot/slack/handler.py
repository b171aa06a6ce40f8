"""From a kind of work to the listener that does it; the worker's handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.errors import CannotHandle, NotNow
from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.slack.errors import SlackAway
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.listeners import replies
from bot.slack.listeners.administration import Administrator, administration
from bot.slack.listeners.buttons import ButtonListener
from bot.slack.listeners.commands import CommandListener
from bot.slack.listeners.forms import FormListener
from bot.slack.listeners.home import HomeListener, HomePage, MessagesTabListener
from bot.slack.listeners.invited import InvitedListener
from bot.slack.listeners.question import QuestionListener
from bot.slack.messages import sentences
from bot.slack.messages.blocks import said
from bot.slack.policy import Policy
from bot.slack.ports import Domain
from bot.slack.work import QUESTIONS, WorkKind, asked

Listener = Callable[[Claimed], Awaitable[Sequence[Post]]]


class SlackHandler:
    """Implements the worker's `Handler`."""

    def __init__(self, listeners: Mapping[str, Listener]) -> None:
        self._listeners = listeners

    async def handle(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that answer it.

        Raises:
            CannotHandle: a kind of work nobody knows.
            NotNow: Slack is away, or asks to wait.
        """
        listener = self._listeners.get(claimed.kind)
        if listener is None:
            raise CannotHandle("unknown_kind")
        try:
            return await listener(claimed)
        except SlackAway as away:
            raise NotNow(f"{away.method} {away.code}", away.seconds) from away

    def apologise(self, claimed: Claimed) -> Sequence[Post]:
        """What a person is told when their question is given up; nothing for other work."""
        if claimed.kind not in QUESTIONS:
            return ()
        key = f"inbox-{claimed.inbox_id}-{claimed.wording}-apology"
        return [replies.privately(key, asked(claimed.body), said(sentences.APOLOGY))]


async def _nothing(_claimed: Claimed) -> Sequence[Post]:
    """Feedback is off, so no channel of it can change."""
    return []


def slack_handler(
    domain: Domain,
    policy: Policy,
    client: AsyncWebClient,
    question: QuestionListener,
    feedback: FeedbackListener | None = None,
) -> SlackHandler:
    """Every listener, wired."""
    page = HomePage(domain, administration, feedback.staff if feedback else None)
    administrator = Administrator(domain, page)
    return SlackHandler(
        {
            WorkKind.QUESTION: question,
            WorkKind.REWORDED: question,
            WorkKind.BUTTON: ButtonListener(domain, policy, administrator, page, feedback),
            WorkKind.COMMAND: CommandListener(domain, feedback),
            WorkKind.FORM: FormListener(domain, policy, administrator, page, feedback),
            WorkKind.HOME: HomeListener(page, policy),
            WorkKind.MESSAGES_TAB: MessagesTabListener(client),
            WorkKind.INVITED: InvitedListener(policy),
            WorkKind.SHARED: feedback.room_changed if feedback else _nothing,
        }
    )
