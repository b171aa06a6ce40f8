"""Once a minute: route what was kept, name what nobody has claimed, post the weekly digest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.errors import StoreUnavailable
from bot.delivery.fault import kind_of, place_of
from bot.delivery.outbox import IfUnsure, Method, Outbox, Post
from bot.feedback.digest import WEEK, Week, digest, overdue, week_of
from bot.feedback.gaps import gaps
from bot.feedback.insight import heat
from bot.feedback.register import EVERY, Change, Wanted
from bot.feedback.status import Status
from bot.feedback.working_days import LONDON, day_of, is_working_day, on_turn
from bot.slack.feedback.desk import FeedbackDesk
from bot.slack.feedback.listener import FeedbackListener
from bot.slack.feedback.notices import unclaimed_notice, weekly_digest
from bot.slack.feedback.room import Room
from bot.slack.messages.blocks import SlackMessage

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
HOUR = 9
"""Notices come from nine o'clock in London, on working days."""
LOOK_BACK = timedelta(days=28)


class FeedbackRounds:
    """Any number of processes may go round: each notice has one name, so it is posted once."""

    def __init__(
        self,
        desk: FeedbackDesk,
        room: Room,
        listener: FeedbackListener,
        outbox: Outbox,
        planned: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._room = room
        self._listener = listener
        self._outbox = outbox
        self._planned = planned
        self._away_since: datetime | None = None

    async def run(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Go round until cancelled. A round that fails is logged; the next one does its work."""
        while True:
            try:
                await self.once()
            except StoreUnavailable as error:
                log.warning("feedback round: %s", error)
            except Exception as error:  # one bad round must not end all later ones
                log.error("feedback round: %s at %s", kind_of(error), place_of(error))
            await asyncio.sleep(every_seconds)

    async def once(self) -> None:
        """One round."""
        state = await self._room.state()
        if state.channel is None:
            self._away_since = self._away_since or self._desk.now()
            waiting = await asyncio.to_thread(self._desk.register.list, Wanted(limit=1))
            alerts = self._listener.alerts(state) if waiting else ()
            await asyncio.to_thread(self._outbox.add, alerts)
        else:
            await asyncio.to_thread(self._route, state.channel)
            if self._away_since is not None:
                await asyncio.to_thread(self._redraw, state.channel, self._away_since)
                self._away_since = None
            await asyncio.to_thread(self._notices, state.channel)
        self._planned()

    def _route(self, channel: str) -> None:
        announce = self._desk.teller(channel).placing
        routed = self._desk.register.route(channel, announce)
        if routed:
            log.info("feedback routed late", extra={"items": routed})

    def _redraw(self, channel: str, since: datetime) -> None:
        """Cards of what changed while nothing could be posted."""
        register, announce = self._desk.register, self._desk.teller(channel).redrawing
        for number in {entry.number for entry in register.log(since)}:
            item, history = register.find(number), register.history(number)
            if item is not None and item.routed is not None:
                self._outbox.add(announce(Change(item, history[-1], history, ())))

    def _notices(self, channel: str) -> None:
        now = self._desk.now()
        today = day_of(now)
        if not is_working_day(today) or now.astimezone(LONDON).hour < HOUR:
            return
        new = Wanted(frozenset({Status.NEW}), limit=EVERY)
        late = overdue(self._desk.register.list(new), now, self._desk.options.claim_days)
        if late:
            person = on_turn(self._desk.options.rota, today)
            self._post(f"feedback-daily-{today}", channel, unclaimed_notice(late, person, now))
        key = f"feedback-week-{week_of(now)}"
        if self._outbox.posted_ts(key) is None:
            self._post(key, channel, self._digest())

    def _digest(self) -> SlackMessage:
        now, register, asked = self._desk.now(), self._desk.register, self._desk.asked
        items = register.list(Wanted(limit=EVERY))
        recent = [item for item in items if item.received >= now - LOOK_BACK]
        week = Week(
            items=items,
            log=register.log(now - LOOK_BACK),
            heat=heat(asked.cited(now - LOOK_BACK), recent),
            gaps=gaps(asked.unanswered(now - WEEK), self._desk.encoder),
        )
        return weekly_digest(week_of(now), digest(week, now))

    def _post(self, key: str, channel: str, message: SlackMessage) -> None:
        again = IfUnsure.AGAIN
        self._outbox.add([Post(key, channel, Method.POST, message.payload, if_unsure=again)])
