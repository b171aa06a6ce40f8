"""The windows of a staff correction: which paragraph answers a question, shown first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.slack.actions import Form
from bot.slack.feedback import words as say
from bot.slack.feedback.inputs import Option, line, menu
from bot.slack.messages.blocks import Json, Run, modal, quoted, small, words
from bot.slack.messages.excerpt import shortened
from bot.slack.messages.windows import ParagraphInPlace, notice_window, paragraph_blocks

DOCUMENT, PLACE = "document", "place"
"""The names of the two boxes."""
MOST_NAMED = 5
TITLE = "This paragraph answers"


def correction_window(
    question: str, answer_id: str, documents: Sequence[Option], chosen: str
) -> Json:
    """Asks for the document and the place in it."""
    blocks = [
        small("The question, as it is kept:"),
        quoted([Run(question)]),
        menu(DOCUMENT, "Document", documents, chosen),
        line(PLACE, "Paragraph: its number or place, such as 27, or a link to it"),
        small(say.CORRECTION_HINT),
    ]
    view = modal(TITLE, blocks, callback=Form.FEEDBACK_CORRECTION, submit="Show it first")
    return view | {"private_metadata": answer_id}


def shown_first(place: ParagraphInPlace, question: str, answer_id: str) -> Json:
    """The answer to the form: the paragraph itself, to be looked at before it is proposed."""
    blocks = [
        words("Does this paragraph answer the question below? Nothing is kept yet."),
        quoted([Run(question)]),
        *paragraph_blocks(place),
    ]
    view = modal(TITLE, blocks, callback=Form.FEEDBACK_CORRECTED, submit="Propose it")
    about = [answer_id, place.paragraph.paragraph_id, place.paragraph.sha256]
    return _update(view | {"private_metadata": json.dumps(about)})


def not_found(title: str, places: Sequence[str]) -> Json:
    """The mistake beside the box: nothing has that name, or several things have."""
    if not places:
        return _mistake(say.NO_SUCH_PLACE.format(title=title))
    named = "; ".join(places[:MOST_NAMED])
    more = f"; and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    return _mistake(shortened(say.SEVERAL_PLACES.format(places=named + more), 1_000)[0])


def gone(sentence: str) -> Json:
    """The window says that there is nothing to go on with."""
    return _update(notice_window(sentence))


def _mistake(sentence: str) -> Json:
    return {"response_action": "errors", "errors": {PLACE: sentence}}


def _update(view: Json) -> dict[str, Any]:
    return {"response_action": "update", "view": view}
