"""What nobody has claimed is named, the week is told in numbers, what was kept is routed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feedback.area import Area
from bot.feedback.item import About, EntryKind, NewItem, Origin
from bot.feedback.register import Actor
from bot.feedback.sealing import Person, Sealer
from bot.feedback.status import By, Details, Status
from bot.feedback.working_days import on_turn
from bot.screening.screened import Screened
from bot.slack.feedback import words as say
from tests.bot.slack.feedback_desk import CHANNEL, OPTIONS, FeedbackOffice
from tests.conftest import Clock
from tests.slack.bot import FEEDBACK_KEY, Behind, behind, serving
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import seen
from tests.slack.stand_ins import SmallAssistant
from tests.slack.state import Message
from tests.slack.waits import eventually, settled

PLACE = About("one-year-on-2010", "one-year-on-2010.para-2", "One Year On, para 2", "/read/x")
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    started = Clock()
    started.moment = WEDNESDAY
    return started


@pytest.fixture
def back(tmp_path: Path, clock: Clock) -> Behind:
    return behind(tmp_path, feedback=OPTIONS, now=clock)


def receive(back: Behind, text: str, channel: str | None = CHANNEL) -> int:
    desk = back.domain.desk
    assert desk is not None
    sealed = Sealer(FEEDBACK_KEY).seal(Person("U0ASHA", "D0ASHA"))
    new = NewItem(text, PLACE, Area.DATA, Origin(sealed, "mark"))
    return desk.register.receive(new, text, desk.teller(channel).receiving).number


def starting(slack: LocalSlack, *words: str) -> list[Message]:
    posted = slack.workspace.messages
    return [m for m in posted if m.channel == CHANNEL and all(w in seen(m) for w in words)]


async def a_round(slack: LocalSlack, back: Behind) -> None:
    """The service runs, goes round once and stops."""

    def looked() -> int:
        return len(slack.api.called("conversations.info"))

    before = looked()
    async with serving(slack, back):
        await eventually(lambda: looked() > before or None)
        await asyncio.sleep(0.2)  # the rest of the round: no call of Slack's tells its end
        await settled(back)


async def test_what_nobody_claims_for_two_working_days_is_named_once_a_day(
    slack: LocalSlack, back: Behind, clock: Clock
) -> None:
    FeedbackOffice(slack, back).open()
    slack.workspace.dm_of("U0ASHA")
    receive(back, "waiting since Wednesday")
    clock.moment = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # Friday: not two whole days yet
    await a_round(slack, back)
    assert not starting(slack, "no owner yet")
    clock.moment = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)  # Saturday
    await a_round(slack, back)
    assert not starting(slack, "no owner yet")
    clock.moment = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)  # Monday, before nine
    await a_round(slack, back)
    assert not starting(slack, "no owner yet")
    clock.moment += timedelta(minutes=2)
    await a_round(slack, back)
    await a_round(slack, back)
    (named,) = starting(slack, "1 item has no owner yet", "#1 · 3 working days")
    person = on_turn(OPTIONS.rota, clock.moment.date())
    assert {"type": "user", "user_id": person} in named.blocks[1]["elements"][0]["elements"]
    clock.moment += timedelta(days=1)
    await a_round(slack, back)
    assert len(starting(slack, "no owner yet")) == 2


async def test_the_week_in_numbers(slack: LocalSlack, back: Behind, clock: Clock) -> None:
    FeedbackOffice(slack, back).open()
    slack.workspace.dm_of("U0ASHA")
    desk = back.domain.desk
    assert desk is not None
    first, announce = receive(back, "first"), desk.teller(CHANNEL).changing
    receive(back, "second")
    assistant = SmallAssistant()
    for number, question in enumerate(["zebra crossings", "zebra crossings?", "caseloads"]):
        answer = assistant.answer(Screened(question))
        back.book.keep(answer, question=str(number), person="U1", conversation="c")
        clock.forward(1)
    clock.moment += timedelta(days=1)
    claim = Actor("U0ANN", By.STAFF, "claim")
    desk.register.move(first, Status.CLAIMED, claim, Details(), announce)
    clock.moment += timedelta(days=1)
    reply = Actor("U0ANN", By.STAFF, "reply")
    desk.register.note(first, EntryKind.REPLY, reply, "Which one?", announce)
    clock.moment = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    await a_round(slack, back)
    await a_round(slack, back)
    (posted,) = starting(slack, "Policy feedback, week 2026-W48")
    text = seen(posted)
    assert "New this week: 2 · Open: 2 · Oldest open: #1, 3 working days" in text
    assert "Median working days to claim: 1 · to first reply: 2" in text
    assert "Understanding need, performance and data: 2" in text
    assert "One Year On, para 2: 1 questions, 0 thumbs down, 2 items" in text
    assert "did not answer: 2\nzebra crossings (2)" in text


async def test_what_was_kept_is_routed_in_order_when_the_channel_is_put_right(
    slack: LocalSlack, back: Behind
) -> None:
    office = FeedbackOffice(slack, back)
    office.open()
    slack.workspace.dm_of("U0ASHA")
    slack.workspace.channels[CHANNEL].is_ext_shared = True
    for number in range(3):
        receive(back, f"kept {number}", channel=None)
    slack.person("U0ADMIN")
    await a_round(slack, back)
    assert office.cards() == []
    told = [m for m in slack.workspace.messages if m.channel == "D0ADMIN"]
    assert [m.text for m in told] == [
        say.ROOM_UNSAFE.format(reason="the channel is shared with another organisation")
    ]
    slack.workspace.channels[CHANNEL].is_ext_shared = False
    await a_round(slack, back)
    await a_round(slack, back)
    assert ["kept" in seen(card) for card in office.cards()] == [True] * 3
    assert [f"#{n} · New" in seen(card) for n, card in enumerate(office.cards(), 1)] == [True] * 3


async def test_the_register_is_listed_for_staff_alone(slack: LocalSlack, back: Behind) -> None:
    FeedbackOffice(slack, back).open()
    slack.workspace.dm_of("U0ASHA")
    receive(back, "thresholds differ")
    receive(back, "caseloads are high")
    ann, eve = slack.person("U0ANN"), slack.person("U0EVE")
    async with serving(slack, back):
        await ann.slash("/policy-feedback", "list new data caseloads").finished()
        listed = (await slack.workspace.until(ann.private_messages))[0]
        assert "caseloads are high" in seen(listed)
        assert "thresholds differ" not in seen(listed)
        await eve.slash("/policy-feedback", "list").finished()
        refused = (await slack.workspace.until(eve.private_messages))[0]
        assert refused.text == say.NOT_STAFF


async def test_a_lost_seal_stops_only_its_own_message(
    slack: LocalSlack, back: Behind, tmp_path: Path
) -> None:
    """With another key the sender cannot be told, but the card is posted all the same."""
    office = FeedbackOffice(slack, back)
    office.open()
    desk = back.domain.desk
    assert desk is not None
    new = NewItem("sealed by another key", PLACE, Area.DATA, Origin("gAAAAnonsense", "mark"))
    desk.register.receive(new, "act", desk.teller(CHANNEL).receiving)
    async with serving(slack, replace(back)):
        card = await office.card(1)
    assert "sealed by another key" in seen(card)


async def test_what_is_talked_about_is_told_to_staff_alone(slack: LocalSlack, back: Behind) -> None:
    FeedbackOffice(slack, back).open()
    slack.workspace.dm_of("U0ASHA")
    receive(back, "one more thing on caseloads")
    assistant = SmallAssistant()
    for number in range(6):
        answer = assistant.answer(Screened(f"caseloads of social workers {number}"))
        back.book.keep(answer, question=str(number), person=f"U{number}", conversation="c")
    ann, eve = slack.person("U0ANN"), slack.person("U0EVE")
    async with serving(slack, back):
        await ann.slash("/policy-feedback", "heat 28").finished()
        text = seen((await slack.workspace.until(ann.private_messages))[0])
        assert "What is talked about, last 28 days" in text
        assert "6 questions · no thumb down · 1 feedback item" in text
        assert "/read/one-year-on-2010/para-2|One Year On, para 2" in text
        assert "One Year On › 2. Progress › Local leadership" in text
        await eve.slash("/policy-feedback", "heat").finished()
        refused = (await slack.workspace.until(eve.private_messages))[0]
        assert refused.text == say.NOT_STAFF
