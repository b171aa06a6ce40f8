"""Why something was not done, in a sentence with what can be done instead."""

from __future__ import annotations

from bot.feedback.register import Changed, Closed, MoveOutcome, NoSuchItem, NoteOutcome, Taken
from bot.feedback.status import Lacking, NotInTable
from bot.slack.feedback import words as say
from bot.slack.messages.blocks import SlackMessage, naming, said


def refusal(number: int, outcome: MoveOutcome | NoteOutcome) -> SlackMessage | None:
    """The message to whoever tried; None when it was done. Only the blocks name who has it."""
    sentence = in_words(number, outcome)
    if sentence is None or not isinstance(outcome, Taken):
        return None if sentence is None else said(sentence)
    return SlackMessage(sentence, [naming(f"{sentence} Its owner: ", outcome.by)])


def in_words(number: int, outcome: MoveOutcome | NoteOutcome) -> str | None:
    """The sentence; None when it was done."""
    match outcome:
        case Changed():
            return None
        case Taken():
            return say.TAKEN.format(number=number)
        case NotInTable(start, to, allowed):
            words = ", ".join(allowed) or say.NOTHING_ALLOWED
            return say.NOT_ALLOWED.format(number=number, start=start, to=to, allowed=words)
        case Lacking(need):
            return say.LACKING.format(need=need)
        case NoSuchItem(missing):
            return say.NO_SUCH_ITEM.format(number=missing)
        case Closed():
            return say.CLOSED.format(number=number)
