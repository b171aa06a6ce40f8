"""What is done about feedback: forms that were sent, and buttons on the NSDU's cards."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.outbox import Method, Post
from bot.feedback.area import Area
from bot.feedback.item import SENDER, EntryKind
from bot.feedback.register import Actor, MoveOutcome, NoteOutcome
from bot.feedback.sealing import PREFIX, Person
from bot.feedback.status import By, Details, Status
from bot.slack.actions import CLARIFICATIONS, GAPS, Form
from bot.slack.conversation import conversation_with
from bot.slack.errors import SlackUnavailable
from bot.slack.feedback import words as say
from bot.slack.feedback.clarification_listener import ClarificationListener
from bot.slack.feedback.desk import FeedbackDesk
from bot.slack.feedback.form import TEXT, TEXT_AGAIN
from bot.slack.feedback.heat_list import HEAT_DAYS, MOST_DAYS, heat_message
from bot.slack.feedback.listing import register_message, wanted_of
from bot.slack.feedback.proposal_listener import ProposalListener
from bot.slack.feedback.refusals import refusal
from bot.slack.feedback.room import Room, RoomState
from bot.slack.feedback.room_listener import RoomListener
from bot.slack.feedback.staff_desk import StaffDesk
from bot.slack.listeners import replies
from bot.slack.messages import sentences
from bot.slack.messages.blocks import SlackMessage, said
from bot.slack.policy import Admission, Policy
from bot.slack.work import Filled, Pressed, Ran, Sender

log = logging.getLogger(__name__)
WAITS = (1.0, 2.0, 4.0, *[8.0] * 40)
"""Seconds; five and a half minutes in all, before the worker's own attempts count."""
Outcome = MoveOutcome | NoteOutcome
REFUSALS = {
    Admission.GUEST: sentences.GUEST,
    Admission.OTHER_ORGANISATION: sentences.OTHER_ORGANISATION,
}


class FeedbackListener:
    """May be called again for the same form or button after a crash; it is done once."""

    def __init__(
        self,
        desk: FeedbackDesk,
        policy: Policy,
        room: Room,
        client: AsyncWebClient,
        staff: StaffDesk,
    ) -> None:
        self.staff = staff
        self.room_changed = RoomListener(room, self.alerts)
        self.proposals = ProposalListener(desk.proposals, room)
        clarifications = ClarificationListener(desk.clarifications, room)
        self._desk = desk
        self._policy = policy
        self._room = room
        self._client = client
        self._forms: dict[str, Callable[[Filled, str], Awaitable[Sequence[Post]]]] = {
            Form.POLICY_FEEDBACK: self._receive,
            Form.FEEDBACK_ADD: self._of_sender,
            Form.FEEDBACK_WITHDRAW: self._of_sender,
            Form.FEEDBACK_CORRECTED: self.proposals.corrected,
            Form.CLARIFICATION_PUBLISH: clarifications.published,
            Form.CLARIFICATION_WITHDRAW: clarifications.withdrawn,
        }
        self._lists: dict[str, Callable[[Sequence[str]], Awaitable[SlackMessage]]] = {
            "list": self._listed,
            "phrasings": self.proposals.listed,
            "corrections": self.proposals.uncorrected,
            GAPS: clarifications.gaps,
            CLARIFICATIONS: clarifications.listed,
            "heat": self._heat,
        }

    async def submitted(self, form: Filled, key: str) -> Sequence[Post]:
        """A form. Its changes are committed with their own posts; returned are only refusals."""
        admission = await self._admission(form.sender)
        if admission is not Admission.ADMITTED:
            told = REFUSALS.get(admission)
            return [_directly(f"{key}-refusal", form.sender.user, said(told))] if told else []
        return await self._forms.get(form.form, self._of_staff)(form, key)

    async def _admission(self, sender: Sender) -> Admission:
        """Who this is. In a rush Slack names only so many people a minute: wait for our turn."""
        for seconds in WAITS:
            try:
                return await self._policy.person(sender)
            except SlackUnavailable:
                await asyncio.sleep(seconds)
        return await self._policy.person(sender)

    async def claimed(self, press: Pressed, key: str) -> Sequence[Post]:
        """The Claim button."""
        if not await self._room.may_act(press.sender.user):
            return [replies.to_presser(key, press, said(say.NOT_STAFF))]
        actor = Actor(press.sender.user, By.STAFF, key)
        move = partial(self._move, int(press.value), Status.CLAIMED, actor, Details())
        message = refusal(int(press.value), await self._change(move))
        return [replies.to_presser(key, press, message)] if message else []

    async def listed(self, run: Ran) -> SlackMessage:
        """`/policy-feedback` and the name of a list: for staff only."""
        if not await self._room.may_act(run.sender.user):
            return said(say.NOT_STAFF)
        name, *words = run.words.split()
        return await self._lists[name](words)

    async def _listed(self, words: Sequence[str]) -> SlackMessage:
        wanted = wanted_of(words)
        items = await asyncio.to_thread(self._desk.register.list, wanted)
        return register_message(items, self._desk.now())

    async def _heat(self, words: Sequence[str]) -> SlackMessage:
        days = int(words[0]) if words and words[0].isdecimal() else HEAT_DAYS
        days = min(max(days, 1), MOST_DAYS)
        report = await asyncio.to_thread(self._desk.heat, timedelta(days=days))
        return heat_message(report, days, self._desk.options.public_url)

    async def _receive(self, form: Filled, key: str) -> Sequence[Post]:
        user = form.sender.user
        person = Person(user, await conversation_with(self._client, user))
        state = await self._room.state()
        item = await asyncio.to_thread(self._desk.receive, form, person, key, state.channel)
        log.info("feedback received", extra={"number": item.number})
        return self.alerts(state)

    def alerts(self, state: RoomState) -> Sequence[Post]:
        """Tell the administrators, once a day a reason, that nothing is routed."""
        if state.reason is None:
            return []
        log.error("feedback is not routed", extra={"why": state.reason})
        text = say.ROOM_UNSAFE.format(reason=state.reason)
        day = self._desk.now().date().isoformat()
        return [
            _directly(f"feedback-room-{day}-{state.reason}-{admin}", admin, said(text))
            for admin in sorted(self._desk.options.admins)
        ]

    async def _of_sender(self, form: Filled, key: str) -> Sequence[Post]:
        """Adding to an item, or taking it back: only by the person who sent it."""
        own = await asyncio.to_thread(self._desk.own, form.sender.user, form.about)
        if own is None:
            return [_directly(f"{key}-refusal", form.sender.user, said(say.NOT_YOURS))]
        actor = Actor(SENDER, By.SENDER, key)
        if form.form == Form.FEEDBACK_WITHDRAW:
            change = partial(self._move, own.number, Status.WITHDRAWN, actor, Details())
        else:
            text = form.fields.get(TEXT) or form.fields.get(TEXT_AGAIN) or ""
            change = partial(self._note, own.number, EntryKind.ADDITION, actor, text)
        message = refusal(own.number, await self._change(change))
        # To the sealed address: a row of the outbox must not tell who sent the item.
        address = PREFIX + own.origin.sealed
        return [_directly(f"{key}-refusal", address, message)] if message else []

    async def _of_staff(self, form: Filled, key: str) -> Sequence[Post]:
        user = form.sender.user
        if not await self._room.may_act(user):
            return [_directly(f"{key}-refusal", user, said(say.NOT_STAFF))]
        actor = Actor(user, By.STAFF, key)
        number, change = self._staff_change(form, actor)
        message = refusal(number, await self._change(change))
        return [_directly(f"{key}-refusal", user, message)] if message else []

    def _staff_change(
        self, form: Filled, actor: Actor
    ) -> tuple[int, Callable[[str | None], Outcome]]:
        fields = form.fields
        if form.form == Form.FEEDBACK_SEND:
            about, reply = json.loads(form.about)
            return int(about), partial(self._note, int(about), EntryKind.REPLY, actor, reply)
        number = int(form.about)
        if form.form == Form.FEEDBACK_AREA:
            return number, partial(self._area, number, Area[fields["area"]], actor)
        if form.form == Form.FEEDBACK_MERGE:
            details = Details(target=int(fields["target"].lstrip("# ")))
            return number, partial(self._move, number, Status.MERGED, actor, details)
        details = Details(fields.get("words", ""), link=fields.get("link", ""))
        return number, partial(self._move, number, Status[fields["to"]], actor, details)

    async def _change(self, change: Callable[[str | None], Outcome]) -> Outcome:
        """Change an item; its card is drawn anew only while the channel is the NSDU's own."""
        return await asyncio.to_thread(change, (await self._room.state()).channel)

    def _move(
        self, number: int, to: Status, actor: Actor, details: Details, channel: str | None
    ) -> Outcome:
        announce = self._desk.teller(channel).changing
        return self._desk.register.move(number, to, actor, details, announce)

    def _note(
        self, number: int, kind: EntryKind, actor: Actor, text: str, channel: str | None
    ) -> Outcome:
        announce = self._desk.teller(channel).changing
        return self._desk.register.note(number, kind, actor, text, announce)

    def _area(self, number: int, area: Area, actor: Actor, channel: str | None) -> Outcome:
        announce = self._desk.teller(channel).changing
        return self._desk.register.set_area(number, area, actor, announce)


def _directly(key: str, channel: str, message: SlackMessage) -> Post:
    return Post(key, channel, Method.POST, message.payload)
