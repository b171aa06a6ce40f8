"""The Home tab: for guests a reason, for administrators what failed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import LoopSettings
from bot.slack.messages import sentences
from bot.slack.service import Speed
from tests.slack.bot import Behind, behind, serving
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import seen
from tests.slack.people import Person
from tests.slack.state import View
from tests.slack.waits import eventually, settled

QUESTION = "What about caseloads of social workers?"
ONE_ATTEMPT = Speed(worker=LoopSettings(attempts=1, backoff=Backoff(first=0.05, most=0.1)))


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with running("http") as started:
        yield started


@pytest.fixture
async def back(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Behind]:
    back = behind(tmp_path)
    async with serving(slack, back, ONE_ATTEMPT):
        yield back


async def home_of(slack: LocalSlack, person: Person) -> View:
    person.open_home()
    return await slack.workspace.until(lambda: slack.workspace.homes.get(person.user.id))


async def test_a_guest_is_told_why_there_is_nothing(slack: LocalSlack, back: Behind) -> None:
    guest = slack.person("U0X", is_ultra_restricted=True)
    text = seen(await home_of(slack, guest))
    assert sentences.GUEST in text
    assert "What I read" not in text


async def test_a_question_asked_twice_is_listed_once(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    for _ in range(2):
        await slack.answer_to(asha.dm(QUESTION).message)
    await settled(back)
    assert seen(await home_of(slack, asha)).count(QUESTION) == 1


async def test_an_outcome_is_said_in_words(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    await slack.answer_to(asha.dm("zebra crossings?").message)
    assert "not in the guidance · " in seen(await home_of(slack, asha))


async def test_an_administrator_sees_what_failed_and_has_it_tried_again(
    slack: LocalSlack, back: Behind
) -> None:
    back.assistant.failures = 1
    admin, asked = slack.person("U0ADMIN"), slack.person("U0ASHA").dm(QUESTION)
    apology = await slack.answer_to(asked.message)
    assert apology.text == sentences.APOLOGY
    await settled(back)
    home = await home_of(slack, admin)
    assert "Given up: 1 received, 0 to be sent" in seen(home)
    assert "RuntimeError, after 1 attempt" in seen(home)
    assert QUESTION not in seen(home)
    admin.click(home, "replay_dead_letters")
    await eventually(lambda: len(slack.answers_to(asked.message)) == 2)
    assert "No worker should hold more cases" in slack.answers_to(asked.message)[1].text
