"""The NSDU's channel: whether feedback may go there, and who may act on it. Asked, not assumed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import Failed, Replied, call, failure
from bot.slack.errors import SlackAway

KEPT_SECONDS = 10
HOLD_SECONDS = 15.0
"""How long a post waits before the channel is looked at again."""
PAGE = 200
MOST_PAGES = 50


@dataclass(frozen=True)
class RoomState:
    """`channel` is set while feedback may go there; otherwise `reason` says why not, or is None
    when Slack did not say.
    """

    channel: str | None = None
    reason: str | None = None


class Room:
    """Asks Slack; what it said of the channel is believed for ten seconds, who is in it never."""

    def __init__(
        self,
        client: AsyncWebClient,
        channel: str | None,
        admins: frozenset[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._channel = channel
        self._admins = admins
        self._clock = clock
        self._kept: tuple[float, RoomState] | None = None

    async def state(self) -> RoomState:
        """Whether feedback may go to the channel now."""
        if self._kept is not None and self._kept[0] > self._clock():
            return self._kept[1]
        state = await self._ask()
        if state.channel or state.reason:
            self._kept = (self._clock() + KEPT_SECONDS, state)
        return state

    def forget(self, channel: str) -> bool:
        """Whether a channel is this one; it is then asked about anew."""
        if channel != self._channel:
            return False
        self._kept = None
        return True

    async def hold(self, channel: str) -> float:
        """How many seconds a post to a channel has to wait: 0 unless it is the NSDU's and is not
        its own now, or Slack does not say.
        """
        if channel != self._channel or (await self.state()).channel is not None:
            return 0.0
        return HOLD_SECONDS

    async def may_act(self, user: str) -> bool:
        """Whether this person is staff now: an administrator, or in the channel while it is the
        NSDU's own.

        Raises:
            SlackUnavailable: Slack could not be asked; try again later.
        """
        if user in self._admins:
            return True
        state = await self.state()
        if state.channel is None:
            if state.reason is None:
                raise SlackAway("conversations.info", "no answer")
            return False
        return await self._is_member(state.channel, user)

    async def _is_member(self, channel: str, user: str) -> bool:
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            request = self._client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            outcome = await call(request)
            if not isinstance(outcome, Replied):
                raise failure("conversations.members", outcome)
            if user in outcome.body.get("members", []):
                return True
            cursor = (outcome.body.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return False
        return False

    async def _ask(self) -> RoomState:
        if self._channel is None:
            return RoomState(reason="NSDU_CHANNEL is not set")
        outcome = await call(self._client.conversations_info(channel=self._channel))
        if isinstance(outcome, Failed):
            return RoomState(reason=f"the channel cannot be seen ({outcome.code})")
        if not isinstance(outcome, Replied):
            return RoomState()
        info = outcome.body.get("channel") or {}
        problems = {
            "the channel is public": not info.get("is_private"),
            "the channel is shared with another organisation": info.get("is_ext_shared")
            or info.get("is_pending_ext_shared"),
            "the channel is archived": info.get("is_archived"),
            "the assistant is not in the channel": not info.get("is_member"),
        }
        reason = next((problem for problem, found in problems.items() if found), None)
        return RoomState(reason=reason) if reason else RoomState(channel=self._channel)
