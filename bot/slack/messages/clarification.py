"""An NSDU clarification as people see it: what it answers, its words, who signed it, until when."""

from __future__ import annotations

from bot.answering.answer import Clarified
from bot.answering.notices import CHECK
from bot.slack.messages.blocks import Json, Run, divider, formatted, quoted, small
from bot.slack.messages.dates import in_words

TITLE = "*NSDU clarification. It is not guidance.*"


def clarification_blocks(found: Clarified) -> list[Json]:
    """The blocks of a live one. Of an expired one there are none: the notice tells of it."""
    if found.expired:
        return []
    return [
        divider(),
        formatted(TITLE),
        small(f"In answer to: “{found.question}”", CHECK),
        quoted([Run(found.text)]),
        small(f"Signed: {found.name}, {found.unit}", dated(found)),
        divider(),
    ]


def dated(found: Clarified) -> str:
    """When it was given and until when it holds; without a number before it is published."""
    number = f"Clarification {found.number} · " if found.number else ""
    return f"{number}{in_words(found.dated)} · holds until {in_words(found.until)}"


def spoken(found: Clarified) -> str:
    """The same, to be read aloud."""
    if found.expired:
        return ""
    signed = f"Signed {found.name}, {found.unit}, {dated(found)}."
    asked = f"In answer to: “{found.question}”."
    return f"NSDU clarification, not guidance. {asked} “{found.text}” {signed}"
