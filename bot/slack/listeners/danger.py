"""The danger card for a message that reads as somebody at risk, with the local numbers."""

from __future__ import annotations

import logging

from bot.delivery.errors import StoreUnavailable
from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import DangerContacts, danger_card
from bot.slack.messages.blocks import SlackMessage
from bot.slack.messages.danger import danger_message
from bot.slack.ports import Domain
from bot.slack.work import Asked

log = logging.getLogger(__name__)


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
