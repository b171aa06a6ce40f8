"""What administrators may do on the Home tab; checked here, not where the button is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.delivery.outbox import Post
from bot.delivery.pause import LONGEST_REASON
from bot.slack.actions import Button
from bot.slack.listeners.home import HomePage
from bot.slack.messages.home import Administration, Failure
from bot.slack.ports import Domain
from bot.slack.work import Filled, Pressed, Sender


class Administrator:
    """Pause, resume, and try again what was given up."""

    def __init__(self, domain: Domain, home: HomePage) -> None:
        self._domain = domain
        self._home = home

    async def act(self, press: Pressed, key: str) -> Sequence[Post]:
        """Do it, and show the Home tab as it is then. Others press in vain."""
        if not self._may(press.sender):
            return []
        await asyncio.to_thread(self._do, press)
        return [await self._home.post(press.sender.user, key)]

    async def pause(self, form: Filled, key: str) -> Sequence[Post]:
        """Pause for the reason given, which everybody who asks is told."""
        if not self._may(form.sender):
            return []
        reason = " ".join(form.fields["reason"].split())[:LONGEST_REASON]
        await asyncio.to_thread(self._domain.switch.pause, reason, form.sender.user)
        return [await self._home.post(form.sender.user, key)]

    def _may(self, sender: Sender) -> bool:
        return sender.user in self._domain.options.admins

    def _do(self, press: Pressed) -> None:
        who = press.sender.user
        if press.action == Button.RESUME:
            self._domain.switch.resume(who)
        else:
            for letter in self._domain.inbox.dead_letters():
                self._domain.inbox.replay(letter.inbox_id, who)
            for post in self._domain.outbox.dead_posts():
                self._domain.outbox.replay(post.outbox_id, who)


def administration(domain: Domain) -> Administration:
    """How things stand, for an administrator's Home tab."""
    counts = domain.inbox.counts()
    letters, posts = domain.inbox.dead_letters(), domain.outbox.dead_posts()
    failures = [
        *(Failure(one.kind, one.error_kind, one.attempts, one.given_up) for one in letters),
        *(Failure(one.method, one.error_kind, one.attempts, one.planned) for one in posts),
    ]
    return Administration(
        paused=domain.switch.reason(),
        # What is being worked on is not counted: it is the opening of this very tab.
        waiting=counts.waiting + max(0, counts.working - 1),
        dead_letters=counts.dead,
        dead_posts=len(posts),
        failures=sorted(failures, key=lambda failure: failure.when, reverse=True),
    )
