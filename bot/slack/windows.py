"""Opens windows while the trigger lives; what cannot be shown is said in one."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.errors import StoreUnavailable
from bot.delivery.outbox import Method, Post
from bot.slack.actions import FEEDBACK_WINDOWS, Button, Shortcut, parted
from bot.slack.call import Replied, call
from bot.slack.edge.decision import Window
from bot.slack.messages import sentences, windows
from bot.slack.messages.blocks import said
from bot.slack.ports import Domain
from corpus.document import ParagraphId
from index.errors import NoEdition

log = logging.getLogger(__name__)


class WindowOpener:
    """Implements the edge's `Windows`."""

    def __init__(self, domain: Domain, client: AsyncWebClient) -> None:
        self._domain = domain
        self._client = client

    async def open(self, window: Window) -> None:
        """Open it; when Slack does not, say so to the person."""
        view = await asyncio.to_thread(self._view, window)
        outcome = await call(self._client.views_open(trigger_id=window.trigger, view=view))
        if isinstance(outcome, Replied):
            return
        log.warning(
            "window not opened", extra={"window": str(window.name), "outcome": str(outcome)}
        )
        if window.channel[:1] in {"C", "D", "G"}:
            await self._apologise(window)

    async def _apologise(self, window: Window) -> None:
        payload = {"user": window.user, **said(sentences.WINDOW_FAILED).payload}
        key = f"window-{uuid.uuid4()}"
        try:
            post = Post(key, window.channel, Method.EPHEMERAL, payload)
            await asyncio.to_thread(self._domain.outbox.add, [post])
        except StoreUnavailable:
            log.warning("apology not planned")

    def _view(self, window: Window) -> dict[str, Any]:
        if window.name in {Button.ASK, Shortcut.ASK}:
            return windows.ask_window()
        if window.name is Button.FEEDBACK:
            return windows.reasons_window(parted(window.value)[1])
        if window.name in {Shortcut.FEEDBACK, Shortcut.SEND_FEEDBACK, *FEEDBACK_WINDOWS}:
            return self._feedback(window)
        return self._paragraph(window)

    def _feedback(self, window: Window) -> dict[str, Any]:
        if self._domain.desk is None:
            return windows.feedback_off_window()
        return self._domain.desk.view(window)

    def _paragraph(self, window: Window) -> dict[str, Any]:
        answer_id, paragraph_id = parted(window.value)
        try:
            place = self._place(ParagraphId(paragraph_id))
        except (KeyError, NoEdition):
            return windows.notice_window(sentences.PARAGRAPH_GONE)
        if window.name is Button.SHOW_PARAGRAPH:
            return windows.paragraph_window(place)
        today = self._domain.now().date()
        return windows.reference_window(place, answer_id=answer_id, consulted=today)

    def _place(self, paragraph_id: ParagraphId) -> windows.ParagraphInPlace:
        with self._domain.library.hold() as held:
            paragraph = held.by_id[paragraph_id]
            before, after = held.neighbours(paragraph_id)
            document = held.documents[paragraph.document]
        base = self._domain.options.public_url.rstrip("/")
        url = f"{base}/read/{paragraph.document}#{paragraph.anchor}"
        return windows.ParagraphInPlace(document, paragraph, before, after, url)
