"""What must hold of everything the bot posted, whatever was tested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.slack.block_kit import elements, texts
from tests.slack.state import BOT_USER, Json, JsonValue, Message, View, Workspace

LIVE = re.compile(r"<(!(?:channel|here|everyone|subteam|date)|@[UW]|#C)")
LINK = re.compile(r"<((?:https?|mailto|tel|slack)[^|>]*)")


def bot_messages(workspace: Workspace) -> list[Message]:
    """Every message the bot posted, private ones included."""
    return [m for m in [*workspace.messages, *workspace.ephemerals] if m.user == BOT_USER]


def broken_promises(
    workspace: Workspace, *, channels: set[str] | None = None, links: tuple[str, ...] = ()
) -> list[str]:
    """One line for each broken promise: repeated posts, wrong channels, live mentions or links."""
    posted = bot_messages(workspace)
    found = [f"outbox row {row} posted {n} times" for row, n in _rows(posted).items() if n > 1]
    for message in posted:
        channel = workspace.channels[message.channel]
        if channels is not None and message.channel not in channels and channel.kind != "im":
            found.append(f"posted in {message.channel}")
        if BOT_USER not in channel.members and not message.visible_to:
            found.append(f"posted in {message.channel} without being a member")
        for text in _mrkdwn(message):
            found += [f"live mention {m.group(0)}" for m in LIVE.finditer(text)]
            outside = [u for u in LINK.findall(text) if not u.startswith(links)]
            found += [f"link {address}" for address in outside]
    return found


def _rows(posted: list[Message]) -> Counter[str]:
    metadata = [m.metadata for m in posted if m.metadata]
    return Counter(str(body["event_payload"].get("outbox_id")) for body in metadata)


def _mrkdwn(message: Message) -> list[str]:
    blocks: list[Json] = message.blocks
    live = [t["text"] for t in texts(blocks) if t["type"] in {"mrkdwn", "markdown"}]
    return [message.text, *live]


def seen(what: Message | View) -> str:
    """All the words on the screen, a text a line, runs of one quotation joined."""
    blocks = what.blocks if isinstance(what, Message) else what.body["blocks"]
    return "\n".join(_lines(blocks))


def labels(message: Message) -> list[str]:
    """The labels of the buttons on a message."""
    found = elements(message.blocks)
    return [e["text"]["text"] for e in found if e["type"] == "button"]


def _lines(value: JsonValue) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _lines(item)
    elif isinstance(value, dict):
        if str(value.get("type", "")).startswith("rich_text_"):
            yield "".join(part.get("text", "") for part in value["elements"])
        elif isinstance(value.get("text"), str):
            yield value["text"]
        else:
            for item in value.values():
                yield from _lines(item)
