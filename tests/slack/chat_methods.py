"""chat.*: posting, editing and deleting messages."""

from __future__ import annotations

from dataclasses import replace

from tests.slack.api import Call, Refused, invalid, method
from tests.slack.block_kit import TEXT_TOTAL, problems, total_text
from tests.slack.state import BOT_ID, BOT_USER, Channel, Json, Message


def shown(message: Message, *, all_metadata: bool = True) -> Json:
    """A message as the Web API returns it."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    }
    if message.by_bot:
        body["bot_id"] = BOT_ID
        body["app_id"] = "A0GUIDE"
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.metadata:
        kept = dict(message.metadata)
        body["metadata"] = kept if all_metadata else {"event_type": kept["event_type"]}
    return body


def conversation(call: Call, channel_id: str) -> Channel:
    """The channel a call names; a user id opens the direct message as chat.postMessage does."""
    if channel_id.startswith("U") and channel_id in call.workspace.users:
        return call.workspace.dm_of(channel_id)
    channel = call.workspace.channels.get(channel_id)
    if channel is None:
        raise Refused("channel_not_found")
    return channel


def writable(call: Call, channel_id: str) -> Channel:
    """The channel, if the bot may post there."""
    channel = conversation(call, channel_id)
    if channel.is_archived:
        raise Refused("is_archived")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def check_content(args: Json, *, longest_text: int | None = None) -> None:
    """Refuse what Slack refuses of text and blocks."""
    text, blocks = args.get("text") or "", args.get("blocks") or []
    if not text and not blocks:
        raise Refused("no_text")
    if args.get("markdown_text") and (text or blocks):
        raise Refused("markdown_text_conflict")
    if longest_text is not None and len(text) > longest_text:
        raise Refused("msg_too_long")
    if blocks == "not JSON":
        raise Refused("invalid_blocks_format")
    found = problems(blocks, in_view=False)
    if found:
        raise invalid("invalid_blocks", found)
    if total_text(blocks) > TEXT_TOTAL:
        raise Refused("msg_blocks_too_long")


def _metadata(args: Json) -> Json | None:
    metadata = args.get("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise Refused("invalid_metadata_format")
    return metadata


@method("chat.postMessage", required=("channel",), scopes=("chat:write",), tier="special")
def post_message(call: Call) -> Json:
    """Post, in a thread when `thread_ts` names an existing message."""
    channel = writable(call, call.args["channel"])
    check_content(call.args)
    root = call.args.get("thread_ts")
    if root and call.workspace.find(channel.id, root) is None:
        raise Refused("thread_not_found")
    message = Message(
        channel=channel.id,
        ts=call.workspace.new_ts(),
        user=BOT_USER,
        text=(call.args.get("text") or "")[:40_000],
        blocks=call.args.get("blocks") or [],
        thread_ts=root,
        metadata=_metadata(call.args),
    )
    call.workspace.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": shown(message)}


@method("chat.postEphemeral", required=("channel", "user"), scopes=("chat:write",), tier="T4")
def post_ephemeral(call: Call) -> Json:
    """Post for one member's eyes."""
    channel = writable(call, call.args["channel"])
    check_content(call.args, longest_text=40_000)
    if call.args["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    message = Message(
        channel=channel.id,
        ts=call.workspace.new_ts(),
        user=BOT_USER,
        text=call.args.get("text") or "",
        blocks=call.args.get("blocks") or [],
        thread_ts=call.args.get("thread_ts"),
        visible_to=call.args["user"],
    )
    call.workspace.post(message)
    return {"message_ts": message.ts}


@method("chat.update", required=("channel", "ts"), scopes=("chat:write",))
def update(call: Call) -> Json:
    """Change a message of the bot's own; blocks and text are replaced by what is sent."""
    message = _own(call)
    check_content(call.args, longest_text=4_000)
    message.text = call.args.get("text") or message.text
    message.blocks = call.args.get("blocks") or []
    message.metadata = _metadata(call.args) or message.metadata
    message.edited = True
    call.workspace.changed()
    return {"channel": message.channel, "ts": message.ts, "text": message.text}


@method("chat.delete", required=("channel", "ts"), scopes=("chat:write",))
def delete(call: Call) -> Json:
    """Remove a message of the bot's own."""
    message = _own(call)
    call.workspace.messages.remove(message)
    call.workspace.deleted.append(replace(message))
    call.workspace.changed()
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink", required=("channel", "message_ts"), tier="special")
def permalink(call: Call) -> Json:
    """A link to a message."""
    channel, ts = call.args["channel"], call.args["message_ts"]
    if call.workspace.find(channel, ts) is None:
        raise Refused("message_not_found")
    link = f"https://local.slack.test/archives/{channel}/p{ts.replace('.', '')}"
    return {"channel": channel, "permalink": link}


def _own(call: Call) -> Message:
    message = call.workspace.find(call.args["channel"], call.args["ts"])
    if message is None:
        raise Refused("message_not_found")
    if not message.by_bot:
        raise Refused("cant_update_message")
    return message
