"""The payloads Slack sends: events, slash commands, shortcuts, actions, view submissions."""

from __future__ import annotations

import time
import uuid

from tests.slack.chat_methods import shown
from tests.slack.state import APP, BOT_USER, TEAM, Channel, Json, Message, User, View
from tests.slack.view_methods import shown_view

TOKEN = "legacy-verification-token"


def event_callback(event: Json, channel: Channel | None = None) -> Json:
    """The envelope of an Events API delivery."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "type": "event_callback",
        "event_id": "Ev" + uuid.uuid4().hex[:12].upper(),
        "event_time": int(time.time()),
        "event_context": "4-" + uuid.uuid4().hex,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event": event,
    }


def message_event(message: Message, channel: Channel, user: User) -> Json:
    """A `message` event; `thread_ts` is absent on a root."""
    event: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": channel.id,
        "channel_type": {"im": "im", "group": "group"}.get(channel.kind, "channel"),
        "team": user.team,
        "client_msg_id": message.client_msg_id,
        "blocks": [_rich_text(message.text)],
    }
    if user.team != TEAM:
        event |= {"user_team": user.team, "source_team": user.team}
    if message.thread_ts:
        event |= {"thread_ts": message.thread_ts, "parent_user_id": BOT_USER}
    return event


def mention_event(message: Message, channel: Channel, user: User) -> Json:
    """An `app_mention` event: as the message's, without `channel_type`."""
    event = message_event(message, channel, user)
    event["type"] = "app_mention"
    del event["channel_type"]
    return event


def _rich_text(text: str) -> Json:
    inner = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": uuid.uuid4().hex[:5], "elements": [inner]}


def changed_event(message: Message, channel: Channel, before: str) -> Json:
    """`message_changed`, after an edit."""
    now = shown(message) | {"client_msg_id": message.client_msg_id}
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": channel.id,
        "channel_type": {"im": "im", "group": "group"}.get(channel.kind, "channel"),
        "ts": f"{time.time():.6f}",
        "event_ts": f"{time.time():.6f}",
        "message": now | {"edited": {"user": message.user, "ts": f"{time.time():.6f}"}},
        "previous_message": now | {"text": before},
    }


def deleted_event(message: Message, channel: Channel) -> Json:
    """`message_deleted`."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": channel.id,
        "channel_type": {"im": "im", "group": "group"}.get(channel.kind, "channel"),
        "ts": f"{time.time():.6f}",
        "event_ts": f"{time.time():.6f}",
        "deleted_ts": message.ts,
        "previous_message": shown(message),
    }


def slash_command(
    user: User, channel: Channel, *, command: str, text: str, trigger: str, response_url: str
) -> dict[str, str]:
    """The form of a slash command."""
    return {
        "token": TOKEN,
        "team_id": user.team,
        "team_domain": "local",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def interaction(kind: str, user: User, trigger: str) -> Json:
    """What every interactive payload has."""
    return {
        "type": kind,
        "token": TOKEN,
        "team": {"id": TEAM, "domain": "local"},
        "user": {"id": user.id, "name": user.name, "username": user.name, "team_id": user.team},
        "api_app_id": APP,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger,
    }


def action_of(element: Json, chosen: Json | None = None) -> Json:
    """One entry of block_actions' `actions`."""
    action = {
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "type": element["type"],
        "action_ts": f"{time.time():.6f}",
    }
    if "value" in element:
        action["value"] = element["value"]
    if "text" in element:
        action["text"] = element["text"]
    if chosen is not None:
        action["selected_option"] = chosen
    return action


def message_container(message: Message, channel: Channel) -> Json:
    """The parts of block_actions that say where the message is."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.visible_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    parts: Json = {"container": container, "channel": {"id": channel.id, "name": channel.name}}
    if message.visible_to is None:
        parts["message"] = shown(message)
    return parts | {"state": {"values": {}}}


def submission(user: User, view: View, values: Json, trigger: str) -> Json:
    """A view_submission with the person's input."""
    body = shown_view(view)
    body["state"] = {"values": values}
    return interaction("view_submission", user, trigger) | {"view": body, "response_urls": []}
