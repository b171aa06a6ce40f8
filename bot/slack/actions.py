"""The names our buttons, forms, shortcuts and commands have in Slack, and in manifest.yaml."""

from __future__ import annotations

from enum import StrEnum

COMMANDS = ("/ask", "/policy-feedback", "/policy-admin")


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


class Form(StrEnum):
    """callback_id of every form."""

    ASK = "ask_form"
    REASONS = "reasons_form"
    POLICY_FEEDBACK = "policy_feedback_form"
    READ_ONLY = "read_only"


class Shortcut(StrEnum):
    """callback_id of every shortcut in the manifest."""

    FIND_GUIDANCE = "find_guidance"
    SEND_FEEDBACK = "send_policy_feedback"
    ASK = "ask_guidance"
    FEEDBACK = "policy_feedback"


GOOD = "good"
BAD = "bad"


def joined(*parts: str) -> str:
    """A button's value: opaque ids only, since anybody can read it."""
    return "|".join(parts)


def parted(value: str) -> tuple[str, str]:
    """The two halves of a button's value; the second is empty when there is none."""
    first, _, second = value.partition("|")
    return first, second
