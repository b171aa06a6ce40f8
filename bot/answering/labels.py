"""What we say beside quoted words: duties, exceptions, dates. Ours, never guidance."""

from __future__ import annotations

import re

from bot.answering.answer import Citation, Duty, ReadWith
from bot.answering.dates import long_date

STANDINGS = {
    "stated": "as this document puts it",
    "recommended": "a recommendation, not by itself a duty in force",
    "proposed": "proposed, not in force when this was published",
    "reported": "laid down elsewhere; told of here",
}
RELATIONS = {
    "exception": "With this exception",
    "qualification": "But see also",
    "rule": "This qualifies",
}
_DATED_COLUMN = re.compile(r", ([^,()]+) \([A-Z][a-z]+ \d{4}\)")
OVER_TIME = "Shown newest first. What changed is yours to judge from the words."


def duty_label(duty: Duty) -> str:
    """ "Should – Ofsted (a recommendation, not by itself a duty in force)"."""
    strength = duty.strength[:1].upper() + duty.strength[1:]
    whom = f" – {duty.on}" if duty.on else ""
    return f"{strength}{whom} ({STANDINGS[duty.standing]})"


def duty_labels(citation: Citation) -> tuple[str, ...]:
    """The labels of a quotation, each once."""
    return tuple(dict.fromkeys(duty_label(duty) for duty in citation.duties))


def read_with_label(sentence: ReadWith) -> str:
    """ "With this exception (para 61)"."""
    return f"{RELATIONS[sentence.relation]} ({sentence.locator})"


def standing(citation: Citation) -> str:
    """What a passage is: its column where its table has dated ones ("Government response"), and its
    document ("Government progress report").
    """
    column = _DATED_COLUMN.search(citation.locator)
    return f"{column[1]} · {citation.standing}" if column else citation.standing


def leading_label(citation: Citation) -> str:
    """What stands over a passage that answers together with others: its part of the question, or
    its date and standing.
    """
    if citation.part:
        return citation.part
    when = citation.dated or citation.published
    return f"{long_date(when) if when else 'date not stated'} · {standing(citation)}"
