"""response_url: an app answers a command or a button, five times within thirty minutes."""

from __future__ import annotations

from aiohttp import web

from tests.slack.api import Refused
from tests.slack.chat_methods import check_content
from tests.slack.state import BOT_USER, Json, Message, ResponseUrl, Workspace

USES = 5
SECONDS = 30 * 60


class ResponseUrls:
    """The aiohttp handler of `/response/{id}`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.posted: list[Json] = []
        self.refusals: list[web.Response] = []
        """Given instead, each once."""

    async def handle(self, request: web.Request) -> web.Response:
        """Post, replace or remove; 404 for an unknown, used up or expired address."""
        link = self._workspace.response_urls.get(request.match_info["id"])
        body: Json = await request.json()
        if self.refusals:
            return self.refusals.pop(0)
        if link is None:
            return web.Response(status=404, text="no_service")
        if link.uses >= USES or self._workspace.clock.now() - link.made > SECONDS:
            return web.Response(status=404, text="used_url")
        link.uses += 1
        try:
            self._carry_out(link, body)
        except Refused as refused:
            return web.Response(status=400, text=str(refused))
        self.posted.append(body)
        return web.Response(text="ok")

    def _carry_out(self, link: ResponseUrl, body: Json) -> None:
        original = link.original
        if body.get("delete_original") and original is not None:
            store = self._workspace.ephemerals if original.visible_to else self._workspace.messages
            store.remove(original)
            self._workspace.changed()
            return
        check_content(body)
        if body.get("replace_original") and original is not None:
            original.text, original.blocks = body.get("text", ""), body.get("blocks") or []
            self._workspace.changed()
            return
        private = body.get("response_type", "ephemeral") != "in_channel"
        message = Message(
            link.channel,
            self._workspace.new_ts(),
            BOT_USER,
            body.get("text", ""),
            blocks=body.get("blocks") or [],
            thread_ts=body.get("thread_ts"),
            visible_to=link.user if private else None,
        )
        self._workspace.post(message)
