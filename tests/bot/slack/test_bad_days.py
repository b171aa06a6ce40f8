"""Slack refuses, limits, forgets fields and comes in the wrong order: each question is answered
once all the same, where only the right people read it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web

from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.delivery.sender import SenderSettings
from bot.screening.screened import Screened
from bot.screening.screener import RuleScreener
from bot.slack.messages import sentences
from bot.slack.service import Speed
from tests.slack import payloads
from tests.slack.bot import PUBLIC_URL, Behind, behind, serving
from tests.slack.faults import Fault
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises, seen
from tests.slack.state import Json, Message
from tests.slack.waits import settled

QUESTION = "What about caseloads of social workers?"
ANSWER = "No worker should hold more cases than can be visited."
BACKOFF = Backoff(first=0.05, most=0.2)
QUICK = Speed(
    worker=LoopSettings(attempts=2, backoff=BACKOFF),
    sender=SenderSettings(look_again_seconds=0.1, backoff=BACKOFF),
)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with running("http") as started:
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    back = behind(tmp_path)
    async with serving(slack, back, QUICK):
        yield back


def posted(slack: LocalSlack) -> list[Message]:
    return [message for message in slack.workspace.messages if message.by_bot]


async def the_one_answer(slack: LocalSlack, back: Behind) -> Message:
    """What the bot posted, waited for; there is only one."""
    await slack.workspace.until(lambda: posted(slack), 15)
    await settled(back)
    assert len(posted(slack)) == 1
    assert ANSWER in seen(posted(slack)[0])
    return posted(slack)[0]


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "invalid_auth"])
async def test_a_token_that_is_refused_for_a_while_loses_nothing(
    slack: LocalSlack, back: Behind, code: str
) -> None:
    slack.api.faults.refuse("chat.postMessage", code, times=4)
    slack.person("U0ASHA").dm(QUESTION)
    await the_one_answer(slack, back)
    assert len(slack.api.faults.injected) == 4


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found", "is_archived"])
async def test_a_channel_that_closed_meanwhile_is_answered_directly(
    slack: LocalSlack, back: Behind, code: str
) -> None:
    asha, channel = slack.person("U0ASHA"), slack.workspace.add_channel("C0TEAM")
    slack.api.faults.refuse("chat.postMessage", code)
    asha.mention(channel, QUESTION)
    answer = await the_one_answer(slack, back)
    assert answer.channel == asha.dm_channel.id
    assert answer.text.startswith(sentences.DIRECTLY_INSTEAD)


async def test_a_private_refusal_that_cannot_be_posted_is_said_directly(
    slack: LocalSlack, back: Behind
) -> None:
    guest = slack.person("U0X", is_restricted=True)
    slack.api.faults.refuse("chat.postEphemeral", "user_not_in_channel")
    guest.mention(slack.workspace.add_channel("C0TEAM"), QUESTION)
    told = await slack.workspace.until(lambda: posted(slack))
    assert told[0].channel == guest.dm_channel.id
    assert sentences.GUEST in seen(told[0])


@pytest.mark.parametrize("code", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])
async def test_content_that_is_refused_is_said_in_words(
    slack: LocalSlack, back: Behind, code: str
) -> None:
    slack.api.faults.refuse("chat.postMessage", code)
    asked = slack.person("U0ASHA").dm(QUESTION)
    answer = await slack.answer_to(asked.message)
    await settled(back)
    assert answer.blocks == []
    assert ANSWER in answer.text
    assert len(posted(slack)) == 1


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited"])
async def test_a_limit_that_comes_as_an_error_is_waited_for(
    slack: LocalSlack, back: Behind, code: str
) -> None:
    slack.api.faults.refuse("chat.postMessage", code)
    slack.person("U0ASHA").dm(QUESTION)
    await the_one_answer(slack, back)
    assert len(slack.api.faults.injected) == 1


WAITED_FOR: list[Callable[[LocalSlack], None]] = [
    lambda slack: slack.api.faults.plan("users.info", Fault.RATE_LIMITED, times=4),
    lambda slack: slack.api.faults.plan("users.info", Fault.HTML, times=6),
    lambda slack: slack.api.faults.plan("users.info", Fault.RESET_BEFORE, times=8),
    lambda slack: slack.api.faults.plan("conversations.info", Fault.SERVER_ERROR, times=6),
    lambda slack: slack.api.faults.plan("auth.test", Fault.RATE_LIMITED, times=4),
]


@pytest.mark.parametrize("go_wrong", WAITED_FOR)
async def test_who_asks_is_found_out_however_long_slack_is_away(
    slack: LocalSlack, tmp_path: Path, go_wrong: Callable[[LocalSlack], None]
) -> None:
    """Two attempts would be an apology: waiting for Slack is not counted as one."""
    go_wrong(slack)
    back = behind(tmp_path)
    async with serving(slack, back, QUICK):
        slack.person("U0ASHA").mention(slack.workspace.add_channel("C0TEAM"), QUESTION)
        answer = await the_one_answer(slack, back)
        assert answer.channel == "C0TEAM"
        assert slack.api.faults.injected


def envelope(slack: LocalSlack, message: Message, **changes: object) -> Json:
    """A direct message's delivery with fields changed, or left out where the change is None."""
    asha = slack.person("U0ASHA")
    event = payloads.message_event(message, asha.dm_channel, asha.user)
    whole = payloads.event_callback(event)
    for name, value in changes.items():
        where = whole if name in whole else event
        where.pop(name, None)
        if value is not None:
            where[name] = value
    return whole


LEFT_OUT = ["event_id", "channel_type", "team", "team_id", "authorizations", "client_msg_id"]


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_a_field_that_is_left_out_loses_no_question(
    slack: LocalSlack, back: Behind, name: str
) -> None:
    asha = slack.person("U0ASHA")
    messages = [asha.writes(asha.dm_channel, f"{QUESTION} {n}") for n in range(2)]
    for message in messages:
        sent = envelope(slack, message, **{name: None, "unheard_of": {"a": [1]}})
        for _ in range(2):
            await slack.deliverer.send("events_api", copy.deepcopy(sent)).finished()
    for message in messages:
        assert ANSWER in seen(await slack.answer_to(message))
    await settled(back)
    assert len(posted(slack)) == 2


async def test_a_mention_without_authorizations_is_read_without_our_name(
    slack: LocalSlack, back: Behind
) -> None:
    asha, channel = slack.person("U0ASHA"), slack.workspace.add_channel("C0TEAM")
    await slack.answer_to(asha.dm("caseloads of workers").message)  # Slack has said who we are
    message = asha.writes(channel, f"<@U0GUIDEBOT> {QUESTION}")
    event = payloads.mention_event(message, channel, asha.user)
    sent = payloads.event_callback(event, channel)
    del sent["authorizations"]
    await slack.deliverer.send("events_api", sent).finished()
    await slack.answer_to(message)
    assert back.assistant.asked[-1][0] == QUESTION


@pytest.mark.parametrize("text", ["caseloads \\ud800 workers", "caseloads \\u0000 workers"])
async def test_odd_characters_are_answered(slack: LocalSlack, back: Behind, text: str) -> None:
    asha = slack.person("U0ASHA")
    message = asha.writes(asha.dm_channel, json.loads(f'"{text}"'))
    await slack.deliverer.send("events_api", envelope(slack, message)).finished()
    answer = await slack.answer_to(message)
    await settled(back)
    assert posted(slack) == [answer]


async def test_a_command_without_a_response_url_is_answered_directly(
    slack: LocalSlack, back: Behind
) -> None:
    asha, channel = slack.person("U0ASHA"), slack.workspace.add_channel("C0TEAM")
    for number in range(2):
        form = payloads.slash_command(
            asha.user,
            channel,
            command="/ask",
            text=f"{QUESTION} {number}",
            trigger="",
            response_url="",
        )
        await slack.deliverer.send("slash_commands", dict(form)).finished()
    await slack.workspace.until(lambda: len(posted(slack)) == 2)
    assert {message.channel for message in posted(slack)} == {asha.dm_channel.id}


USED_UP = [
    lambda: web.Response(status=404, text="used_url"),
    lambda: web.json_response({"ok": False, "error": "expired_url"}),
]


@pytest.mark.parametrize("refusal", USED_UP)
async def test_a_response_url_that_is_used_up_is_answered_directly(
    slack: LocalSlack, back: Behind, refusal: Callable[[], web.Response]
) -> None:
    asha, channel = slack.person("U0ASHA"), slack.workspace.add_channel("C0TEAM")
    slack.links.refusals.append(refusal())
    await asha.slash("/ask", QUESTION, channel).finished()
    assert (await the_one_answer(slack, back)).channel == asha.dm_channel.id


async def test_a_doubtful_answer_to_the_ask_form_is_looked_for(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    slack.api.faults.plan("chat.postMessage", Fault.RESET_AFTER)
    await asha.shortcut("ask_guidance").finished()
    view = asha.view()
    assert view is not None
    await asha.submitted(view, {"question": {"question": {"value": QUESTION}}})
    await the_one_answer(slack, back)


async def test_a_question_that_comes_after_its_deletion_is_not_answered(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    message = asha.writes(asha.dm_channel, QUESTION)
    late = envelope(slack, message)
    await asha.delete(message).finished()
    await slack.deliverer.send("events_api", late).finished()
    await settled(back)
    assert posted(slack) == []


async def test_a_question_that_comes_after_its_edit_is_answered_as_edited(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    message = asha.writes(asha.dm_channel, "do boards need lay members?")
    late = envelope(slack, message)
    await asha.edit(message, QUESTION).finished()
    await slack.deliverer.send("events_api", late).finished()
    assert "lay members" not in seen(await the_one_answer(slack, back))


async def test_an_edit_of_an_old_message_that_was_never_heard_is_no_question(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    message = asha.writes(asha.dm_channel, "do boards need lay members?")
    slack.clock.advance(3600)
    await asha.edit(message, QUESTION).finished()
    await settled(back)
    assert posted(slack) == []


async def test_the_sign_of_looking_is_taken_away_after_a_private_reply(
    slack: LocalSlack, back: Behind
) -> None:
    guest = slack.person("U0X", is_restricted=True)
    guest.mention(slack.workspace.add_channel("C0TEAM"), QUESTION)
    await slack.workspace.until(guest.private_messages)
    await slack.workspace.until(lambda: slack.workspace.statuses[-1].status == "")
    assert [status.status for status in slack.workspace.statuses] == [sentences.STATUS, ""]
    assert posted(slack) == []


async def test_a_sign_that_is_later_than_the_answer_is_taken_away(
    slack: LocalSlack, back: Behind
) -> None:
    slack.api.faults.plan("assistant.threads.setStatus", Fault.SLOW, seconds=3)
    asked = slack.person("U0ASHA").dm(QUESTION)
    await slack.answer_to(asked.message)
    await slack.workspace.until(lambda: len(slack.workspace.statuses) == 2)
    assert [status.status for status in slack.workspace.statuses] == [sentences.STATUS, ""]


class BrokenScreener(RuleScreener):
    """Fails on every text, as a bug on one of them would make it."""

    def _screen(self, text: str) -> Screened:
        raise RuntimeError(f"cannot read {text}")


async def test_a_message_that_cannot_be_screened_is_asked_for_again_and_kept_nowhere(
    slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    back = behind(tmp_path)
    async with serving(slack, back, QUICK, BrokenScreener()):
        asked = slack.person("U0ASHA").dm("Jamie Zorblat hides under the stairs")
        answer = await slack.answer_to(asked.message)
        await settled(back)
    assert "Please send it again" in answer.text
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"U0ASHA" in kept
    assert b"Zorblat" not in kept
    assert "Zorblat" not in caplog.text
