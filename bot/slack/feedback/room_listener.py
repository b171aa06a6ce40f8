"""Slack says that a channel was shared with another organisation, or is no longer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Post
from bot.slack.feedback.room import Room, RoomState
from bot.slack.work import sender

log = logging.getLogger(__name__)


class RoomListener:
    """Looks at the NSDU's channel at once instead of when it would be looked at next."""

    def __init__(self, room: Room, alerts: Callable[[RoomState], Sequence[Post]]) -> None:
        """`alerts` makes the messages to the administrators while nothing is routed."""
        self._room = room
        self._alerts = alerts

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """The alerts, or nothing when all is well or it is another channel."""
        if not self._room.forget(sender(claimed.body).channel):
            return []
        state = await self._room.state()
        log.info("the NSDU's channel has changed", extra={"routed": state.channel is not None})
        return self._alerts(state)
