"""conversations.*, users.*, reactions.*: who is where, and what was said."""

from __future__ import annotations

from tests.slack.api import Call, Refused, method
from tests.slack.chat_methods import conversation, shown
from tests.slack.state import BOT_USER, TEAM, Channel, Json, Message, User


def channel_body(channel: Channel) -> Json:
    """A channel as conversations.info returns it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_im": channel.kind == "im",
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.kind != "channel",
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_archived": channel.is_archived,
        "is_member": BOT_USER in channel.members,
        "connected_team_ids": ["T0OTHER"] if channel.is_ext_shared else [],
    }


def user_body(user: User) -> Json:
    """A person as users.info returns them."""
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_stranger": user.is_stranger,
        "profile": {"display_name": user.name},
    }


@method("conversations.info", required=("channel",))
def info(call: Call) -> Json:
    """One channel; needs the read scope of its kind."""
    channel = conversation(call, call.args["channel"])
    scope = {"im": "im:read", "group": "groups:read"}.get(channel.kind, "channels:read")
    call.needs_scope(scope)
    return {"channel": channel_body(channel)}


@method("conversations.members", required=("channel",), tier="T4")
def members(call: Call) -> Json:
    """Who is in a channel."""
    channel = conversation(call, call.args["channel"])
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


@method("conversations.replies", required=("channel", "ts"))
def replies(call: Call) -> Json:
    """A thread with its root, oldest first; metadata in full only when asked for."""
    channel = _read(call)
    found = call.workspace.find(channel.id, call.args["ts"])
    if found is None:
        raise Refused("thread_not_found")
    return _page(call, call.workspace.thread(channel.id, found.root))


@method("conversations.history", required=("channel",))
def history(call: Call) -> Json:
    """Messages outside threads, newest first."""
    channel = _read(call)
    roots = [m for m in call.workspace.messages if m.channel == channel.id and not m.thread_ts]
    return _page(call, sorted(roots, key=lambda m: m.ts, reverse=True))


def _read(call: Call) -> Channel:
    """The conversation, if the bot may read it; a person's id is none, unlike when posting."""
    if call.args["channel"].startswith("U"):
        raise Refused("channel_not_found")
    channel = conversation(call, call.args["channel"])
    call.needs_scope(channel.history_scope)
    return channel


def _page(call: Call, messages: list[Message]) -> Json:
    kept = messages
    oldest, latest = call.args.get("oldest"), call.args.get("latest")
    if oldest:
        kept = [m for m in kept if float(m.ts) > float(oldest) or m.thread_ts is None]
    if latest:
        kept = [m for m in kept if float(m.ts) <= float(latest)]
    start = int(call.args.get("cursor") or 0)
    limit = min(int(call.args.get("limit") or 100), 1000)
    full = str(call.args.get("include_all_metadata", "")).lower() in {"1", "true"}
    page = kept[start : start + limit]
    more = start + limit < len(kept)
    return {
        "messages": [shown(m, all_metadata=full) for m in page],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


@method("conversations.open", required=("users",), scopes=("im:write",))
def open_dm(call: Call) -> Json:
    """The direct message with one person."""
    if call.args["users"] not in call.workspace.users:
        raise Refused("user_not_found")
    return {"channel": {"id": call.workspace.dm_of(call.args["users"]).id}}


@method("users.info", required=("user",), scopes=("users:read",), tier="T4")
def user_info(call: Call) -> Json:
    """One person."""
    user = call.workspace.users.get(call.args["user"])
    if user is None:
        raise Refused("user_not_found")
    return {"user": user_body(user)}


@method("auth.test", tier="special")
def auth_test(call: Call) -> Json:
    """Who the token is."""
    return {
        "url": "https://local.slack.test/",
        "team": "Local",
        "user": "guidance",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": "B0GUIDE",
        "is_enterprise_install": False,
    }


@method("reactions.add", required=("channel", "timestamp", "name"), scopes=("reactions:write",))
def react(call: Call) -> Json:
    """Add the bot's reaction once."""
    if call.workspace.find(call.args["channel"], call.args["timestamp"]) is None:
        raise Refused("message_not_found")
    reaction = {name: call.args[name] for name in ("channel", "timestamp", "name")}
    if reaction in call.workspace.reactions:
        raise Refused("already_reacted")
    call.workspace.reactions.append(reaction)
    return {}
