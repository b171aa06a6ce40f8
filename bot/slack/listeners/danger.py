"""The danger card for a message that reads as somebody at risk, with the local numbers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.delivery.errors import StoreUnavailable
from bot.delivery.inbox import Delivery, InboxId
from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import DangerContacts, danger_card
from bot.slack.errors import SlackUnavailable
from bot.slack.listeners import replies
from bot.slack.messages.blocks import SlackMessage
from bot.slack.messages.danger import danger_message
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.work import QUESTIONS, Asked, asked

log = logging.getLogger(__name__)


class DangerCards:
    """Plans the card before anything else can fail. Its key makes it one card, however often it is
    planned.
    """

    def __init__(self, domain: Domain, policy: Policy, planned: Callable[[], None]) -> None:
        """`planned` is called when a card was planned, to wake the sender."""
        self._domain = domain
        self._policy = policy
        self._planned = planned
        self._showing: set[asyncio.Task[None]] = set()

    def show(self, inbox_id: InboxId, delivery: Delivery) -> None:
        """Start planning the card of a message that was just stored, without waiting for the
        questions before it. The worker plans it again in its turn, should the process die.
        """
        if delivery.kind in QUESTIONS and delivery.body["screened"]["danger"]:
            task = asyncio.create_task(self._show(inbox_id, asked(delivery.body)))
            self._showing.add(task)
            task.add_done_callback(self._showing.discard)

    async def plan(self, inbox_id: InboxId, question: Asked, admission: Admission) -> None:
        """Plan the card, when the message reads as somebody at risk. Raises StoreUnavailable."""
        card = await asyncio.to_thread(card_for, self._domain, question)
        if card is None:
            return
        place = replies.answering if admission is Admission.ADMITTED else replies.privately
        unedited = Asked(**{**vars(question), "refers_to": None})
        post = place(f"inbox-{inbox_id}-danger", unedited, card)
        await asyncio.to_thread(self._domain.outbox.add, [post])
        self._planned()

    async def close(self) -> None:
        """Leave what is not planned yet to the worker."""
        for task in self._showing:
            task.cancel()
        await asyncio.gather(*self._showing, return_exceptions=True)

    async def _show(self, inbox_id: InboxId, question: Asked) -> None:
        try:
            admission = await self._policy.question(question)
            if admission is not Admission.NOT_A_PERSON:
                await self.plan(inbox_id, question, admission)
        except (SlackUnavailable, StoreUnavailable) as error:
            log.warning("danger card waits its turn", extra={"error_kind": type(error).__name__})


def card_for(domain: Domain, question: Asked) -> SlackMessage | None:
    """The card, or None for any other message. Blocking."""
    if not question.screened.urgent:
        return None
    contacts = _contacts(domain, question)
    card = danger_card(question.screened.danger, contacts, domain.now().date())
    if card.nudge is not None:
        log.warning("danger card", extra={"nudge": card.nudge})
    return danger_message(card)


def _contacts(domain: Domain, question: Asked) -> DangerContacts | None:
    """The channel's numbers, or the workspace's. Without them the card is still worth posting."""
    if domain.contacts is None:
        return None
    team = question.sender.home_team or question.sender.team or ""
    try:
        return domain.contacts.find(question.sender.channel, team, EVERYWHERE)
    except StoreUnavailable as error:
        log.error("danger contacts not read", extra={"cause": error.cause})
        return None
