"""Every surface, through the real SDK and both transports: what people see."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.slack.messages import sentences
from tests.slack.bot import PUBLIC_URL, Behind, behind, serving
from tests.slack.local_slack import BOTH_TRANSPORTS, LocalSlack
from tests.slack.oracle import labels, seen
from tests.slack.stand_ins import TEXTS
from tests.slack.waits import eventually, settled

pytestmark = BOTH_TRANSPORTS


async def test_a_direct_message_is_answered_in_its_thread(slack: LocalSlack, back: Behind) -> None:
    asked = slack.person("U0ASHA").dm("What about caseloads of social workers?")
    answer = await slack.answer_to(asked.message)
    assert answer.thread_ts == asked.message.ts
    assert "No worker should hold more cases than can be visited." in answer.text
    await asked.acknowledged()
    assert asked.deliveries[0].acknowledged
    assert slack.workspace.statuses[0].status == sentences.STATUS
    assert slack.workspace.statuses[0].at < answer.at


async def test_a_follow_up_in_the_thread_needs_no_mention(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    first = asha.dm("What about caseloads of social workers?")
    await slack.answer_to(first.message)
    second = asha.dm("and who reviews them?", thread_ts=first.message.ts)
    answer = await slack.answer_to(second.message)
    assert answer.thread_ts == first.message.ts
    assert back.assistant.asked[-1] == (
        "and who reviews them?",
        ("What about caseloads of social workers?",),
    )


async def test_a_mention_is_answered_in_the_thread_and_its_twin_is_not(
    slack: LocalSlack, back: Behind
) -> None:
    channel = slack.workspace.add_channel("C0TEAM")
    asked = slack.person("U0ASHA").mention(channel, "how many lay members do boards need?")
    assert len(asked.deliveries) == 2
    await asked.acknowledged()
    await slack.answer_to(asked.message)
    await settled(back)
    assert len(slack.answers_to(asked.message)) == 1
    assert back.assistant.asked[-1][0] == "how many lay members do boards need?"


async def test_ask_is_answered_to_the_asker_alone(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    channel = slack.workspace.add_channel("C0TEAM", members=frozenset())
    await asha.slash("/ask", "caseloads payload of social workers", channel).finished()
    private = await slack.workspace.until(asha.private_messages)
    assert "Share in channel" in labels(private[0])
    assert [m for m in slack.workspace.messages if m.by_bot] == []


async def test_a_private_answer_can_be_shared(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    channel = slack.workspace.add_channel("C0TEAM")
    asha.slash("/ask", "caseloads of social workers", channel)
    private = (await slack.workspace.until(asha.private_messages))[0]
    asha.click(private, "share_answer")
    await slack.workspace.until(lambda: not asha.private_messages())
    shared = [m for m in slack.workspace.messages if m.by_bot]
    assert [m.channel for m in shared] == ["C0TEAM"]
    assert "Question: caseloads of social workers" in seen(shared[0])
    assert "Share in channel" not in labels(shared[0])


async def test_a_private_answer_is_not_shared_with_others(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    channel = slack.workspace.add_channel("C0EXT", is_ext_shared=True)
    asha.slash("/ask", "caseloads of social workers", channel)
    private = (await slack.workspace.until(asha.private_messages))[0]
    asha.click(private, "share_answer")
    await slack.workspace.until(lambda: len(asha.private_messages()) == 2)
    assert asha.private_messages()[1].text.startswith("I could not share this here")
    assert [m for m in slack.workspace.messages if m.by_bot] == []


async def test_a_private_answer_can_be_kept(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asha.slash("/ask", "caseloads of social workers", slack.workspace.add_channel("C0TEAM"))
    private = (await slack.workspace.until(asha.private_messages))[0]
    asha.click(private, "keep_private")
    await slack.workspace.until(lambda: "Keep to myself" not in labels(private))
    assert "No worker should hold more cases" in seen(private)


async def test_find_the_guidance_on_a_message(slack: LocalSlack, back: Behind) -> None:
    channel = slack.workspace.add_channel("C0TEAM")
    ben, asha = slack.person("U0BEN"), slack.person("U0ASHA")
    message = ben.writes(channel, "do boards need lay members?")
    asha.message_shortcut("find_guidance", message)
    private = (await slack.workspace.until(asha.private_messages))[0]
    assert "Every board needs lay members." in seen(private)
    assert ben.private_messages() == []


async def test_policy_feedback_says_that_it_is_not_switched_on(
    slack: LocalSlack, back: Behind
) -> None:
    channel = slack.workspace.add_channel("C0TEAM")
    asha = slack.person("U0ASHA")
    message = asha.writes(channel, "the policy should say more")
    await asha.message_shortcut("send_policy_feedback", message).finished()
    view = asha.view()
    assert view is not None
    assert sentences.FEEDBACK_OFF in seen(view)


async def test_the_global_shortcut_asks_in_a_window_and_answers_directly(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    await asha.shortcut("ask_guidance").finished()
    view = asha.view()
    assert view is not None
    refused = await asha.submitted(view, {"question": {"question": {"value": "   "}}})
    assert refused.reply == {
        "response_action": "errors",
        "errors": {"question": "Type a question first."},
    }
    await asha.submitted(view, {"question": {"question": {"value": "caseloads of workers"}}})
    await slack.workspace.until(lambda: [m for m in slack.workspace.messages if m.by_bot])
    assert slack.workspace.messages[0].channel == asha.dm_channel.id
    assert "Question: caseloads of workers" in seen(slack.workspace.messages[0])


async def test_the_home_tab_shows_my_questions_masked(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("caseloads of social workers and Jamie")
    await slack.answer_to(asked.message)
    asha.open_home()
    home = await slack.workspace.until(lambda: slack.workspace.homes.get("U0ASHA"))
    text = seen(home)
    assert "caseloads of social workers and [child's name]" in text
    assert "Jamie" not in text
    assert "17 March 2010" in text
    assert "Administration" not in text


async def test_the_messages_tab_suggests_questions(slack: LocalSlack, back: Behind) -> None:
    slack.person("U0ASHA").open_home("messages")
    prompts = (await slack.workspace.until(lambda: slack.workspace.prompts))[0]["prompts"]
    assert 1 <= len(prompts) <= 4


async def test_a_thumb_up_is_saved_at_once(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    answer_id = back.book.recent("U0ASHA", 1)[0].answer_id
    await asha.click(answer, "answer_feedback", value=f"good|{answer_id}").finished()
    await eventually(lambda: back.book.votes(answer_id))
    assert back.book.votes(answer_id)[0].verdict == "good"


async def test_a_thumb_down_is_saved_and_asks_why(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    answer_id = back.book.recent("U0ASHA", 1)[0].answer_id
    await asha.click(answer, "answer_feedback", value=f"bad|{answer_id}").finished()
    view = asha.view()
    assert view is not None
    values = {
        "reason": {"reason": {"selected_option": {"value": "hard_to_understand"}}},
        "remark": {"remark": {"value": "Jamie would not follow it"}},
    }
    await asha.submitted(view, values)
    await eventually(lambda: [v for v in back.book.votes(answer_id) if v.reason])
    vote = back.book.votes(answer_id)[0]
    assert (vote.verdict, vote.reason) == ("bad", "hard_to_understand")
    assert vote.remark == "[child's name] would not follow it"


async def test_the_whole_paragraph_opens_with_its_neighbours(
    slack: LocalSlack, back: Behind
) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    await asha.click(answer, "show_paragraph").finished()
    view = asha.view()
    assert view is not None
    text = seen(view)
    assert TEXTS[1] in text
    assert "Just before: para 1" in text
    assert "Just after: para 3" in text


async def test_a_reference_for_the_case_record(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    await asha.click(answer, "copy_reference").finished()
    view = asha.view()
    assert view is not None
    text = seen(view)
    assert "Sir Roger Singleton, One Year On (17 March 2010), para 2." in text
    assert f"“{TEXTS[1]}”" in text
    assert f"{PUBLIC_URL}/read/one-year-on-2010#para-2" in text
    assert back.book.recent("U0ASHA", 1)[0].answer_id in text


async def test_more_like_this_comes_in_the_same_thread(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("directors board caseloads workers serious case reviews health visitors")
    answer = await slack.answer_to(asked.message)
    asha.click(answer, "more_like_this")
    await slack.workspace.until(lambda: len(slack.answers_to(asked.message)) == 2)
    more = slack.answers_to(asked.message)[1]
    assert "More on the same question." in seen(more)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thanks!", sentences.THANKS),
        ("Thank you so much", sentences.THANKS),
        ("help", sentences.HELP),
        ("Good morning", sentences.GREETING),
    ],
)
async def test_small_talk_is_never_searched(
    slack: LocalSlack, back: Behind, text: str, said: str
) -> None:
    answer = await slack.answer_to(slack.person("U0ASHA").dm(text).message)
    assert answer.text == said
    assert back.assistant.asked == []


async def test_commands_in_words(slack: LocalSlack, back: Behind) -> None:
    asha = slack.person("U0ASHA")
    for command, text in (("/ask", "help"), ("/policy-admin", ""), ("/nonsense", "x")):
        await asha.slash(command, text).finished()
    await slack.workspace.until(lambda: len(asha.private_messages()) == 3)
    said = {m.text for m in asha.private_messages()}
    assert said == {
        sentences.HELP,
        sentences.ADMIN_ONLY,
        sentences.UNKNOWN_COMMAND.format(command="/nonsense"),
    }


async def test_an_invitation_is_answered_once(slack: LocalSlack, back: Behind) -> None:
    channel = slack.workspace.add_channel("C0NEW")
    await slack.person("U0ASHA").invite_bot(channel).finished()
    posted = await slack.workspace.until(lambda: slack.workspace.messages)
    assert posted[0].text == sentences.INVITED


async def test_danger_comes_first_even_when_the_search_fails(
    slack: LocalSlack, back: Behind
) -> None:
    back.assistant.failures = 1
    asked = slack.person("U0ASHA").dm("he is hitting him now, what of caseloads?")
    first = await slack.answer_to(asked.message)
    assert "999" in first.text
    await slack.workspace.until(lambda: len(slack.answers_to(asked.message)) == 2)
    assert "No worker should hold more cases" in slack.answers_to(asked.message)[1].text


async def test_danger_does_not_wait_for_the_questions_before_it(
    slack: LocalSlack, back: Behind
) -> None:
    back.assistant.seconds = 0.5
    before = [slack.person(f"U0P{number}").dm(f"caseloads {number}") for number in range(16)]
    asked = slack.person("U0ASHA").dm("he is hitting him now, what of caseloads?")
    card = await slack.answer_to(asked.message)
    assert "999" in card.text
    assert sum(bool(slack.answers_to(said.message)) for said in before) < len(before)
    back.assistant.seconds = 0.0
    await slack.workspace.until(lambda: len(slack.answers_to(asked.message)) == 2, timeout=30)
    assert "999" not in slack.answers_to(asked.message)[1].text


async def test_masking_is_told_privately_in_a_channel(slack: LocalSlack, back: Behind) -> None:
    channel, asha = slack.workspace.add_channel("C0TEAM"), slack.person("U0ASHA")
    asked = asha.mention(channel, "caseloads of workers and Jamie")
    answer = await slack.answer_to(asked.message)
    assert "I hid a name" not in seen(answer)
    private = await slack.workspace.until(asha.private_messages)
    assert "I hid a name" in private[0].text
    assert "Jamie" not in private[0].text + seen(answer)


async def test_masking_is_told_inside_a_direct_answer(slack: LocalSlack, back: Behind) -> None:
    answer = await slack.answer_to(slack.person("U0ASHA").dm("caseloads, Jamie").message)
    assert "I hid a name" in seen(answer)


async def test_what_the_guidance_does_not_say_is_said_so(slack: LocalSlack, back: Behind) -> None:
    answer = await slack.answer_to(slack.person("U0ASHA").dm("zebra crossings?").message)
    assert "does not answer this" in answer.text
    assert "none of them an answer" in seen(answer)
    assert "More like this" not in labels(answer)


async def test_too_many_questions_in_a_minute_wait_politely(
    slack: LocalSlack, tmp_path: Path
) -> None:
    back = behind(tmp_path, per_minute=2)
    async with serving(slack, back):
        asha = slack.person("U0ASHA")
        asked = [asha.dm(f"caseloads of workers {n}") for n in range(3)]
        answers = [await slack.answer_to(said.message) for said in asked]
    told = [a.text for a in answers if a.text.startswith(sentences.TOO_MANY[:20])]
    assert len(told) == 1
