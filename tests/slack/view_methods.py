"""views.*, assistant.threads.*, apps.connections.open."""

from __future__ import annotations

import json
import uuid

from tests.slack.api import Call, Refused, invalid, method
from tests.slack.block_kit import VIEW_BYTES, view_problems
from tests.slack.state import APP, BOT_ID, TEAM, Json, JsonValue, Status, View, Workspace

TRIGGER_SECONDS = 3.0


def keep_view(workspace: Workspace, user: str, body: JsonValue) -> View:
    """Check a view as Slack does and keep it under a new id."""
    _check(body)
    view = View("V" + uuid.uuid4().hex[:10].upper(), user, body, uuid.uuid4().hex)
    workspace.views[view.id] = view
    workspace.changed()
    return view


def shown_view(view: View) -> Json:
    """A view as the Web API and payloads carry it."""
    return {
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT_ID,
        "private_metadata": "",
        "callback_id": "",
        **view.body,
        "hash": view.hash,
        "state": {"values": {}},
        "root_view_id": view.id,
        "previous_view_id": None,
    }


def replace_view(workspace: Workspace, view: View, body: JsonValue) -> None:
    """Put another body in the same view, with a new hash."""
    _check(body)
    view.body, view.hash = body, uuid.uuid4().hex
    workspace.changed()


def _check(body: JsonValue) -> None:
    if not isinstance(body, dict):
        raise invalid("invalid_arguments", ["view must be an object"])
    if len(json.dumps(body)) > VIEW_BYTES:
        raise Refused("view_too_large")
    found = view_problems(body)
    if found:
        raise invalid("invalid_arguments", found)


def _use_trigger(call: Call) -> str:
    trigger = call.workspace.triggers.get(call.args["trigger_id"])
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if call.workspace.clock.now() - trigger.made > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    trigger.used = True
    return trigger.user


@method("views.open", required=("trigger_id", "view"), tier="T4")
def open_view(call: Call) -> Json:
    """Open a modal for whoever made the trigger."""
    user = _use_trigger(call)
    return {"view": shown_view(keep_view(call.workspace, user, call.args["view"]))}


@method("views.push", required=("trigger_id", "view"), tier="T4")
def push_view(call: Call) -> Json:
    """Put a modal on top of the open one."""
    user = _use_trigger(call)
    return {"view": shown_view(keep_view(call.workspace, user, call.args["view"]))}


@method("views.update", required=("view",), tier="T4")
def update_view(call: Call) -> Json:
    """Change a modal that is open."""
    view = call.workspace.views.get(call.args.get("view_id", ""))
    if view is None or view.closed:
        raise Refused("not_found")
    if call.args.get("hash") and call.args["hash"] != view.hash:
        raise Refused("hash_conflict")
    replace_view(call.workspace, view, call.args["view"])
    return {"view": shown_view(view)}


@method("views.publish", required=("user_id", "view"), tier="T4")
def publish(call: Call) -> Json:
    """Set a person's Home tab."""
    user = call.args["user_id"]
    if user not in call.workspace.users:
        raise Refused("user_not_found")
    if isinstance(call.args["view"], dict) and call.args["view"].get("type") != "home":
        raise invalid("invalid_arguments", ["type must be home"])
    _check(call.args["view"])
    view = View("V" + uuid.uuid4().hex[:10].upper(), user, call.args["view"], uuid.uuid4().hex)
    call.workspace.homes[user] = view
    call.workspace.changed()
    return {"view": shown_view(view)}


@method(
    "assistant.threads.setStatus",
    required=("channel_id", "thread_ts"),
    scopes=("chat:write",),
    tier="special",
)
def set_status(call: Call) -> Json:
    """Show "… is looking" under the thread; an empty status clears it."""
    channel = call.workspace.channels.get(call.args["channel_id"])
    if channel is None:
        raise Refused("channel_not_found")
    status = Status(
        channel.id,
        call.args["thread_ts"],
        call.args.get("status", ""),
        call.workspace.clock.now(),
    )
    call.workspace.statuses.append(status)
    call.workspace.changed()
    return {}


@method(
    "assistant.threads.setSuggestedPrompts",
    required=("channel_id", "prompts"),
    scopes=("assistant:write",),
)
def set_prompts(call: Call) -> Json:
    """Show up to four suggested prompts."""
    if not 1 <= len(call.args["prompts"]) <= 4:
        raise invalid("invalid_arguments", ["1 to 4 prompts"])
    call.workspace.prompts.append(dict(call.args))
    call.workspace.changed()
    return {}


@method("apps.connections.open", tier="T3", app_token=True)
def open_connection(call: Call) -> Json:
    """A websocket address for Socket Mode."""
    base = call.workspace.base_url.replace("http", "ws", 1)
    ticket = uuid.uuid4().hex
    call.workspace.tickets.add(ticket)
    return {"url": f"{base}/link?ticket={ticket}"}
