"""Socket Mode on a bad day: connections are refused, renewed, broken; nothing is lost."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.slack.service import SlackService
from tests.slack.bot import behind, serving
from tests.slack.faults import Fault
from tests.slack.local_slack import LocalSlack, running
from tests.slack.waits import eventually

QUESTION = "What about caseloads of social workers?"


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with running("socket") as started:
        yield started


@pytest.fixture
async def service(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[SlackService]:
    async with serving(slack, behind(tmp_path)) as service:
        await eventually(lambda: len(slack.sockets.connections) == 2)
        yield service


async def test_a_probe_sees_the_connections(slack: LocalSlack, service: SlackService) -> None:
    assert service.sockets is not None
    assert service.connected
    assert service.sockets.seconds_since_envelope() is None
    await slack.answer_to(slack.person("U0ASHA").dm(QUESTION).message)
    age = service.sockets.seconds_since_envelope()
    assert age is not None
    assert age < 5


FAILING: dict[str, Callable[[LocalSlack], None]] = {
    "500": lambda slack: slack.api.faults.plan("apps.connections.open", Fault.SERVER_ERROR, 3),
    "429": lambda slack: slack.api.faults.plan("apps.connections.open", Fault.RATE_LIMITED, 2),
    "no": lambda slack: slack.api.faults.refuse("apps.connections.open", "internal_error", 3),
    "wrong token": lambda slack: slack.api.faults.refuse(
        "apps.connections.open", "invalid_auth", 3
    ),
    "reset": lambda slack: slack.api.faults.plan("apps.connections.open", Fault.RESET_BEFORE, 4),
    "refused dials": lambda slack: setattr(slack.sockets, "refuse_dials", 3),
}


@pytest.mark.parametrize("go_wrong", FAILING.values(), ids=FAILING.keys())
async def test_connecting_fails_at_first(
    slack: LocalSlack, tmp_path: Path, go_wrong: Callable[[LocalSlack], None]
) -> None:
    go_wrong(slack)
    async with serving(slack, behind(tmp_path)):
        await eventually(lambda: len(slack.sockets.connections) == 2, timeout=15)
        answer = await slack.answer_to(slack.person("U0ASHA").dm(QUESTION).message)
        assert answer.by_bot
        assert not slack.sockets.refuse_dials
        assert all(not planned.times for planned in slack.api.faults.planned)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled", "new words"])
async def test_a_renewed_connection_loses_no_command(
    slack: LocalSlack, service: SlackService, reason: str
) -> None:
    """Slack does not send a command twice."""
    opened, asha = slack.sockets.opened, slack.person("U0ASHA")
    sent = [asha.slash("/ask", f"{QUESTION} {number}") for number in range(5)]
    await slack.sockets.warn(reason, most=1)
    sent += [asha.slash("/ask", f"{QUESTION} {number}") for number in range(5)]
    for delivery in sent:
        await delivery.finished()
    assert all(delivery.acknowledged for delivery in sent)
    await eventually(lambda: slack.sockets.opened == opened + 1)
    await eventually(lambda: len(slack.sockets.connections) == 2)


STRANGE = ["not JSON", "[1]", '{"type": "goodbye"}', '{"envelope_id": "e1"}', '{"type": null}']


@pytest.mark.parametrize("text", STRANGE)
async def test_what_slack_may_say_one_day_breaks_no_connection(
    slack: LocalSlack, service: SlackService, text: str
) -> None:
    await slack.sockets.say(text)
    unknown = await slack.deliverer.send("a_new_kind", {"a": 1}).finished()
    assert unknown.acknowledged
    await slack.answer_to(slack.person("U0ASHA").dm(QUESTION).message)
    assert slack.sockets.opened == 2


async def test_an_envelope_whose_payload_is_text_is_acknowledged(
    slack: LocalSlack, service: SlackService
) -> None:
    sent = slack.deliverer.send("events_api", json.loads('"words"'))
    assert (await sent.finished()).acknowledged


async def test_connections_that_break_are_dialled_again(
    slack: LocalSlack, service: SlackService
) -> None:
    opened = slack.sockets.opened
    slack.sockets.reset()
    await eventually(lambda: len(slack.sockets.connections) == 2, timeout=10)
    assert slack.sockets.opened == opened + 2
    assert (await slack.answer_to(slack.person("U0ASHA").dm(QUESTION).message)).by_bot
