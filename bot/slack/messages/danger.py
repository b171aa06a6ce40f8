"""The danger card as a message: fixed words, first of all."""

from __future__ import annotations

from bot.screening.danger_card import DangerCard
from bot.slack.messages.blocks import SlackMessage, formatted, words
from bot.slack.slack_text import escape


def danger_message(card: DangerCard) -> SlackMessage:
    """The card; what it says is read aloud in full."""
    blocks = [formatted(f"*{escape(card.title)}*"), *map(words, card.lines)]
    return SlackMessage(escape(card.text), blocks)
