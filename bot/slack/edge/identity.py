"""Under which names the same thing may come again: what makes a delivery a duplicate."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any


def of_message(event: Mapping[str, Any]) -> tuple[str, ...]:
    """A message's own identities: its place (an app_mention and its twin share it), the sender's
    client id (the same gesture was seen with two timestamps).
    """
    keys = [message_key(str(event.get("channel")), str(event.get("ts")))]
    if event.get("client_msg_id"):
        keys.append(f"client:{event['user']}:{event['client_msg_id']}")
    return tuple(keys)


def message_key(channel: str, ts: str) -> str:
    """The identity of a message by its place."""
    return f"message:{channel}:{ts}"


def of_event(payload: Mapping[str, Any]) -> str:
    """The identity of an Events API delivery, the same in every retry and replay.

    Without an event_id, what happened where and when stands for it: two events must never be taken
    for one because both lack the same field.
    """
    if payload.get("event_id"):
        return f"event:{payload['event_id']}"
    event = payload["event"]
    names = ("type", "subtype", "channel", "user", "tab", "event_ts", "ts")
    return "event:" + ":".join(str(event.get(name) or "") for name in names)


def of_interaction(payload: Mapping[str, Any]) -> str:
    """The identity of a press, a shortcut or a form: never two for one gesture."""
    kind = payload.get("type")
    user = (payload.get("user") or {}).get("id")
    if kind == "block_actions":
        action = payload["actions"][0]
        moment = action.get("action_ts") or _trigger(payload)
        return f"action:{user}:{moment}:{action.get('action_id')}"
    if kind == "view_submission":
        view = payload["view"]
        return f"view:{view['id']}:{view.get('hash')}"
    return f"shortcut:{user}:{payload.get('action_ts') or _trigger(payload)}"


def of_command(form: Mapping[str, Any]) -> str:
    """The identity of a slash command."""
    return f"command:{_trigger(form)}"


def _trigger(payload: Mapping[str, Any]) -> str:
    """One for each gesture; a gesture without any is like no other."""
    return str(payload.get("trigger_id") or payload.get("response_url") or uuid.uuid4())
