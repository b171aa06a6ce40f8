"""However often and in whatever order Slack delivers, each question is answered once."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.delivery.outbox import Method, Post
from bot.delivery.sender import SenderSettings
from bot.slack.messages import sentences
from bot.slack.service import Speed
from tests.slack import payloads
from tests.slack.bot import Behind, behind, serving
from tests.slack.faults import Fault
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import seen
from tests.slack.people import Person, Said
from tests.slack.waits import eventually, settled

QUESTION = "What about caseloads of social workers?"
QUICK = Speed(sender=SenderSettings(look_again_seconds=0.1, backoff=Backoff(first=0.05, most=0.2)))


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    back = behind(tmp_path)
    async with serving(slack, back, QUICK):
        yield back


async def again(slack: LocalSlack, said: Said) -> None:
    """The same delivery once more, as a retry or a replay brings it."""
    original = said.deliveries[0]
    await slack.deliverer.send(original.kind, copy.deepcopy(original.payload)).finished()


async def test_a_retry_is_acknowledged_and_not_answered(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm(QUESTION)
    await asked.acknowledged()
    for _ in range(5):
        await again(slack, asked)
    await slack.answer_to(asked.message)
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 1


async def test_a_replay_a_day_late_is_not_answered(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm(QUESTION)
    await slack.answer_to(asked.message)
    slack.clock.advance(24 * 3600)
    await again(slack, asked)
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 1


async def test_the_same_gesture_with_another_timestamp(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm(QUESTION)
    await slack.answer_to(asked.message)
    twin = copy.deepcopy(asked.deliveries[0].payload)
    twin["event_id"] = "Ev0OTHER"
    twin["event"]["ts"] = twin["event"]["event_ts"] = slack.workspace.new_ts()
    await slack.deliverer.send("events_api", twin).finished()
    await settled(back)
    assert len([m for m in slack.workspace.messages if m.by_bot]) == 1


@pytest.mark.parametrize("first", [0, 1])
async def test_twins_in_either_order(slack: LocalSlack, back: Behind, first: int) -> None:
    channel, asha = slack.workspace.add_channel("C0TEAM"), slack.person("U0ASHA")
    message = asha.writes(channel, f"<@U0GUIDEBOT> {QUESTION}")
    events = [
        payloads.mention_event(message, channel, asha.user),
        payloads.message_event(message, channel, asha.user),
    ]
    for event in (events[first], events[1 - first]):
        envelope = payloads.event_callback(event, channel)
        await slack.deliverer.send("events_api", envelope).finished()
    await slack.answer_to(message)
    await settled(back)
    assert len(slack.answers_to(message)) == 1


async def test_a_thread_is_answered_in_the_order_of_asking(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    back.assistant.seconds = 0.02
    first = asha.dm("caseloads of workers 0")
    rest = [asha.dm(f"caseloads of workers {n}", thread_ts=first.message.ts) for n in range(1, 8)]
    for said in (first, *rest):
        await said.acknowledged()
    await settled(back)
    assert [text for text, _ in back.assistant.asked] == [
        f"caseloads of workers {n}" for n in range(8)
    ]
    assert len(slack.answers_to(first.message)) == 8


async def test_a_press_that_comes_twice_is_done_once(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("directors board caseloads workers serious case reviews health visitors")
    answer = await slack.answer_to(asked.message)
    press = await asha.click(answer, "more_like_this").finished()
    await slack.deliverer.send("interactive", copy.deepcopy(press.payload)).finished()
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 2


FAULTS = [
    Fault.RESET_AFTER,
    Fault.RESET_BEFORE,
    Fault.SERVER_ERROR,
    Fault.HTML,
    Fault.RATE_LIMITED,
    Fault.SLOW,
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
async def test_a_bad_day_of_slack_is_one_answer(
    slack: LocalSlack, back: Behind, fault: Fault
) -> None:
    slack.api.faults.plan("chat.postMessage", fault, times=2, seconds=1)
    asked = slack.person("U0ASHA").dm(QUESTION)
    await slack.answer_to(asked.message, timeout=15)
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 1


async def test_refused_blocks_are_said_in_words(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm(QUESTION)
    held = back.domain.outbox
    await slack.answer_to(asked.message)
    broken = {"text": "Words.", "blocks": [{"type": "unheard of"}]}
    held.add([Post("broken", asked.message.channel, Method.POST, broken, asked.message.ts)])
    await slack.workspace.until(lambda: len(slack.answers_to(asked.message)) == 2)
    assert slack.answers_to(asked.message)[1].text == "Words."


async def test_an_edit_before_the_answer_restarts_it(slack: LocalSlack, back: Behind) -> None:
    back.assistant.seconds = 0.4
    asha = slack.person("U0ASHA")
    asked = await asha.dm("do boards need lay members?").acknowledged()
    await asha.edit(asked.message, QUESTION).finished()
    answer = await slack.answer_to(asked.message)
    await settled(back)
    assert "No worker should hold more cases" in seen(answer)
    assert len(slack.answers_to(asked.message)) == 1


async def test_an_edit_just_after_the_answer_changes_it(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("do boards need lay members?")
    answer = await slack.answer_to(asked.message)
    await settled(back)
    await asha.edit(asked.message, QUESTION).finished()
    await slack.workspace.until(lambda: answer.edited)
    assert "No worker should hold more cases" in seen(answer)
    assert len(slack.answers_to(asked.message)) == 1


async def test_an_edit_long_after_the_answer_changes_nothing(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("do boards need lay members?")
    answer = await slack.answer_to(asked.message)
    await settled(back)
    slack.clock.advance(120)
    await asha.edit(asked.message, QUESTION).finished()
    await settled(back)
    assert not answer.edited


async def test_a_deleted_question_is_not_answered(slack: LocalSlack, back: Behind) -> None:
    back.assistant.seconds = 0.4
    asha = slack.person("U0ASHA")
    asked = await asha.dm(QUESTION).acknowledged()
    await asha.delete(asked.message).finished()
    await settled(back)
    assert [m for m in slack.workspace.messages if m.by_bot] == []


async def test_a_question_that_cannot_be_answered_is_apologised_for(
    slack: LocalSlack, tmp_path: Path
) -> None:
    back = behind(tmp_path)
    back.assistant.failures = 99
    settings = LoopSettings(attempts=2, backoff=Backoff(first=0.05, most=0.1))
    async with serving(slack, back, Speed(worker=settings)):
        asked = slack.person("U0ASHA").dm(QUESTION)
        answer = await slack.answer_to(asked.message)
        await settled(back)
    assert answer.text == sentences.APOLOGY
    assert len(slack.answers_to(asked.message)) == 1
    letters = back.domain.inbox.dead_letters()
    assert [letter.error_kind for letter in letters] == ["RuntimeError"]


async def test_a_status_on_its_way_never_outlives_the_answer(
    slack: LocalSlack, back: Behind
) -> None:
    slack.api.faults.plan("assistant.threads.setStatus", Fault.SLOW, seconds=0.5)
    asked = slack.person("U0ASHA").dm(QUESTION)
    answer = await slack.answer_to(asked.message)
    assert slack.workspace.statuses[0].at < answer.at


def someone(slack: LocalSlack, kind: str) -> Person:
    flags = {
        "guest": {"is_restricted": True},
        "single-channel guest": {"is_ultra_restricted": True},
        "stranger": {"is_stranger": True},
        "other team": {"team": "T0OTHER"},
    }
    return slack.person("U0X", **flags[kind])  # type: ignore[arg-type]  # one flag each


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("guest", sentences.GUEST),
        ("single-channel guest", sentences.GUEST),
        ("stranger", sentences.OTHER_ORGANISATION),
        ("other team", sentences.OTHER_ORGANISATION),
    ],
)
async def test_who_may_not_ask_is_told_privately(
    slack: LocalSlack, back: Behind, kind: str, said: str
) -> None:
    person, channel = someone(slack, kind), slack.workspace.add_channel("C0TEAM")
    person.mention(channel, QUESTION)
    told = await slack.workspace.until(person.private_messages)
    await settled(back)
    assert [m.text for m in told] == [said]
    assert back.assistant.asked == []
    assert [m for m in slack.workspace.messages if m.by_bot] == []


async def test_nobody_is_answered_in_a_shared_channel(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asha.mention(slack.workspace.add_channel("C0EXT", is_ext_shared=True), QUESTION)
    told = await slack.workspace.until(asha.private_messages)
    assert told[0].text == sentences.SHARED_CHANNEL
    assert back.assistant.asked == []


async def test_unknown_people_are_refused(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    slack.workspace.users.pop("U0ASHA")
    asked = asha.dm(QUESTION)
    answer = await slack.answer_to(asked.message)
    assert answer.text == sentences.OTHER_ORGANISATION


DROPPED = {
    "a bot": {"bot_id": "B0OTHER"},
    "a bot with a profile": {"bot_profile": {"id": "B1"}},
    "a bot message": {"subtype": "bot_message"},
    "someone joined": {"subtype": "channel_join"},
    "Slackbot": {"user": "USLACKBOT"},
    "nobody": {"user": None},
    "ourselves": {"user": "U0GUIDEBOT"},
}
KEPT = {
    "a file with words": {"subtype": "file_share"},
    "sent to the channel too": {"subtype": "thread_broadcast"},
    "in the third person": {"subtype": "me_message"},
}


async def deliver(slack: LocalSlack, changes: dict[str, object]) -> Said:
    asha = slack.person("U0ASHA")
    message = asha.writes(asha.dm_channel, QUESTION)
    event = payloads.message_event(message, asha.dm_channel, asha.user) | changes
    delivery = slack.deliverer.send("events_api", payloads.event_callback(event))
    return await Said(message, [delivery]).acknowledged()


@pytest.mark.parametrize("changes", DROPPED.values(), ids=DROPPED.keys())
async def test_what_is_dropped(slack: LocalSlack, back: Behind, changes: dict[str, object]) -> None:
    said = await deliver(slack, changes)
    assert said.deliveries[0].acknowledged
    assert back.domain.inbox.counts().waiting == 0
    await settled(back)
    assert slack.answers_to(said.message) == []


@pytest.mark.parametrize("changes", KEPT.values(), ids=KEPT.keys())
async def test_what_is_answered(
    slack: LocalSlack, back: Behind, changes: dict[str, object]
) -> None:
    said = await deliver(slack, changes)
    assert await slack.answer_to(said.message)


async def test_a_late_window_is_said_to_be_late(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm(QUESTION).message)
    slack.api.faults.plan("views.open", Fault.HTML)
    await asha.click(answer, "show_paragraph").finished()
    told = await slack.workspace.until(asha.private_messages)
    assert told[0].text == sentences.WINDOW_FAILED


async def test_sockets_that_break_are_replaced(tmp_path: Path) -> None:
    async with running("socket") as slack:
        back = behind(tmp_path)
        async with serving(slack, back, QUICK):
            await eventually(lambda: len(slack.sockets.connections) == 2)
            await slack.sockets.warn()
            await eventually(lambda: len(slack.sockets.connections) == 2, timeout=15)
            slack.sockets.retry_delays = (1.0,) * 20
            slack.sockets.reset()
            asked = slack.person("U0ASHA").dm(QUESTION)
            await slack.answer_to(asked.message, timeout=25)
            await settled(back)
            assert len(slack.answers_to(asked.message)) == 1
