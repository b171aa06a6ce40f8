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


class WaitingSign:
    """assistant.threads.setStatus, started when the question is stored.

    Slack clears the status when we post. A status that arrives after the answer would stay for two
    minutes, so the messenger settles it before it posts.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._shown: dict[Thread, asyncio.Task[None]] = {}

    def show(self, thread: Thread) -> None:
        """Start telling; failing to is no reason to stop."""
        task = asyncio.create_task(self._show(thread))
        self._shown[thread] = task
        task.add_done_callback(lambda _: self._shown.pop(thread, None))

    async def settle(self, channel: str, thread: str | None) -> None:
        """Wait until a status on its way to this thread has arrived, two seconds at most."""
        task = self._shown.get(Thread(channel, thread or ""))
        if task is not None:
            await asyncio.wait({task}, timeout=SETTLE_SECONDS)

    async def _show(self, thread: Thread) -> None:
        outcome = await call(
            self._client.assistant_threads_setStatus(
                channel_id=thread.channel, thread_ts=thread.ts, status=STATUS
            )
        )
        if not isinstance(outcome, Replied):
            log.info("status not shown", extra={"outcome": str(outcome)})
