"""Slash commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.delivery.inbox import Delivery
from bot.screening.screened import Screener
from bot.slack.actions import CLARIFICATIONS, GAPS, STAFF_LISTS, Shortcut
from bot.slack.edge import identity
from bot.slack.edge.decision import Decision, Keep, Window
from bot.slack.feedback.long_text import masked_whole
from bot.slack.slack_text import unescape
from bot.slack.work import Asked, Ran, Sender, Surface, WorkKind, to_json

HELP = {"", "help", "?"}


def for_staff(text: str) -> bool:
    """Whether `/policy-feedback …` asks for a list: "list WORDS", "gaps", "gaps 30",
    "clarifications". Anything else is what somebody wants to say, and opens the form.
    """
    first, *rest = text.split() or [""]
    if first == GAPS and len(rest) == 1:
        return rest[0].isdecimal()
    return first in STAFF_LISTS or (first in {GAPS, CLARIFICATIONS} and not rest)


class CommandReader:
    """Decides about one command. Only screened text leaves it."""

    def __init__(self, screener: Screener) -> None:
        self._screener = screener

    def decide(self, form: Mapping[str, str]) -> Decision:
        """/ask is a question, /policy-feedback a form; the others are answered in words."""
        command = form.get("command", "")
        text = unescape(form.get("text", ""))
        user = form.get("user_id", "")
        sender = Sender(user, form.get("channel_id", ""), form.get("team_id"))
        link = form.get("response_url", "")
        if command == "/policy-feedback" and not for_staff(text):
            trigger, masked = form.get("trigger_id", ""), masked_whole(self._screener, text)
            return Window(Shortcut.FEEDBACK, trigger, user, text=masked, channel=sender.channel)
        screened = self._screener.screen(text)
        if command == "/ask" and form.get("text", "").strip().lower() not in HELP:
            asked = Asked(sender, Surface.COMMAND, screened, response_url=link)
            body, kind = to_json(asked), WorkKind.QUESTION
        else:
            body, kind = to_json(Ran(sender, command, screened.text, link)), WorkKind.COMMAND
        return Keep(Delivery(identity.of_command(form), kind, f"private:{user}", body, person=user))
