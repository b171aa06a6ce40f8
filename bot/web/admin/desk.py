"""What the administration pages work with, handed in by `bootstrap`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.audit import AuditTrail
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pause import PauseSwitch
from bot.screening.contact_book import ContactBook
from bot.web.admin.publication import Publication
from bot.web.admin.session import Sessions
from index.publish import Publisher


@dataclass(frozen=True)
class AdminDesk:
    """`https` says whether the pages are reached over it: the cookie then travels no other way."""

    sessions: Sessions
    publisher: Publisher
    publication: Publication
    switch: PauseSwitch
    inbox: Inbox
    outbox: Outbox
    contacts: ContactBook
    audit: AuditTrail
    today: Callable[[], date]
    https: bool

    def replay(self, who: str) -> int:
        """Try again every delivery and post that was given up; returns how many."""
        letters, posts = self.inbox.dead_letters(), self.outbox.dead_posts()
        again = [self.inbox.replay(letter.inbox_id, who) for letter in letters]
        again += [self.outbox.replay(post.outbox_id, who) for post in posts]
        return sum(again)
