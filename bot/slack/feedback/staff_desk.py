"""What the NSDU's staff see on their Home tab; nothing for anybody else."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.delivery.outbox import Outbox
from bot.feedback.cards import card_key
from bot.feedback.item import Item
from bot.feedback.phrasing import Decision
from bot.feedback.register import NOBODY, Wanted
from bot.feedback.status import OPEN
from bot.slack.errors import SlackUnavailable
from bot.slack.feedback.desk import FeedbackDesk
from bot.slack.feedback.gaps import silence_hint
from bot.slack.feedback.look import PAGE, Look
from bot.slack.feedback.proposal_list import proposal_blocks
from bot.slack.feedback.room import Room
from bot.slack.feedback.staff_home import RegisterPage, card_link, register_blocks
from bot.slack.identity import Installation
from bot.slack.messages.blocks import Json, divider, formatted, small

log = logging.getLogger(__name__)
MOST_PROPOSALS = 3
UNOWNED = Wanted(OPEN, owner=NOBODY)


class StaffDesk:
    """Asks each time whether the person is staff: who has left the channel sees nothing more."""

    def __init__(
        self, desk: FeedbackDesk, room: Room, installation: Installation, outbox: Outbox
    ) -> None:
        self._desk = desk
        self._room = room
        self._installation = installation
        self._outbox = outbox

    async def home(self, person: str, look: Look) -> list[Json] | None:
        """The register and the proposals that wait, or None for whoever is not staff, and while
        Slack does not say who is.
        """
        try:
            if not await self._room.may_act(person):
                return None
            workspace = (await self._installation.identity()).url
        except SlackUnavailable as error:
            log.warning("staff not checked", extra={"code": error.code})
            return None
        return await asyncio.to_thread(self._blocks, look, workspace)

    def _blocks(self, look: Look, workspace: str) -> list[Json]:
        register = self._desk.register
        found = register.count(look.wanted())
        look = replace(look, page=min(look.page, max(0, found - 1) // PAGE))
        page = RegisterPage(
            look=look,
            items=register.list(look.wanted()),
            found=found,
            unclaimed=register.count(UNOWNED),
            now=self._desk.now(),
            link=lambda item: self._link(item, workspace),
        )
        return [*register_blocks(page), divider(), *self._proposals(), divider(), *silence_hint()]

    def _proposals(self) -> list[Json]:
        waiting = self._desk.proposals.page(Decision.WAITING, most=MOST_PROPOSALS)
        hint = "All of them: /policy-feedback phrasings"
        named = "Questions that still want their paragraph: /policy-feedback corrections"
        return [formatted("*Proposed phrasings*"), *proposal_blocks(waiting), small(hint, named)]

    def _link(self, item: Item, workspace: str) -> str | None:
        """The register learns where a card stands when somebody acts on it; the outbox knows."""
        ts = item.card_ts or self._outbox.posted_ts(card_key(item.number))
        if not ts or not item.channel or not workspace:
            return None
        return card_link(workspace, item.channel, ts)
