"""Forms about feedback at the edge: hide details, show what is hidden, name what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.delivery.inbox import Delivery
from bot.feedback.status import Need, Status, is_link, needs
from bot.screening.screened import Screener
from bot.slack.actions import Form
from bot.slack.edge import identity
from bot.slack.edge.decision import Answered, Decision, Keep, Preview
from bot.slack.feedback.form import TEXT, TEXT_AGAIN, again
from bot.slack.feedback.inputs import LONGEST_INPUT, chosen, typed
from bot.slack.feedback.staff_windows import preview_window
from bot.slack.messages.blocks import Json
from bot.slack.work import Filled, Sender, WorkKind, to_json

OF_SENDERS = {Form.POLICY_FEEDBACK, Form.FEEDBACK_ADD}
TYPE_FIRST = "Type something first."
NUMBER_FIRST = "Type the number of the other item, such as 12."
MISSING = {
    Need.REASON: ("words", "Say why nothing changes; the sender will read it."),
    Need.WHAT_CHANGED: ("words", "Say what changed; the sender will read it."),
    Need.LINK: ("link", "Give the whole web address, beginning with https://"),
}


class FeedbackFormReader:
    """Decides about one form. Only screened text leaves it."""

    def __init__(self, screener: Screener) -> None:
        self._screener = screener

    def decide(self, sender: Sender, payload: Mapping[str, Any]) -> Decision:
        """Store it, show it again with what was hidden, or name the mistake."""
        view = payload["view"]
        form, about = Form(view["callback_id"]), str(view.get("private_metadata") or "")
        if form is Form.FEEDBACK_CORRECTION:
            # A place, not stored: masking it could take "Devon Children's Trust" for a name.
            return Preview(about, chosen(view) | typed(view))
        screened = {
            name: self._screener.screen(text[:LONGEST_INPUT])
            for name, text in typed(view).items()
            if text.strip()
        }
        texts = {name: one.text for name, one in screened.items()}
        if form in OF_SENDERS and any(one.masked for one in screened.values()):
            return _update(again(view, texts))
        fields = chosen(view) | texts
        mistakes = _mistakes(form, fields, about, view)
        if mistakes:
            return Answered({"response_action": "errors", "errors": mistakes})
        if form is Form.FEEDBACK_REPLY:
            return _update(preview_window(about, fields["words"]))
        body = to_json(Filled(sender, form, about, fields))
        key = identity.of_interaction(payload)
        # No row may name the sender once this is worked off: not by person, not by conversation.
        return Keep(Delivery(key, WorkKind.FORM, f"feedback:{view['id']}", body))


def _update(view: Json) -> Answered:
    return Answered({"response_action": "update", "view": view})


def _mistakes(
    form: Form, fields: Mapping[str, str], about: str, view: Mapping[str, Any]
) -> dict[str, str]:
    if form in OF_SENDERS:
        whole = form is Form.POLICY_FEEDBACK and bool(json.loads(about)[0])
        given = fields.get(TEXT) or fields.get(TEXT_AGAIN)
        return {} if given or whole else {_box(view): TYPE_FIRST}
    if form is Form.FEEDBACK_REPLY:
        return {} if fields.get("words") else {"words": TYPE_FIRST}
    if form is Form.FEEDBACK_MERGE:
        number = fields.get("target", "").lstrip("# ")
        return {} if number.isascii() and number.isdigit() else {"target": NUMBER_FIRST}
    if form is Form.FEEDBACK_STATUS:
        return _lacking(Status[fields["to"]], fields)
    return {}


def _lacking(to: Status, fields: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for need in needs(to):
        block, sentence = MISSING[need]
        given = fields.get(block, "")
        if not (is_link(given) if need is Need.LINK else given):
            found[block] = sentence
    return found


def _box(view: Mapping[str, Any]) -> str:
    """The name the text box has now."""
    blocks = [block.get("block_id") for block in view.get("blocks", [])]
    return TEXT_AGAIN if TEXT_AGAIN in blocks else TEXT
