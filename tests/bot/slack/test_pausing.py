"""Pausing answers from an administrator's Home tab, with the reason that askers are told."""

from __future__ import annotations

from bot.slack.messages import sentences
from tests.bot.slack.feedback_desk import box, filled
from tests.slack.bot import Behind
from tests.slack.local_slack import BOTH_TRANSPORTS, LocalSlack
from tests.slack.oracle import seen
from tests.slack.people import Person
from tests.slack.state import Json, View
from tests.slack.waits import eventually, settled

pytestmark = BOTH_TRANSPORTS


def because(reason: str) -> Json:
    """The form of pausing, filled in."""
    return filled("reason", box(reason))


async def pause_window(slack: LocalSlack, person: Person, home: View) -> View:
    """What the button of an administrator's Home tab opens for this person."""
    await person.click(home, "pause_answers").finished()
    window = person.view()
    assert window is not None
    return window


async def test_an_administrator_pauses_and_resumes(slack: LocalSlack, back: Behind) -> None:
    admin, asha = slack.person("U0ADMIN"), slack.person("U0ASHA")
    admin.open_home()
    home = await slack.workspace.until(lambda: slack.workspace.homes.get("U0ADMIN"))
    window = await pause_window(slack, admin, home)
    mistaken = await admin.submitted(window, because("  "))
    assert "Say why" in mistaken.reply["errors"]["reason"]  # type: ignore[index]
    await admin.submitted(
        window, because("The *new* guidance is being checked;\nask Jamie <after 3>.")
    )
    reason = "The *new* guidance is being checked; ask [child's name] <after 3>"
    await slack.workspace.until(lambda: reason in seen(slack.workspace.homes["U0ADMIN"]))
    assert back.switch.state().by == "U0ADMIN"  # type: ignore[union-attr]
    asked = asha.dm("caseloads of social workers")
    answer = await slack.answer_to(asked.message)
    assert f"Answers are paused: {reason}. Please" in seen(answer)
    admin.click(slack.workspace.homes["U0ADMIN"], "resume_answers")
    await eventually(lambda: back.switch.reason() is None)


async def test_nobody_else_pauses(slack: LocalSlack, back: Behind) -> None:
    admin, asha = slack.person("U0ADMIN"), slack.person("U0ASHA")
    admin.open_home()
    home = await slack.workspace.until(lambda: slack.workspace.homes.get("U0ADMIN"))
    assert sentences.ADMIN_ONLY in seen(await pause_window(slack, asha, home))
    form = await pause_window(slack, admin, home)
    await asha.submitted(form, because("it is Friday"))
    await settled(back)
    assert back.switch.reason() is None
