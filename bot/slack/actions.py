"""The names our buttons, forms, shortcuts and commands have in Slack, and in manifest.yaml."""

from __future__ import annotations

from enum import StrEnum

COMMANDS = ("/ask", "/policy-feedback", "/policy-admin")
STAFF_LISTS = frozenset({"list", "phrasings", "corrections", "heat"})
"""`/policy-feedback` and one of these is a list for staff; anything else opens the form."""

GAPS, CLARIFICATIONS = "gaps", "clarifications"
"""So are these, when they stand alone or before a number of days."""


class Button(StrEnum):
    """action_id of every button."""

    FEEDBACK = "answer_feedback"
    SHOW_PARAGRAPH = "show_paragraph"
    COPY_REFERENCE = "copy_reference"
    MORE = "more_like_this"
    SHARE = "share_answer"
    KEEP = "keep_private"
    ASK = "open_ask_form"
    PAUSE = "pause_answers"
    RESUME = "resume_answers"
    REPLAY = "replay_dead_letters"
    FEEDBACK_OFFER = "feedback_offer"
    FEEDBACK_NEW = "feedback_new"
    FEEDBACK_ADD = "feedback_add"
    FEEDBACK_WITHDRAW = "feedback_withdraw"
    FEEDBACK_CLAIM = "feedback_claim"
    FEEDBACK_REPLY = "feedback_reply"
    FEEDBACK_STATUS = "feedback_status"
    FEEDBACK_MERGE = "feedback_merge"
    FEEDBACK_AREA = "feedback_area"
    FEEDBACK_CORRECT = "feedback_correct"
    PHRASING_ACCEPT = "phrasing_accept"
    PHRASING_DECLINE = "phrasing_decline"
    REGISTER_FILTER = "register_filter"
    REGISTER_BACK = "register_back"
    REGISTER_NEXT = "register_next"
    REGISTER_ALL = "register_all"
    CLARIFICATION_WRITE = "clarification_write"
    CLARIFICATION_WITHDRAW = "clarification_withdraw"


CLARIFICATION_WINDOWS = frozenset({Button.CLARIFICATION_WRITE, Button.CLARIFICATION_WITHDRAW})
FEEDBACK_WINDOWS = frozenset(
    {
        *(Button.FEEDBACK_OFFER, Button.FEEDBACK_NEW, Button.FEEDBACK_ADD),
        *(Button.FEEDBACK_WITHDRAW, Button.FEEDBACK_REPLY, Button.FEEDBACK_STATUS),
        *(Button.FEEDBACK_MERGE, Button.FEEDBACK_AREA, Button.FEEDBACK_CORRECT),
        *(Button.REGISTER_FILTER, *CLARIFICATION_WINDOWS),
    }
)
"""Buttons that open a window and leave no row behind."""
REGISTER_BUTTONS = {Button.REGISTER_BACK, Button.REGISTER_NEXT, Button.REGISTER_ALL}
FEEDBACK_BUTTONS = REGISTER_BUTTONS | {
    *(Button.FEEDBACK_CLAIM, Button.PHRASING_ACCEPT, Button.PHRASING_DECLINE),
}
"""Buttons about feedback that cause work at once."""


class Form(StrEnum):
    """callback_id of every form."""

    ASK = "ask_form"
    REASONS = "reasons_form"
    PAUSE = "pause_form"
    POLICY_FEEDBACK = "policy_feedback_form"
    FEEDBACK_ADD = "feedback_add_form"
    FEEDBACK_WITHDRAW = "feedback_withdraw_form"
    FEEDBACK_REPLY = "feedback_reply_form"
    FEEDBACK_SEND = "feedback_send_form"
    FEEDBACK_STATUS = "feedback_status_form"
    FEEDBACK_MERGE = "feedback_merge_form"
    FEEDBACK_AREA = "feedback_area_form"
    FEEDBACK_CORRECTION = "feedback_correction_form"
    FEEDBACK_CORRECTED = "feedback_corrected_form"
    FEEDBACK_FILTER = "feedback_filter_form"
    CLARIFICATION_WRITE = "clarification_write_form"
    CLARIFICATION_PUBLISH = "clarification_publish_form"
    CLARIFICATION_WITHDRAW = "clarification_withdraw_form"
    READ_ONLY = "read_only"


FEEDBACK_FORMS = frozenset(
    {
        Form.POLICY_FEEDBACK,
        *(form for form in Form if form.name.startswith(("FEEDBACK_", "CLARIFICATION_"))),
    }
)
"""Forms about feedback. What they hold is masked, and no row outlives them that names a person."""
CLARIFICATION_FORMS = frozenset(form for form in Form if form.name.startswith("CLARIFICATION_"))


class Shortcut(StrEnum):
    """callback_id of every shortcut in the manifest."""

    FIND_GUIDANCE = "find_guidance"
    SEND_FEEDBACK = "send_policy_feedback"
    CORRECT = "correct_answer"
    ASK = "ask_guidance"
    FEEDBACK = "policy_feedback"


STAFF_WINDOWS = {
    *(Shortcut.CORRECT, Button.FEEDBACK_CORRECT, Button.REGISTER_FILTER),
    *CLARIFICATION_WINDOWS,
}
"""Windows that show what only the NSDU's staff may see; checked before they open."""
GOOD = "good"
BAD = "bad"


def joined(*parts: str) -> str:
    """A button's value: opaque ids only, since anybody can read it."""
    return "|".join(parts)


def parted(value: str) -> tuple[str, str]:
    """The two halves of a button's value; the second is empty when there is none."""
    first, _, second = value.partition("|")
    return first, second
