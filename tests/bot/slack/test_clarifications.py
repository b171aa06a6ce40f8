"""From a question the guidance does not answer to the NSDU's clarification, over the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.answering.answer import Answer
from bot.answering.notices import CHECK
from bot.feedback.working_days import day_of
from bot.slack.feedback import words as say
from bot.slack.feedback.clarification_desk import GONE, UNIT
from bot.slack.feedback.clarification_windows import HIDDEN
from bot.slack.messages.dates import in_words
from tests.bot.slack.feedback_desk import CHANNEL, OPTIONS, FeedbackOffice, box, filled
from tests.slack.bot import PUBLIC_URL, behind, serving
from tests.slack.http_delivery import Delivery
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises, labels, seen
from tests.slack.people import Person
from tests.slack.state import Json, Message, View
from tests.slack.waits import eventually, settled

QUESTION = "Which zebra crossing patrol level suits walking buses?"
SAID = "Level 3, & the <!channel> lead arranges it.\nAsk your board first."
DAY = 86_400.0


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with running("socket") as started:
        yield started
        assert broken_promises(started.workspace, links=(PUBLIC_URL,)) == []


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[FeedbackOffice]:
    back = behind(
        tmp_path,
        feedback=OPTIONS,
        now=lambda: datetime.fromtimestamp(slack.clock.now(), UTC),
    )
    made = FeedbackOffice(slack, back)
    made.open()
    async with serving(slack, back):
        yield made


def today(office: FeedbackOffice) -> date:
    return day_of(datetime.fromtimestamp(office.slack.clock.now(), UTC))


def long(day: date) -> str:
    return in_words(day.isoformat())


async def asked(office: FeedbackOffice, person: Person, question: str = QUESTION) -> Message:
    """Ask in a direct message; the answer."""
    return await office.slack.answer_to(person.dm(question).message)


def answers_to(office: FeedbackOffice, person: Person) -> list[Answer]:
    """What is kept of a person's answers, newest first."""
    book = office.back.book
    found = [book.find(one.answer_id) for one in book.recent(person.user.id, 9)]
    return [one for one in found if one is not None]


async def listed(person: Person, words: str) -> Message:
    """What a list command shows."""
    before = len(person.private_messages())
    await person.slash("/policy-feedback", words).finished()
    found = await person.workspace.until(lambda: person.private_messages()[before:])
    return found[0]


async def write(
    office: FeedbackOffice, person: Person, view: View, **given: str | date
) -> Delivery:
    """Fill in the form and press Show it first."""
    values: Json = {}
    for name, what in ({"text": SAID, "name": "Ann O’Brien-Smith"} | given).items():
        picked = {"selected_date": what.isoformat()} if isinstance(what, date) else box(what)
        values |= filled(name, picked)
    return await office.submitted(person, view, values)


async def publish(office: FeedbackOffice, person: Person, **given: str | date) -> None:
    """Answer the first gap of the list, look at the preview and publish it."""
    gaps = await listed(person, "gaps")
    view = await office.press(person, gaps, "clarification_write")
    await write(office, person, view, **given)
    await office.submitted(person, office.window(person), {})
    await office.told(person, "is published")


async def test_a_gap_is_answered_and_the_next_to_ask_reads_it_as_what_it_is(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, dev, ann = slack.person("U0ASHA"), slack.person("U0DEV"), slack.person("U0ANN")
    first = await asked(office, asha)
    assert "NSDU" not in seen(first)
    gaps = await listed(ann, "gaps")
    assert "1 question that the guidance did not answer in the last 90 days." in seen(gaps)
    assert f"“{QUESTION}”\n" in seen(gaps)
    assert "Asked once" in seen(gaps)
    view = await office.press(ann, gaps, "clarification_write")
    assert QUESTION in str(view.body)
    assert UNIT in str(view.body)
    await write(office, ann, view)
    preview = office.window(ann)
    shown = seen(preview)
    assert "People will read exactly this" in shown
    await office.submitted(ann, preview, {})
    assert ann.view() is None, "the form closes with its preview"
    told = await office.told(ann, "Clarification 1 is published")
    assert told.channel == "D0ANN"

    answer = await asked(office, dev, "Which patrol level suits zebra crossing walking buses")
    text, until = seen(answer), long(today(office) + timedelta(days=182))
    exact = [
        "*NSDU clarification. It is not guidance.*",
        f"In answer to: “{QUESTION}”",
        CHECK,
        SAID,
        f"Signed: Ann O’Brien-Smith, {UNIT}",
    ]
    assert "\n".join(exact) in text
    assert "\n".join(exact) in shown
    assert f"Clarification 1 · {long(today(office))} · holds until {until}" in text
    assert text.index("NSDU clarification") < text.index("none of them an answer")
    kept = answers_to(office, dev)[0]
    assert kept.outcome == "not_in_guidance"
    assert (kept.answer, kept.citations) == ("", ())
    assert SAID not in "".join(one.quote + one.text for one in kept.nearest)
    assert "“Level 3, &amp; the &lt;!channel&gt;" in answer.text
    again = await listed(ann, "gaps")
    assert f"Clarification 1 answers it until {until}" in seen(again)
    assert "Answer it" not in labels(again)


async def test_the_channel_sees_what_was_published_and_by_whom(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    await asked(office, slack.person("U0ASHA"))
    await publish(office, ann)
    posted = await eventually(
        lambda: [m for m in slack.workspace.messages if m.channel == CHANNEL] or None
    )
    assert SAID in seen(posted[0])
    assert {"type": "user", "user_id": "U0ANN"} in posted[0].blocks[-1]["elements"][0]["elements"]


async def test_what_expired_is_said_to_have_expired_and_its_words_are_not_shown(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    await asked(office, asha)
    started = today(office)
    await publish(office, slack.person("U0ANN"), until=started)
    slack.clock.advance(DAY)
    answer = await asked(office, asha)
    sentence = f"An NSDU clarification of {long(started)} on this expired on {long(started)}"
    assert sentence in seen(answer)
    assert sentence in answer.text
    assert "Level 3" not in seen(answer) + answer.text
    gaps = await listed(slack.person("U0ANN"), "gaps")
    assert f"answered it; it expired on {long(started)}" in seen(gaps)
    assert "Answer it" in labels(gaps)
    slack.clock.advance(181 * DAY)
    answer = await asked(office, asha)
    assert "NSDU clarification" not in seen(answer)


async def test_what_is_withdrawn_is_never_shown_again(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann, bob = slack.person("U0ASHA"), slack.person("U0ANN"), slack.person("U0BOB")
    await asked(office, asha)
    await publish(office, ann)
    assert "Level 3" in seen(await asked(office, asha))
    all_of_them = await listed(bob, "clarifications")
    assert "NSDU clarifications: 1 live, 1 in all." in seen(all_of_them)
    assert "Signed: Ann O’Brien-Smith" in seen(all_of_them)
    view = await office.press(bob, all_of_them, "clarification_withdraw")
    assert "Level 3" in seen(view)
    await office.submitted(bob, view, {})
    await office.told(bob, "Clarification 1 is withdrawn")
    answer = await asked(office, asha)
    assert "clarification" not in seen(answer) + answer.text
    assert "Withdrawn on" in seen(await listed(ann, "clarifications"))
    late = await office.press(ann, all_of_them, "clarification_withdraw")
    assert GONE in seen(late)


async def test_personal_details_are_hidden_before_the_preview_and_it_can_be_changed_still(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    empty = await listed(ann, "clarifications")
    view = await office.press(ann, empty, "clarification_write")
    questions = f"Is Jamie covered by walking buses?\n\n{QUESTION}"
    await write(office, ann, view, text="Jamie is covered.", questions=questions)
    preview = office.window(ann)
    assert HIDDEN in seen(preview)
    assert "[child's name] is covered." in seen(preview)
    assert f"It is also shown to those who ask:\n{QUESTION}" in seen(preview)
    assert "Jamie" not in str(preview.body)
    preview.closed = True
    assert ann.view() is view, "closing the preview leads back to the form"
    await write(office, ann, view, questions=QUESTION)
    await office.submitted(ann, office.window(ann), {})
    await office.told(ann, "is published")
    assert "Level 3" in seen(await asked(office, slack.person("U0ASHA")))


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("name", "Ann 07700 900123", "letters only"),
        ("unit", "Jamie’s unit", "names and other details"),
        ("questions", "\n".join(f"What about {n}?" for n in range(6)), "At most 5 questions"),
        ("until", date(2020, 1, 1), "cannot be in the past"),
        ("until", date(2999, 1, 1), "a year at most"),
        ("text", "   ", "Write what the NSDU says"),
        ("text", 'a"' * 750, "too long together"),
    ],
)
async def test_a_mistake_is_named_in_the_window_and_nothing_is_published(
    slack: LocalSlack, office: FeedbackOffice, field: str, given: str | date, told: str
) -> None:
    ann = slack.person("U0ANN")
    view = await office.press(ann, await listed(ann, "clarifications"), "clarification_write")
    questions = "\n".join(f"{QUESTION} {'x' * 140} {n}" for n in range(5))
    done = await write(office, ann, view, **({"questions": questions} | {field: given}))
    assert done.reply is not None
    assert list(done.reply["errors"]) == [field]
    assert told in done.reply["errors"][field]
    assert ann.view() is view


async def test_somebody_outside_the_nsdu_sees_no_list_and_publishes_nothing(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    bob, eve = slack.person("U0BOB"), slack.person("U0EVE")
    await asked(office, slack.person("U0ASHA"))
    for words in ("gaps", "clarifications"):
        assert seen(await listed(eve, words)) == say.NOT_STAFF
    gaps = await listed(bob, "gaps")
    await write(office, bob, await office.press(bob, gaps, "clarification_write"))
    slack.workspace.channels[CHANNEL].members.discard("U0BOB")
    await office.submitted(bob, office.window(bob), {})
    await office.told(bob, say.NOT_STAFF)
    assert seen(await office.press(bob, gaps, "clarification_write")) == say.NOT_STAFF
    await settled(office.back)
    desk = office.back.domain.desk
    assert desk is not None
    assert desk.clarifications.book.all() == []


async def test_words_about_gaps_are_feedback_and_open_the_form(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    await asha.slash("/policy-feedback", "gaps in the policy on walking buses").finished()
    text = next(b for b in office.window(asha).body["blocks"] if b.get("block_id") == "text")
    assert text["element"]["initial_value"] == "gaps in the policy on walking buses"


async def test_how_somebody_signed_is_filled_in_the_next_time(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    await asked(office, slack.person("U0ASHA"))
    await publish(office, ann, unit="Policy lead, NSDU")
    view = await office.press(ann, await listed(ann, "clarifications"), "clarification_write")
    blocks = {b.get("block_id"): b for b in view.body["blocks"]}
    assert blocks["unit"]["element"]["initial_value"] == "Policy lead, NSDU"
    assert blocks["name"]["element"]["initial_value"] == "Ann O’Brien-Smith"
