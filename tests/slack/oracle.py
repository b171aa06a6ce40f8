"""What must hold of everything the bot posted, whatever was tested."""

from __future__ import annotations

import re
from collections import Counter

from tests.slack.block_kit import texts
from tests.slack.state import BOT_USER, Json, Message, Workspace

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
        if BOT_USER not in channel.members:
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
