"""Posts what the outbox holds, once, and looks for what may have been posted already."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.messenger import (
    CannotTell,
    Doubtful,
    RateLimited,
    Refused,
    SendOutcome,
    Sent,
    Unreached,
)
from bot.delivery.outbox import InHand, Method, Post
from bot.slack.call import (
    CallOutcome,
    Failed,
    Limited,
    Replied,
    Unconnected,
    call,
    failure,
    retry_after,
)
from bot.slack.conversation import conversation_with
from bot.slack.instead import instead_of
from bot.slack.listeners.replies import ASKER
from bot.slack.waiting import WaitingSign

log = logging.getLogger(__name__)

EVENT_TYPE = "guidance_post"
LOOK_BACK_SECONDS = 60
PAGE = 200
MOST_PAGES = 5
ALREADY_SO = {Method.DELETE: {"message_not_found"}}
UNREADABLE = {"missing_scope", "not_in_channel", "channel_not_found", "no_permission"}
RESPOND_SECONDS = 10
HELD = {Method.POST, Method.UPDATE}
"""What everybody in a channel sees. Taking something away, or telling one person, never waits."""
TOKEN_REFUSED = {
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
    *("missing_scope", "no_permission", "org_login_required", "team_access_not_granted"),
    *("access_denied", "ekm_access_denied", "accesslimited"),
}
"""Nothing is wrong with the post: it waits until an administrator has mended the installation."""


class SlackMessenger:
    """Implements `bot.delivery.messenger.Messenger` over slack_sdk."""

    def __init__(
        self,
        writing: AsyncWebClient,
        reading: AsyncWebClient,
        waiting: WaitingSign,
        open_address: Callable[[str], str] = str,
        hold: Callable[[str], Awaitable[float]] | None = None,
    ) -> None:
        """`open_address` turns a sealed address into a channel, at the last moment. `hold` says how
        many seconds everybody's messages to a channel have to wait.
        """
        self._hold = hold
        self._writing = writing
        self._reading = reading
        self._waiting = waiting
        self._open_address = open_address
        self._session: aiohttp.ClientSession | None = None

    async def send(self, held: InHand) -> SendOutcome:
        """One attempt; nothing is repeated here."""
        held = self._addressed(held)
        if held.post.method is Method.RESPOND:
            return await self._respond(held.post.payload)
        channel, thread = held.post.channel, held.post.thread
        seconds = await self._hold(channel) if self._hold and held.post.method in HELD else 0.0
        if seconds > 0:
            return RateLimited(seconds, everywhere=False)
        told = await self._waiting.settle(channel, thread)
        outcome = _outcome(held.post.method, await call(self._request(held)))
        if told and held.post.method is Method.EPHEMERAL and isinstance(outcome, Sent):
            # Slack takes the sign away by itself only when everybody can see the reply.
            self._waiting.clear(channel, thread)
        return outcome

    async def find(self, held: InHand) -> Sent | RateLimited | CannotTell | None:
        """Our message of this row, by its id in the metadata of the thread or the conversation."""
        if held.post.method is not Method.POST:
            return CannotTell("nobody else can read it")
        held = await self._opened(self._addressed(held))
        cursor = ""
        for _ in range(MOST_PAGES):
            outcome = await call(self._look(held, cursor))
            if isinstance(outcome, Limited):
                return RateLimited(outcome.seconds)
            if isinstance(outcome, Failed):
                return None if outcome.code == "thread_not_found" else _cannot_tell(outcome)
            if not isinstance(outcome, Replied):
                raise failure("conversations.replies", outcome)
            for message in outcome.body.get("messages", []):
                if _is_row(message, held):
                    return Sent(str(message["ts"]))
            cursor = (outcome.body.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        return None

    def instead(self, held: InHand, code: str) -> Sequence[Post]:
        """The words without the blocks, or to the person directly: never silence."""
        return instead_of(held.post, code)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _addressed(self, held: InHand) -> InHand:
        return replace(held, post=replace(held.post, channel=self._open_address(held.post.channel)))

    async def _opened(self, held: InHand) -> InHand:
        """A message can be posted to a person's id, but is found only in their conversation."""
        if held.post.channel[:1] not in {"U", "W"}:
            return held
        channel = await conversation_with(self._reading, held.post.channel)
        return replace(held, post=replace(held.post, channel=channel))

    def _request(self, held: InHand) -> Any:  # noqa: ANN401 - a coroutine of slack_sdk
        post = held.post
        content = {name: value for name, value in post.payload.items() if name != ASKER}
        if post.method is Method.UPDATE:
            content = {name: content[name] for name in ("text", "blocks")}
            return self._writing.chat_update(channel=post.channel, ts=post.ts or "", **content)
        if post.method is Method.DELETE:
            return self._writing.chat_delete(channel=post.channel, ts=post.ts or "")
        if post.method is Method.EPHEMERAL:
            return self._writing.chat_postEphemeral(
                channel=post.channel, thread_ts=post.thread, **_ephemeral(content)
            )
        if post.method is Method.VIEW:
            return self._writing.views_publish(user_id=post.channel, view=content["view"])
        return self._writing.chat_postMessage(
            channel=post.channel, thread_ts=_thread(post), metadata=_metadata(held), **content
        )

    def _look(self, held: InHand, cursor: str) -> Any:  # noqa: ANN401 - a coroutine of slack_sdk
        channel = held.post.channel
        oldest = f"{held.planned.timestamp() - LOOK_BACK_SECONDS:.6f}"
        thread = _thread(held.post)
        if thread:
            return self._reading.conversations_replies(
                channel=channel,
                ts=thread,
                oldest=oldest,
                limit=PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
            )
        return self._reading.conversations_history(
            channel=channel,
            oldest=oldest,
            limit=PAGE,
            include_all_metadata=True,
            cursor=cursor or None,
        )

    async def _respond(self, payload: Any) -> SendOutcome:  # noqa: ANN401 - JSON of the outbox
        """A response_url takes what chat.postMessage takes, and no token."""
        content = {name: value for name, value in payload.items() if name != "response_url"}
        if self._session is None:
            timeout = aiohttp.ClientTimeout(RESPOND_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout)
        try:
            async with self._session.post(payload["response_url"], json=content) as reply:
                if reply.status == 200:
                    refused = _refusal(await reply.read())
                    return Refused(refused) if refused else Sent(None)
                if reply.status == 429:
                    return RateLimited(retry_after(reply.headers), everywhere=False)
                unsure = reply.status >= 500
                return Doubtful("http_5xx") if unsure else Refused(f"http_{reply.status}")
        except aiohttp.ClientConnectorError as error:
            return Unreached(type(error).__name__)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return Doubtful(type(error).__name__)


def _outcome(method: Method, outcome: CallOutcome) -> SendOutcome:
    if isinstance(outcome, Replied):
        ts = outcome.body.get("ts")
        return Sent(str(ts) if ts else None)
    if isinstance(outcome, Limited):
        # Posting is limited a channel; the other methods a workspace.
        per_channel = method in {Method.POST, Method.EPHEMERAL}
        return RateLimited(outcome.seconds, everywhere=not per_channel)
    if isinstance(outcome, Failed):
        if outcome.code in TOKEN_REFUSED:
            return Unreached(outcome.code)
        done = outcome.code in ALREADY_SO.get(method, set())
        return Sent(None) if done else Refused(outcome.code)
    if isinstance(outcome, Unconnected):
        return Unreached(outcome.kind)
    return Doubtful(outcome.kind)


def _thread(post: Post) -> str | None:
    """A new message that refers to another one goes into its thread."""
    return post.thread or post.ts


def _metadata(held: InHand) -> dict[str, Any]:
    """Ids only: any member and any app can read metadata."""
    ids = {"outbox_id": str(held.outbox_id), "dedup_key": held.post.dedup_key}
    return {"event_type": EVENT_TYPE, "event_payload": ids}


def _is_row(message: dict[str, Any], held: InHand) -> bool:
    """By the dedup key, which is unique for ever; row ids start again with a new database."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return (
        metadata.get("event_type") == EVENT_TYPE
        and payload.get("dedup_key") == held.post.dedup_key
        and payload.get("outbox_id") == str(held.outbox_id)
    )


def _cannot_tell(failed: Failed) -> CannotTell:
    if failed.code not in UNREADABLE:
        raise failure("conversations.replies", failed)
    return CannotTell(failed.code)


def _ephemeral(content: dict[str, Any]) -> dict[str, Any]:
    """chat.postEphemeral knows no unfurling."""
    return {name: content[name] for name in ("user", "text", "blocks")}


def _refusal(body: bytes) -> str | None:
    """The error in what a response_url says with a status of 200; it says just "ok" when it took
    the message.
    """
    try:
        said = json.loads(body)
    except ValueError:
        return None
    if isinstance(said, dict) and said.get("ok") is False:
        return str(said.get("error") or "refused")
    return None
