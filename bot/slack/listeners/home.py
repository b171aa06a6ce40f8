"""The Home and Messages tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering.book import AskedBefore
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
    closed_view,
    home_view,
)
from bot.slack.policy import Admission, Policy
from bot.slack.ports import Domain
from bot.slack.work import sender
from corpus.document import Document
from index.errors import NoEdition

REFUSALS = {
    Admission.GUEST: sentences.GUEST,
    Admission.OTHER_ORGANISATION: sentences.OTHER_ORGANISATION,
}
LOOKED_BACK = 2 * MOST_QUESTIONS


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
        return tab(person, home_view(replace(home, staff=staff)), key)

    def _home(self, person: str) -> Home:
        edition, documents = self._corpus()
        desk = self._domain.desk
        admin = person in self._domain.options.admins
        asked = self._domain.book.recent(person, LOOKED_BACK)
        return Home(
            edition=edition,
            documents=documents,
            recent=_distinct(asked),
            feedback=desk.mine(person) if desk is not None else None,
            administration=self._administration(self._domain) if admin else None,
        )

    def _corpus(self) -> tuple[str, Sequence[Document]]:
        try:
            with self._domain.library.hold() as held:
                return str(held.edition), list(held.documents.values())
        except NoEdition:
            return "none", []


def tab(person: str, view: dict[str, Any], key: str) -> Post:
    """A person's Home tab as a post."""
    payload = {"view": view}
    return Post(f"{key}-home", person, Method.VIEW, payload, coalesce_key=f"home:{person}")


def _distinct(asked: Sequence[AskedBefore]) -> list[RecentQuestion]:
    """Each question once: "More like this" keeps an answer to the same question."""
    newest: dict[str, AskedBefore] = {}
    for one in asked:
        newest.setdefault(one.text, one)
    return [RecentQuestion(one.text, str(one.outcome), one.asked) for one in newest.values()]


class HomeListener:
    """Somebody opened the Home tab."""

    def __init__(self, page: HomePage, policy: Policy) -> None:
        self._page = page
        self._policy = policy

    async def __call__(self, claimed: Claimed) -> Sequence[Post]:
        """Publish the tab; to others than members, why there is nothing on it."""
        who = sender(claimed.body)
        admission = await self._policy.person(who)
        key = f"inbox-{claimed.inbox_id}"
        if admission in REFUSALS:
            return [tab(who.user, closed_view(REFUSALS[admission]), key)]
        if admission is not Admission.ADMITTED:
            return []
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
