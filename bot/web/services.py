"""What the web pages need of the rest, handed in by `bootstrap`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answering.assistant import Assistant
from bot.answering.library import Library
from bot.screening.danger_card import DangerContacts
from bot.web.admin.desk import AdminDesk
from bot.web.feedback import FeedbackReader


class SlackReply(Protocol):
    """What is said back to a Slack delivery over HTTP."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def body(self) -> bytes:
        """The body as sent."""
        ...

    @property
    def content_type(self) -> str:
        """Its media type."""
        ...


class SlackDeliveries(Protocol):
    """The edge that Slack's HTTP deliveries pass; it verifies, screens and stores."""

    async def receive(self, headers: Mapping[str, str], body: bytes) -> SlackReply:
        """Handle one delivery. Never raises for anything that Slack, or anybody, sends."""
        ...


@dataclass(frozen=True)
class WebServices:
    """The service behind the pages. `readiness` gives each part's name and whether it works;
    `contacts` the danger card's local numbers; `feedback` is None while no token is set for it.
    """

    assistant: Assistant
    library: Library
    readiness: Callable[[], Mapping[str, bool]]
    today: Callable[[], date]
    contacts: Callable[[], DangerContacts | None]
    admin: AdminDesk
    slack: SlackDeliveries | None = None
    feedback: FeedbackReader | None = None
