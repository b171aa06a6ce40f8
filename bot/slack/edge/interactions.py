"""Buttons, shortcuts and forms: what is opened at once, what is stored, what is sent back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.delivery.inbox import Delivery
from bot.screening.screened import Screener
from bot.slack.actions import (
    BAD,
    CLARIFICATION_FORMS,
    FEEDBACK_FORMS,
    FEEDBACK_WINDOWS,
    Button,
    Form,
    Shortcut,
    parted,
)
from bot.slack.edge import identity
from bot.slack.edge.decision import Answered, Decision, Ignore, Keep, Window
from bot.slack.feedback.clarification_edge import ClarificationFormReader
from bot.slack.feedback.edge import FeedbackFormReader
from bot.slack.feedback.long_text import masked_whole
from bot.slack.slack_text import unescape
from bot.slack.work import Asked, Filled, Pressed, Sender, Surface, WorkKind, to_json

Json = Mapping[str, Any]

LONGEST_FIELD = 3000
WINDOWS = {
    *(Button.SHOW_PARAGRAPH, Button.COPY_REFERENCE, Button.ASK, Button.PAUSE),
    *FEEDBACK_WINDOWS,
}


class InteractionReader:
    """Decides about one interactive payload. Only screened text leaves it."""

    def __init__(self, screener: Screener, now: Callable[[], datetime]) -> None:
        self._screener = screener
        self._feedback = FeedbackFormReader(screener)
        self._clarifications = ClarificationFormReader(screener, now)

    def decide(self, payload: Json) -> Decision:
        """What to do with an interactive payload."""
        kind = payload.get("type")
        if kind == "block_actions" and payload.get("actions"):
            return _pressed(payload)
        if kind == "message_action":
            return self._message_shortcut(payload)
        if kind == "shortcut":
            return _global_shortcut(payload)
        if kind == "view_submission":
            return self._submitted(payload)
        return Ignore("not for us")

    def _message_shortcut(self, payload: Json) -> Decision:
        message = payload.get("message") or {}
        text = unescape(str(message.get("text") or ""))
        callback = payload.get("callback_id")
        sender = _sender(payload)
        if callback == Shortcut.FIND_GUIDANCE:
            link = payload.get("response_url")
            screened = self._screener.screen(text)
            asked = Asked(sender, Surface.SHORTCUT, screened, response_url=link)
            return Keep(_private_question(asked, identity.of_interaction(payload)))
        if callback in {Shortcut.SEND_FEEDBACK, Shortcut.CORRECT}:
            answer_id = _answer_in(message)
            return Window(
                Shortcut(callback),
                trigger=str(payload.get("trigger_id")),
                user=sender.user,
                value=answer_id,
                # What an answer of ours says is no feedback of anybody's.
                text="" if answer_id else masked_whole(self._screener, text),
                channel=sender.channel,
                message_ts=str(payload.get("message_ts") or ""),
            )
        return Ignore("unknown shortcut")

    def _submitted(self, payload: Json) -> Decision:
        view = payload["view"]
        form = view.get("callback_id")
        given = _values(view)
        if form == Form.ASK:
            return self._asked(payload, given)
        if form in FEEDBACK_FORMS:
            reader = self._clarifications if form in CLARIFICATION_FORMS else self._feedback
            return reader.decide(_sender(payload), payload)
        if form not in {Form.REASONS, Form.PAUSE}:
            return Ignore("a window without a form")
        fields = {name: self._masked(text) for name, text in given.items() if text}
        if form == Form.PAUSE and not fields.get("reason"):
            return _mistake("reason", "Say why, in words that everybody who asks will read.")
        work = Filled(_sender(payload), str(form), str(view.get("private_metadata")), fields)
        return Keep(_row(WorkKind.FORM, payload, to_json(work)))

    def _asked(self, payload: Json, given: Mapping[str, str]) -> Decision:
        text = given.get("question", "").strip()
        if not text:
            return _mistake("question", "Type a question first.")
        screened = self._screener.screen(text)
        asked = Asked(_sender(payload), Surface.SHORTCUT, screened)
        return Keep(_private_question(asked, identity.of_interaction(payload)))

    def _masked(self, text: str) -> str:
        return self._screener.screen(text[:LONGEST_FIELD]).text


def _answer_in(message: Json) -> str:
    """The id of the answer that a message of ours shows, from its thumbs; empty for any other."""
    if not message.get("bot_id"):
        return ""
    for block in message.get("blocks") or []:
        for element in block.get("elements") or []:
            if element.get("action_id") == Button.FEEDBACK:
                return parted(str((element.get("positive_button") or {}).get("value")))[1]
    return ""


def _pressed(payload: Json) -> Decision:
    action = payload["actions"][0]
    name, value = action.get("action_id"), str(action.get("value") or "")
    if name not in set(Button):
        return Ignore("a link, or not ours")
    sender = _sender(payload)
    window = Window(
        Button(name), str(payload.get("trigger_id")), sender.user, value, channel=sender.channel
    )
    if name in WINDOWS:
        return window
    container = payload.get("container") or {}
    work = Pressed(
        sender=sender,
        action=str(name),
        value=value,
        message_ts=container.get("message_ts"),
        thread=container.get("thread_ts"),
        private=bool(container.get("is_ephemeral")),
        response_url=payload.get("response_url"),
    )
    asks_why = name == Button.FEEDBACK and parted(value)[0] == BAD
    row = _row(WorkKind.BUTTON, payload, to_json(work))
    return Keep(row, window=window if asks_why else None)


def _global_shortcut(payload: Json) -> Decision:
    callback = payload.get("callback_id")
    if callback not in {Shortcut.ASK, Shortcut.FEEDBACK}:
        return Ignore("unknown shortcut")
    user = str((payload.get("user") or {}).get("id"))
    return Window(Shortcut(callback), str(payload.get("trigger_id")), user)


def _row(kind: WorkKind, payload: Json, body: Mapping[str, Any]) -> Delivery:
    user = (payload.get("user") or {}).get("id")
    return Delivery(identity.of_interaction(payload), kind, f"private:{user}", body, person=user)


def _mistake(block: str, sentence: str) -> Answered:
    """Shown under an input of the form, which stays open."""
    return Answered({"response_action": "errors", "errors": {block: sentence}})


def _private_question(asked: Asked, key: str) -> Delivery:
    return Delivery(
        key,
        WorkKind.QUESTION,
        f"private:{asked.sender.user}",
        to_json(asked),
        person=asked.sender.user,
    )


def _sender(payload: Json) -> Sender:
    user = payload.get("user") or {}
    channel = (payload.get("channel") or {}).get("id") or user.get("id")
    home = (payload.get("team") or {}).get("id")
    return Sender(str(user.get("id")), str(channel), user.get("team_id"), home)


def _values(view: Json) -> dict[str, str]:
    """What was filled in, by block id: text, or the value of the chosen option."""
    found: dict[str, str] = {}
    for block, inputs in (view.get("state") or {}).get("values", {}).items():
        for given in inputs.values():
            chosen = (given.get("selected_option") or {}).get("value")
            found[block] = str(given.get("value") or chosen or "")
    return found
