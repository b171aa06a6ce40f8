"""Forms about clarifications at the edge: hide details, name mistakes, show what will be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.answering.clarification import Draft, mistakes
from bot.delivery.inbox import Delivery
from bot.feedback.working_days import day_of
from bot.screening.screened import Screener
from bot.slack.actions import Form
from bot.slack.edge import identity
from bot.slack.edge.decision import Answered, Decision, Keep
from bot.slack.feedback.clarification_windows import preview_window
from bot.slack.feedback.inputs import LONGEST_INPUT, days, typed
from bot.slack.slack_text import plain
from bot.slack.work import Filled, Sender, WorkKind, to_json

NAMES_NOBODY = "Leave names and other details out of the unit or role; your name has its own box."
TOO_LONG = "The text and its questions are too long together. Shorten one of them."


@dataclass(frozen=True)
class _Read:
    """A draft as screened. `hidden` tells whether something was masked in it; `unit_hidden`
    whether in the unit, which cannot be signed with.
    """

    draft: Draft
    hidden: bool
    unit_hidden: bool


class ClarificationFormReader:
    """Decides about one form. Only screened text leaves it, and the name that staff sign with."""

    def __init__(self, screener: Screener, now: Callable[[], datetime]) -> None:
        self._screener = screener
        self._now = now

    def decide(self, sender: Sender, payload: Mapping[str, Any]) -> Decision:
        """Show it as people will see it, name the mistake, or store it."""
        view = payload["view"]
        form, about = Form(view["callback_id"]), str(view.get("private_metadata") or "")
        if form is Form.CLARIFICATION_WRITE:
            return self._preview(view)
        body = to_json(Filled(sender, form, about))
        key = identity.of_interaction(payload)
        row = Delivery(key, WorkKind.FORM, f"clarification:{view['id']}", body)
        # The preview lies on top of the form: close both.
        return Keep(row, reply={"response_action": "clear"})

    def _preview(self, view: Mapping[str, Any]) -> Decision:
        today = day_of(self._now())
        read = self._read(typed(view), days(view).get("until"))
        wrong = dict(mistakes(read.draft, today))
        if read.unit_hidden:
            wrong["unit"] = NAMES_NOBODY
        shown = None if wrong else preview_window(read.draft, today, hidden=read.hidden)
        if shown is None:
            errors = wrong or {"text": TOO_LONG}
            return Answered({"response_action": "errors", "errors": errors})
        return Answered({"response_action": "push", "view": shown})

    def _read(self, fields: Mapping[str, str], until: date | None) -> _Read:
        text = self._screener.screen(fields.get("text", "")[:LONGEST_INPUT])
        asked = fields.get("questions", "")[:LONGEST_INPUT].splitlines()
        questions = [self._screener.screen(line.strip()) for line in asked if line.strip()]
        unit = self._screener.screen(fields.get("unit", "").strip())
        draft = Draft(
            text=text.text.strip(),
            questions=tuple(dict.fromkeys(one.text for one in questions if one.text)),
            unit=unit.text,
            name=plain(fields.get("name", "").strip(), LONGEST_INPUT),
            until=until,
        )
        hidden = bool(text.masked or any(one.masked for one in questions))
        return _Read(draft, hidden, bool(unit.masked))
