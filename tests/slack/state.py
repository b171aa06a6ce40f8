"""What the local Slack remembers: people, channels, messages, views, and who may see what."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypedDict, TypeVar, Unpack

from tests.slack.clock import Clock

Json = dict[str, Any]
JsonValue = Any
T = TypeVar("T")

TEAM = "T0GUIDE"
APP = "A0GUIDE"
BOT_USER = "U0GUIDEBOT"
BOT_ID = "B0GUIDE"
BOT_TOKEN = "xoxb-local-guidance"
APP_TOKEN = "xapp-1-local-guidance"
SIGNING_SECRET = "local-signing-secret"

REQUIRED_SCOPES = frozenset(
    {
        *("app_mentions:read", "assistant:write", "chat:write", "commands", "channels:read"),
        *("groups:read", "groups:history", "im:history", "im:read", "im:write"),
        *("reactions:read", "reactions:write", "users:read"),
    }
)
OPTIONAL_SCOPES = frozenset({"channels:history"})


class UserFlags(TypedDict, total=False):
    """What can be said of a person when they are made."""

    team: str
    is_bot: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_stranger: bool
    deleted: bool


@dataclass
class User:
    """A person or a bot, with the flags `users.info` returns."""

    id: str
    name: str
    team: str = TEAM
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False


@dataclass
class Channel:
    """A conversation. `kind` is im, channel (public) or group (private)."""

    id: str
    name: str
    kind: str
    members: set[str] = field(default_factory=set)
    is_ext_shared: bool = False
    is_archived: bool = False

    @property
    def history_scope(self) -> str:
        """The scope that reading this conversation needs."""
        return {"im": "im:history", "group": "groups:history"}.get(self.kind, "channels:history")


@dataclass
class Message:
    """One message. `visible_to` is set for an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    visible_to: str | None = None
    edited: bool = False
    at: float = 0.0

    @property
    def by_bot(self) -> bool:
        """Whether our bot posted it."""
        return self.user == BOT_USER

    @property
    def root(self) -> str:
        """The ts of the thread it belongs to."""
        return self.thread_ts or self.ts


@dataclass
class View:
    """A modal or a Home tab as last set by the app."""

    id: str
    user: str
    body: Json
    hash: str
    trigger: str | None = None
    closed: bool = False


@dataclass
class Trigger:
    """A trigger_id: usable once, within three seconds."""

    id: str
    user: str
    made: float
    used: bool = False


@dataclass
class ResponseUrl:
    """A response_url: five uses within thirty minutes."""

    id: str
    channel: str
    user: str
    made: float
    uses: int = 0
    original: Message | None = None


@dataclass
class Status:
    """One assistant.threads.setStatus call."""

    channel: str
    thread_ts: str
    status: str
    at: float


class Workspace:
    """All state of the local Slack, with a wake-up for whoever waits for a change."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.users: dict[str, User] = {BOT_USER: User(BOT_USER, "guidance", is_bot=True)}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.ephemerals: list[Message] = []
        self.deleted: list[Message] = []
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.statuses: list[Status] = []
        self.prompts: list[Json] = []
        self.reactions: list[Json] = []
        self.scopes: frozenset[str] = REQUIRED_SCOPES | OPTIONAL_SCOPES
        self.tickets: set[str] = set()
        self.base_url = ""
        self._last_ts = 0.0
        self._changed = asyncio.Condition()

    def new_ts(self) -> str:
        """A message timestamp, unique and rising."""
        self._last_ts = max(self.clock.now(), self._last_ts + 0.000002)
        return f"{self._last_ts:.6f}"

    def add_user(self, user_id: str, **flags: Unpack[UserFlags]) -> User:
        """A new person; `flags` as in `User`."""
        user = User(user_id, user_id.lower(), **flags)
        self.users[user_id] = user
        return user

    def add_channel(
        self,
        channel_id: str,
        kind: str = "channel",
        *,
        members: frozenset[str] = frozenset({BOT_USER}),
        is_ext_shared: bool = False,
    ) -> Channel:
        """A new conversation that the bot is a member of unless `members` says otherwise."""
        channel = Channel(channel_id, channel_id.lower(), kind, set(members), is_ext_shared)
        self.channels[channel_id] = channel
        return channel

    def dm_of(self, user_id: str) -> Channel:
        """The conversation between the bot and one person, made when missing."""
        channel_id = "D" + user_id[1:]
        if channel_id not in self.channels:
            self.add_channel(channel_id, "im", members=frozenset({BOT_USER, user_id}))
        return self.channels[channel_id]

    def post(self, message: Message) -> Message:
        """Keep a message and tell whoever waits."""
        message.at = self.clock.now()
        (self.ephemerals if message.visible_to else self.messages).append(message)
        self.changed()
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this ts, or None."""
        return next((m for m in self.messages if m.channel == channel and m.ts == ts), None)

    def thread(self, channel: str, root: str) -> list[Message]:
        """A thread in order, its root first."""
        found = [m for m in self.messages if m.channel == channel and m.root == root]
        return sorted(found, key=lambda m: m.ts)

    def new_trigger(self, user: str) -> str:
        """A fresh trigger_id for something this person just did."""
        trigger = Trigger(f"{uuid.uuid4().int % 10**13}.{TEAM}.{uuid.uuid4().hex}", user, 0.0)
        trigger.made = self.clock.now()
        self.triggers[trigger.id] = trigger
        return trigger.id

    def new_response_url(self, channel: str, user: str, original: Message | None) -> str:
        """A fresh response_url."""
        link = ResponseUrl(uuid.uuid4().hex, channel, user, self.clock.now(), original=original)
        self.response_urls[link.id] = link
        return f"{self.base_url}/response/{link.id}"

    def changed(self) -> None:
        """Wake whoever waits in `until`."""
        asyncio.get_running_loop().create_task(self._notify())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, found: Callable[[], T | None], timeout: float = 10.0) -> T:
        """The first truthy value of `found()`, asked after every change; TimeoutError otherwise."""
        async with asyncio.timeout(timeout), self._changed:
            while not (value := found()):
                await self._changed.wait()
            return value
