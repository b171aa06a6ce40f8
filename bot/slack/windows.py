"""Opens windows while the trigger lives; what cannot be shown is said in one."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.errors import StoreUnavailable
from bot.delivery.outbox import Method, Post
from bot.slack.actions import (
    CLARIFICATION_WINDOWS,
    FEEDBACK_WINDOWS,
    STAFF_WINDOWS,
    Button,
    Shortcut,
    parted,
)
from bot.slack.call import Replied, call
from bot.slack.edge.decision import Preview, Window
from bot.slack.errors import SlackUnavailable
from bot.slack.feedback.room import Room
from bot.slack.feedback.words import NOT_STAFF
from bot.slack.messages import sentences, windows
from bot.slack.messages.blocks import said
from bot.slack.places import paragraph_in_place
from bot.slack.ports import Domain
from corpus.document import ParagraphId
from index.errors import NoEdition

log = logging.getLogger(__name__)
OF_FEEDBACK = {Shortcut.FEEDBACK, Shortcut.SEND_FEEDBACK, Shortcut.CORRECT}


class WindowOpener:
    """Implements the edge's `Windows`."""

    def __init__(self, domain: Domain, client: AsyncWebClient, room: Room | None = None) -> None:
        self._domain = domain
        self._client = client
        self._room = room

    async def open(self, window: Window) -> None:
        """Open it; when Slack does not, say so to the person."""
        view = await self._refusal(window)
        if view is None:
            view = await asyncio.to_thread(self._view, window)
        outcome = await call(self._client.views_open(trigger_id=window.trigger, view=view))
        if isinstance(outcome, Replied):
            return
        log.warning(
            "window not opened", extra={"window": str(window.name), "outcome": str(outcome)}
        )
        if window.channel[:1] in {"C", "D", "G"}:
            await self._apologise(window)

    async def preview(self, preview: Preview) -> Mapping[str, Any]:
        """What a form shows next, inside the acknowledgement of what was typed."""
        desk = self._domain.desk
        if desk is None:
            return {"response_action": "clear"}
        return await asyncio.to_thread(desk.proposals.preview, preview.about, preview.fields)

    async def _refusal(self, window: Window) -> dict[str, Any] | None:
        """A window that says why not, when only staff may see the one that was asked for."""
        if window.name not in STAFF_WINDOWS or self._room is None:
            return None
        try:
            if await self._room.may_act(window.user):
                return None
        except SlackUnavailable as error:
            log.warning("staff not checked", extra={"code": error.code})
        return windows.notice_window(NOT_STAFF)

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
        if window.name is Button.PAUSE:
            may = window.user in self._domain.options.admins
            return windows.pause_window() if may else windows.notice_window(sentences.ADMIN_ONLY)
        if window.name in {*OF_FEEDBACK, *FEEDBACK_WINDOWS}:
            return self._feedback(window)
        return self._paragraph(window)

    def _feedback(self, window: Window) -> dict[str, Any]:
        desk = self._domain.desk
        if desk is None:
            return windows.feedback_off_window()
        if window.name in CLARIFICATION_WINDOWS:
            return desk.clarifications.view(window)
        return desk.view(window)

    def _paragraph(self, window: Window) -> dict[str, Any]:
        answer_id, paragraph_id = parted(window.value)
        try:
            base = self._domain.options.public_url
            place = paragraph_in_place(self._domain.library, ParagraphId(paragraph_id), base)
        except (KeyError, NoEdition):
            return windows.notice_window(sentences.PARAGRAPH_GONE)
        if window.name is Button.SHOW_PARAGRAPH:
            return windows.paragraph_window(place)
        today = self._domain.now().date()
        return windows.reference_window(place, answer_id=answer_id, consulted=today)
