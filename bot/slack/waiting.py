"""Tells a thread at once that we are looking, and never after the answer is there."""

from __future__ import annotations

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.call import Replied, call
from bot.slack.edge.decision import Thread
from bot.slack.messages.sentences import STATUS

log = logging.getLogger(__name__)

SETTLE_SECONDS = 2.0
MOST_KEPT = 1_000


class WaitingSign:
    """assistant.threads.setStatus, started when the question is stored.

    Slack clears the status when we post. A status that arrives after the answer would stay for two
    minutes, so the messenger settles it before it posts.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._shown: dict[Thread, asyncio.Task[None]] = {}
        self._clearing: set[asyncio.Task[None]] = set()

    def show(self, thread: Thread) -> None:
        """Start telling; failing to is no reason to stop."""
        if len(self._shown) >= MOST_KEPT:
            self._shown = {at: task for at, task in self._shown.items() if not task.done()}
        self._shown[thread] = asyncio.create_task(self._show(thread, STATUS))

    async def settle(self, channel: str, thread: str | None) -> bool:
        """Wait until a status on its way to this thread has arrived, two seconds at most, and take
        one that is later away again. Whether this thread was told since it was last settled.
        """
        at = Thread(channel, thread or "")
        task = self._shown.pop(at, None)
        if task is None:
            return False
        await asyncio.wait({task}, timeout=SETTLE_SECONDS)
        if not task.done():
            task.add_done_callback(lambda _: self.clear(channel, thread))
        return True

    def clear(self, channel: str, thread: str | None) -> None:
        """Start taking the sign away."""
        task = asyncio.create_task(self._show(Thread(channel, thread or ""), ""))
        self._clearing.add(task)
        task.add_done_callback(self._clearing.discard)

    async def _show(self, thread: Thread, status: str) -> None:
        outcome = await call(
            self._client.assistant_threads_setStatus(
                channel_id=thread.channel, thread_ts=thread.ts, status=status
            )
        )
        if not isinstance(outcome, Replied):
            log.info("status not shown", extra={"outcome": str(outcome)})
