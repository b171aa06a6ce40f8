"""An NSDU clarification as people see it: what it answers, its words, who signed it, until when."""

from __future__ import annotations

from bot.answering.answer import Clarified
from bot.slack.messages.blocks import Json, Run, formatted, quoted, small
from bot.slack.messages.dates import in_words

TITLE = "*NSDU clarification. It is not guidance.*"


def clarification_blocks(found: Clarified) -> list[Json]:
    """The blocks of a live one. Of an expired one there are none: the notice tells of it."""
    if found.expired:
        return []
    return [
        formatted(TITLE),
        small(f"In answer to: {found.question}"),
        quoted([Run(found.text)]),
        small(f"Signed: {found.name}, {found.unit}", dated(found)),
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
    return f"NSDU clarification, not guidance: “{found.text}” {signed}"
