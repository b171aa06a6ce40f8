"""Thumbs and corrections become phrasings that staff accept or decline, through the real SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.feedback.phrasing import Decision, ProposedPhrasing, Unfit
from bot.slack.feedback import words as say
from bot.slack.feedback.proposals import Proposals
from tests.bot.slack.feedback_desk import FeedbackOffice, box, filled, option
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import labels, seen
from tests.slack.people import Person
from tests.slack.stand_ins import TEXTS
from tests.slack.state import Json, Message
from tests.slack.waits import eventually, settled

QUESTION = "caseloads of social workers"


def proposals(office: FeedbackOffice) -> Proposals:
    desk = office.back.domain.desk
    assert desk is not None
    return desk.proposals


def waiting(
    office: FeedbackOffice, decision: Decision = Decision.WAITING
) -> Sequence[ProposedPhrasing]:
    return proposals(office).phrasings.list(decision)


async def answered(slack: LocalSlack, person: Person, text: str) -> Message:
    return await slack.answer_to(person.dm(text).message)


async def vote(office: FeedbackOffice, person: Person, answer: Message, thumb: str) -> None:
    """Press a thumb on an answer and wait until it is worked off."""
    answer_id = office.back.book.recent(person.user.id, 1)[0].answer_id
    await person.click(answer, "answer_feedback", value=f"{thumb}|{answer_id}").finished()
    await settled(office.back)


async def listed(office: FeedbackOffice, person: Person, words: str) -> Message:
    """The newest private message after `/policy-feedback WORDS`."""
    before = len(person.private_messages())
    await person.slash("/policy-feedback", words).finished()
    newer = await office.slack.workspace.until(lambda: person.private_messages()[before:])
    return newer[-1]


async def test_a_thumb_up_proposes_the_question_and_staff_accept_it(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await vote(office, asha, await answered(slack, asha, QUESTION), "good")
    await vote(office, asha, await answered(slack, asha, f"{QUESTION.title()}?"), "good")
    shown = await listed(office, ann, "phrasings")
    assert QUESTION in seen(shown)
    assert "2 thumbs up" in seen(shown)
    assert "guidance.test/read/one-year-on-2010#para-2|One Year On, para 2" in seen(shown)
    assert TEXTS[1] in seen(shown)
    assert "U0ASHA" not in str(shown.blocks) + shown.text
    await ann.click(shown, "phrasing_accept").finished()
    await slack.workspace.until(lambda: "Accepted. It goes" in seen(shown))
    assert "There are none." in seen(shown)
    (accepted,) = waiting(office, Decision.ACCEPTED)
    assert (accepted.text, accepted.decided_by) == (QUESTION, "U0ANN")
    assert accepted.paragraph_id == "one-year-on-2010.para-2"
    again = await listed(office, ann, "phrasings accepted")
    assert labels(again) == ["Take back"]
    await ann.click(again, "phrasing_decline").finished()
    await eventually(lambda: waiting(office, Decision.DECLINED))


async def test_two_staff_decide_at_once_and_the_other_is_told(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann, bob = (slack.person(name) for name in ("U0ASHA", "U0ANN", "U0BOB"))
    await vote(office, asha, await answered(slack, asha, QUESTION), "good")
    lists = [await listed(office, one, "phrasings") for one in (ann, bob)]
    presses = [
        one.click(shown, f"phrasing_{what}").finished()
        for one, shown, what in zip((ann, bob), lists, ("accept", "decline"), strict=True)
    ]
    await asyncio.gather(*presses)
    await slack.workspace.until(lambda: all("There are none." in seen(one) for one in lists))
    told = sorted(seen(one).count("Somebody else decided") for one in lists)
    assert told == [0, 1]
    assert len(waiting(office, Decision.ACCEPTED)) + len(waiting(office, Decision.DECLINED)) == 1


@pytest.mark.parametrize(
    "question",
    [
        "caseloads of social workers and Jamie",
        "he is hitting him now, what of caseloads?",
        "what does para 2 say about caseloads?",
        "The policy should say more about caseloads of social workers.",
        "zebra crossings?",
        "caseloads " * 40,
    ],
    ids=["a masked detail", "danger", "a look-up", "feedback", "not answered", "too long"],
)
async def test_what_is_never_proposed(
    slack: LocalSlack, office: FeedbackOffice, question: str
) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm(question)
    posted = await slack.workspace.until(
        lambda: [m for m in slack.answers_to(asked.message) if "Helpful" in str(m.blocks)]
    )
    await vote(office, asha, posted[0], "good")
    assert waiting(office) == []


async def test_a_follow_up_is_not_proposed_by_itself(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    first = asha.dm(QUESTION)
    await slack.answer_to(first.message)
    asha.dm("and who reviews those caseloads?", thread_ts=first.message.ts)
    await slack.workspace.until(lambda: len(slack.answers_to(first.message)) == 2)
    await settled(office.back)
    await vote(office, asha, slack.answers_to(first.message)[1], "good")
    assert waiting(office) == []


async def test_a_thumb_that_turns_down_takes_the_proposal_back(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    answer = await answered(slack, asha, QUESTION)
    await vote(office, asha, answer, "good")
    assert len(waiting(office)) == 1
    await vote(office, asha, answer, "bad")
    assert waiting(office) == []


async def test_staff_name_the_paragraph_of_an_answer_after_seeing_it(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    answer = await answered(slack, asha, "zebra crossings?")
    await ann.message_shortcut("correct_answer", answer).finished()
    view = office.window(ann)
    assert "zebra crossings?" in seen(view)
    for typed, mistake in (("99", "has no paragraph"), ("para", "para 1; para 2; para 3")):
        refused = await office.submitted(ann, view, place(typed))
        assert refused.reply is not None
        assert mistake in refused.reply["errors"]["place"]
    await office.submitted(ann, view, place("paragraph 3"))
    shown = office.window(ann)
    assert TEXTS[2] in seen(shown)
    assert waiting(office) == []
    await ann.submitted(shown, {})
    await office.told(ann, say.PROPOSED)
    (made,) = waiting(office)
    assert (made.text, made.corrections) == ("zebra crossings?", 1)
    assert made.paragraph_id == "one-year-on-2010.para-3"


async def test_a_link_to_the_reader_names_a_paragraph(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    answer = await answered(slack, slack.person("U0ASHA"), "zebra crossings?")
    await ann.message_shortcut("correct_answer", answer).finished()
    link = "https://guidance.test/read/one-year-on-2010#para-4"
    await office.submitted(ann, office.window(ann), place(link))
    assert TEXTS[3].split(" <")[0] in seen(office.window(ann))


async def test_unanswered_and_voted_down_questions_are_listed_until_their_paragraph_is_named(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await answered(slack, asha, "zebra crossings?")
    answer = await answered(slack, asha, QUESTION)
    await vote(office, asha, answer, "bad")
    reasons = office.window(asha)
    await office.submitted(asha, reasons, filled("reason", option("hard_to_understand")))
    await settled(office.back)
    shown = await listed(office, ann, "corrections")
    text = seen(shown)
    assert "thumb down: hard to understand" in text
    assert "found nothing" in text
    assert text.index(QUESTION) < text.index("zebra crossings?")
    view = await office.press(ann, shown, "feedback_correct")
    await office.submitted(ann, view, place("2"))
    await ann.submitted(office.window(ann), {})
    await office.told(ann, say.PROPOSED)
    assert QUESTION not in seen(await listed(office, ann, "corrections"))


async def test_the_paragraph_of_a_gap_is_named_where_gaps_are_listed(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    await answered(slack, slack.person("U0ASHA"), "zebra crossings?")
    shown = await listed(office, ann, "gaps")
    view = await office.press(ann, shown, "feedback_correct")
    await office.submitted(ann, view, place("para 4"))
    await ann.submitted(office.window(ann), {})
    await office.told(ann, say.PROPOSED)
    (made,) = waiting(office)
    assert (made.text, made.paragraph_id) == ("zebra crossings?", "one-year-on-2010.para-4")


async def test_a_question_with_a_hidden_detail_cannot_be_corrected_either(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    answer = await answered(slack, asha, "caseloads and Jamie")
    await ann.message_shortcut("correct_answer", answer).finished()
    assert Unfit.HIDDEN in seen(office.window(ann))
    message = asha.writes(asha.dm_channel, "just words")
    await ann.message_shortcut("correct_answer", message).finished()
    assert say.NOT_AN_ANSWER in seen(office.window(ann))


async def test_only_staff_see_decide_and_correct(slack: LocalSlack, office: FeedbackOffice) -> None:
    asha, bob = slack.person("U0ASHA"), slack.person("U0BOB")
    answer = await answered(slack, asha, QUESTION)
    await vote(office, asha, answer, "good")
    for words in ("phrasings", "corrections"):
        assert (await listed(office, asha, words)).text == say.NOT_STAFF
    await asha.message_shortcut("correct_answer", answer).finished()
    assert say.NOT_STAFF in seen(office.window(asha))
    shown = await listed(office, bob, "phrasings")
    await bob.message_shortcut("correct_answer", answer).finished()
    await office.submitted(bob, office.window(bob), place("3"))
    slack.workspace.channels["C0NSDU"].members.discard("U0BOB")
    await bob.click(shown, "phrasing_accept").finished()
    await office.told(bob, say.NOT_STAFF)
    await bob.submitted(office.window(bob), {})
    await settled(office.back)
    assert [one.corrections for one in waiting(office)] == [0]


async def test_policy_feedback_on_an_answer_begins_with_its_paragraph(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, eve = slack.person("U0ASHA"), slack.person("U0EVE")
    channel = slack.workspace.add_channel("C0TEAM")
    answer = await slack.answer_to(asha.mention(channel, QUESTION).message)
    await eve.message_shortcut("send_policy_feedback", answer).finished()
    blocks = {b.get("block_id"): b for b in office.window(eve).body["blocks"]}
    assert blocks["about"]["element"]["initial_option"]["value"] == "p:one-year-on-2010.para-2"
    assert "initial_value" not in blocks["text"]["element"]
    assert blocks["area"]["element"]["initial_option"]["value"] == "LEADING"


def place(words: str) -> Json:
    """The correction form, filled in."""
    return filled("place", box(words)) | filled("document", option("one-year-on-2010"))
