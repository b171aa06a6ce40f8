"""The Home and Messages tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.inbox import Claimed
from bot.delivery.outbox import Method, Post
from bot.slack.call import call
from bot.slack.feedback.look import Look
from bot.slack.feedback.staff_desk import StaffDesk
from bot.slack.messages import sentences
from bot.slack.messages.home import (
    MOST_QUESTIONS,
    Administration,
    Home,
    RecentQuestion,
    home_view,
)
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.work import sender
from corpus.document import Document
from index.errors import NoEdition


class HomePage:
    """Builds one person's Home tab."""

    def __init__(
        self,
        domain: Domain,
        administration: Callable[[Domain], Administration],
        staff: StaffDesk | None = None,
    ) -> None:
        self._domain = domain
        self._administration = administration
        self._staff = staff

    async def post(self, person: str, key: str, look: Look | None = None) -> Post:
        """The tab as a post; of several that wait only the newest is sent. `look` is what staff
        see of the register.
        """
        staff = await self._staff.home(person, look or Look()) if self._staff else None
        home = await asyncio.to_thread(self._home, person)
        view = {"view": home_view(replace(home, staff=staff))}
        return Post(f"{key}-home", person, Method.VIEW, view, coalesce_key=f"home:{person}")

    def _home(self, person: str) -> Home:
        edition, documents = self._corpus()
        desk = self._domain.desk
        admin = person in self._domain.options.admins
        asked = self._domain.book.recent(person, MOST_QUESTIONS)
        return Home(
            edition=edition,
            documents=documents,
            recent=[RecentQuestion(a.text, str(a.outcome), a.asked) for a in asked],
            feedback=desk.mine(person) if desk is not None else None,
            administration=self._administration(self._domain) if admin else None,
        )

    def _corpus(self) -> tuple[str, Sequence[Document]]:
        try:
            with self._domain.library.hold() as held:
                return str(held.edition), list(held.documents.values())
        except NoEdition:
            return "none", []


class HomeListener:
    """Somebody opened the Home tab."""

    def __init__(self, page: HomePage, policy: Policy) -> None:
        self._page = page
        self._policy = policy

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """Publish the tab, to members only."""
        who = sender(claimed.body)
        if await self._policy.person(who) is not Admission.ADMITTED:
            return []
        key = f"inbox-{claimed.inbox_id}"
        return [await self._page.post(who.user, key)]


class MessagesTabListener:
    """Somebody opened the Messages tab: suggest what to ask."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """Not worth a retry: the tab works without suggestions."""
        prompts = [{"title": text, "message": text} for text in sentences.PROMPTS]
        await call(
            self._client.assistant_threads_setSuggestedPrompts(
                channel_id=sender(claimed.body).channel,
                prompts=prompts,
                title=sentences.PROMPTS_TITLE,
            )
        )
        return []
