"""The whole local Slack on one port: Web API, Socket Mode, response URLs, people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Unpack

import pytest
from aiohttp import web

from tests.slack import chat_methods, conversation_methods, view_methods
from tests.slack.api import WebApi
from tests.slack.clock import Clock
from tests.slack.http_delivery import HttpDeliverer
from tests.slack.people import Person
from tests.slack.response_urls import ResponseUrls
from tests.slack.socket_delivery import SocketDeliverer
from tests.slack.state import Message, User, UserFlags, Workspace

BOTH_TRANSPORTS = pytest.mark.parametrize("transport", ["socket", "http"])
METHOD_MODULES = (chat_methods, conversation_methods, view_methods)


class LocalSlack:
    """A workspace with a port. `transport` is "socket" or "http"."""

    def __init__(self, transport: str = "socket", request_url: str = "") -> None:
        self.clock = Clock()
        self.workspace = Workspace(self.clock)
        self.api = WebApi(self.workspace, self.clock)
        self.links = ResponseUrls(self.workspace)
        self.sockets = SocketDeliverer(self.clock, self.workspace.tickets)
        self.http = HttpDeliverer(self.clock, request_url)
        self.transport = transport
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.workspace.base_url}/api/"

    @property
    def deliverer(self) -> SocketDeliverer | HttpDeliverer:
        """The transport in use."""
        return self.sockets if self.transport == "socket" else self.http

    def person(self, user_id: str, **flags: Unpack[UserFlags]) -> Person:
        """Somebody, made when new."""
        known = self.workspace.users.get(user_id)
        user: User = known or self.workspace.add_user(user_id, **flags)
        return Person(self.workspace, self.deliverer, user)

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/api/{method}", self.api.handle)
        app.router.add_get("/link", self.sockets.handle)
        app.router.add_post("/response/{id}", self.links.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.workspace.base_url = f"http://127.0.0.1:{port}"

    async def close(self) -> None:
        """Stop everything."""
        await self.sockets.close()
        await self.http.close()
        if self._runner:
            await self._runner.cleanup()

    def answers_to(self, question: Message) -> list[Message]:
        """What the bot posted in the question's thread after it, oldest first."""
        thread = self.workspace.thread(question.channel, question.root)
        return [m for m in thread if m.by_bot and m.ts > question.ts]

    async def answer_to(self, question: Message, timeout: float = 10.0) -> Message:
        """The first message in the question's thread, waited for."""
        found = await self.workspace.until(lambda: self.answers_to(question), timeout)
        return found[0]


@asynccontextmanager
async def running(transport: str = "socket", request_url: str = "") -> AsyncIterator[LocalSlack]:
    """A started local Slack, closed afterwards."""
    slack = LocalSlack(transport, request_url)
    await slack.start()
    try:
        yield slack
    finally:
        await slack.close()
