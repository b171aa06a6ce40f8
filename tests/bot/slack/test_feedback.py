"""Feedback from a practitioner's message to "you said, NSDU did", through the real SDK."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.slack.feedback import words as say
from tests.bot.slack.feedback_desk import CHANNEL, OPTIONS, STAFF, FeedbackOffice, box, filled
from tests.slack.bot import PUBLIC_URL, behind, serving
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import labels, seen
from tests.slack.waits import eventually, settled

CHANGED = "https://guidance.test/read/one-year-on-2010#para-3"


async def test_feedback_reaches_the_channel_and_the_sender_hears_every_step(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await office.send(asha, "Thresholds for referral differ between areas.")
    await office.told(asha, "Your feedback is number #1", "without your name")
    card = await office.card(1, "🔵 #1 · New", "Thresholds for referral differ", "nobody yet")
    await ann.click(card, "feedback_claim").finished()
    await office.told(asha, "Somebody at the NSDU has taken it on.")
    await office.card(1, "🟡 #1 · Claimed")
    await office.to_status(ann, 1, "UNDER_REVIEW")
    await office.told(asha, "The NSDU is looking into it.")
    await office.to_status(ann, 1, "ACCEPTED")
    await office.told(asha, "The NSDU has accepted it.")
    await office.to_status(ann, 1, "DONE", words="Paragraph 3 now says so.", link=CHANGED)
    await office.told(asha, "You said, the NSDU did.", "Paragraph 3 now says so.", CHANGED)
    card = await office.card(1, "🟢 #1 · Done", "Paragraph 3 now says so.")
    assert len(office.cards()) == 1
    assert "under review → accepted" in seen(card)
    direct = [m for m in slack.workspace.messages if m.channel == asha.dm_channel.id]
    assert {m.thread_ts for m in direct} == {None, direct[0].ts}


async def test_two_people_claim_at_once_and_the_other_is_told(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann, bob = slack.person("U0ANN"), slack.person("U0BOB")
    await office.send(slack.person("U0ASHA"), "Thresholds differ.")
    card = await office.card(1)
    await asyncio.gather(*[p.click(card, "feedback_claim").finished() for p in (ann, bob)])
    told = await slack.workspace.until(lambda: ann.private_messages() + bob.private_messages())
    await settled(office.back)
    assert len(ann.private_messages() + bob.private_messages()) == 1
    desk = office.back.domain.desk
    assert desk is not None
    item = desk.register.find(1)
    assert item is not None
    assert item.claimed_by in STAFF
    assert told[0].text == say.TAKEN.format(number=1)
    assert {"type": "user", "user_id": item.claimed_by} in told[0].blocks[0]["elements"][0][
        "elements"
    ]
    assert item.claimed_by != told[0].visible_to


async def test_both_sides_talk_without_a_name(slack: LocalSlack, office: FeedbackOffice) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await office.send(asha, "Thresholds differ.")
    card = await office.card(1)
    view = await office.press(ann, card, "feedback_reply")
    await office.submitted(ann, view, filled("words", box("Which areas does Jamie mean?")))
    preview = office.window(ann)
    assert "Which areas does [child's name] mean?" in seen(preview)
    assert not [m for m in slack.workspace.messages if "Which areas" in seen(m)]
    await office.submitted(ann, preview, {})
    told = await office.told(asha, "The NSDU writes to you about #1:", "Which areas does")
    assert "U0ANN" not in str(told.blocks) + told.text
    view = await office.press(asha, told, "feedback_add")
    await office.submitted(asha, view, filled("text", box("Dudley and next door.")))
    await eventually(lambda: len(office.thread(1)) == 2 or None)
    assert "Sent to the sender:" in seen(office.thread(1)[0])
    assert "Dudley and next door." in seen(office.thread(1)[1])
    assert "U0ASHA" not in "".join(m.text + str(m.blocks) for m in office.thread(1))


async def test_an_answer_to_a_question_of_the_nsdu_goes_back_under_review(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await office.send(asha, "Thresholds differ.")
    await ann.click(await office.card(1), "feedback_claim").finished()
    await office.card(1, "Claimed")
    await office.to_status(ann, 1, "UNDER_REVIEW")
    await office.card(1, "Under review")
    await office.to_status(ann, 1, "NEEDS_INFORMATION")
    await office.told(asha, "needs to know more")
    receipt = await office.told(asha, "Your feedback is number #1")
    view = await office.press(asha, receipt, "feedback_add")
    await office.submitted(asha, view, filled("text", box("In Dudley.")))
    assert await office.card(1, "Under review", "more added")


async def test_what_a_move_needs_is_asked_for_in_the_window(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    await office.send(slack.person("U0ASHA"), "Thresholds differ.")
    await ann.click(await office.card(1), "feedback_claim").finished()
    await office.card(1, "Claimed")
    await office.to_status(ann, 1, "UNDER_REVIEW")
    await office.card(1, "Under review")
    view = await office.press(ann, office.card_of(1), "feedback_status")
    chosen = filled("to", {"selected_option": {"value": "NO_CHANGE"}})
    refused = await office.submitted(ann, view, chosen)
    assert refused.reply is not None
    assert list(refused.reply["errors"]) == ["words"]
    await office.submitted(ann, view, chosen | filled("words", box("The law says so.")))
    await office.card(1, "⚪ #1 · No change", "Reason: The law says so.")


async def test_somebody_outside_the_nsdu_changes_nothing(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    """Whoever was in the channel when the button was drawn and has left since is refused, too."""
    bob = slack.person("U0BOB")
    await office.send(slack.person("U0ASHA"), "Thresholds differ.")
    card = await office.card(1)
    view = await office.press(bob, card, "feedback_area")
    slack.workspace.channels[CHANNEL].members.discard("U0BOB")
    await office.submitted(bob, view, filled("area", {"selected_option": {"value": "DATA"}}))
    await office.told(bob, say.NOT_STAFF)
    await bob.click(card, "feedback_claim").finished()
    await slack.workspace.until(bob.private_messages)
    assert bob.private_messages()[0].text == say.NOT_STAFF
    assert "Do it now, do it right" in seen(await office.card(1, "New"))
    admin = slack.person("U0ADMIN")
    await admin.click(card, "feedback_claim").finished()
    await office.card(1, "Claimed")


async def test_items_that_say_the_same_are_suggested_and_merged(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, dev, ann = slack.person("U0ASHA"), slack.person("U0DEV"), slack.person("U0ANN")
    await office.send(asha, "Thresholds for referral differ between areas.")
    await office.card(1)
    await office.send(dev, "Thresholds for referral differ between areas!")
    second = await office.card(2, "Looks like #1")
    view = await office.press(ann, second, "feedback_merge")
    wrong = await office.submitted(ann, view, filled("target", box("one")))
    assert wrong.reply is not None
    assert "errors" in wrong.reply
    await office.submitted(ann, view, filled("target", box("#1")))
    await office.told(dev, "It says the same as #1")
    assert labels(await office.card(2, "Merged into #1")) == []
    await ann.click(await office.card(1), "feedback_claim").finished()
    await office.told(asha, "About your feedback #1:", "taken it on")
    await office.told(dev, "About #1, with which your #2 was joined:", "taken it on")


async def test_a_sender_takes_it_back_and_the_words_are_gone(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    await office.send(asha, "I should not have said this.")
    receipt = await office.told(asha, "Your feedback is number #1")
    view = await office.press(asha, receipt, "feedback_add")
    await office.submitted(asha, view, filled("text", box("Nor this.")))
    await eventually(lambda: len(office.thread(1)) == 1 or None)
    view = await office.press(asha, receipt, "feedback_withdraw")
    await office.submitted(asha, view, {})
    await office.card(1, "⚪ #1 · Withdrawn", "the text was removed")
    await eventually(lambda: not office.thread(1) or None)
    await office.told(asha, "It was withdrawn.")
    left = "".join(m.text + str(m.blocks) for m in slack.workspace.messages)
    assert "should not have said" not in left
    assert "Nor this" not in left


async def test_only_the_sender_adds_to_an_item(slack: LocalSlack, office: FeedbackOffice) -> None:
    asha, eve = slack.person("U0ASHA"), slack.person("U0EVE")
    await office.send(asha, "Thresholds differ.")
    receipt = await office.told(asha, "Your feedback is number #1")
    view = await office.press(eve, receipt, "feedback_withdraw")
    assert say.NOT_YOURS in seen(view)


async def test_details_are_hidden_and_shown_before_anything_is_sent(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    view = await office.send(asha, "Jamie waited for months.")
    assert office.cards() == []
    assert say.HIDDEN in seen(view)
    boxed = next(b for b in view.body["blocks"] if b.get("block_id") == "text_again")
    assert boxed["element"]["initial_value"] == "[child's name] waited for months."
    contact = next(b for b in view.body["blocks"] if b.get("block_id") == "contact")
    assert contact["element"]["initial_option"]["value"] == "no"
    await office.submitted(asha, view, filled("text_again", box(boxed["element"]["initial_value"])))
    card = await office.card(1, "[child's name] waited for months.")
    assert "Jamie" not in str(card.blocks) + card.text


async def test_a_message_that_reads_as_feedback_is_passed_on_only_with_a_yes(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    asked = asha.dm("The policy should say more about caseloads of social workers.")
    answer = await slack.answer_to(asked.message)
    assert say.OFFER in seen(answer)
    await settled(office.back)
    assert office.cards() == []
    view = await office.press(asha, answer, "feedback_offer")
    about = next(b for b in view.body["blocks"] if b.get("block_id") == "about")
    assert about["element"]["initial_option"]["value"] == "p:one-year-on-2010.para-2"
    text = next(b for b in view.body["blocks"] if b.get("block_id") == "text")["element"]
    values = filled("text", box(text["initial_value"])) | filled(
        "about", {"selected_option": about["element"]["initial_option"]}
    )
    await office.submitted(asha, view, values)
    card = await office.card(1, "The policy should say more", "One Year On, para 2")
    assert f"{PUBLIC_URL}/read/one-year-on-2010#para-2" in str(card.blocks)


async def test_a_thumb_down_for_missing_guidance_leads_to_the_form(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    answer_id = office.back.book.recent("U0ASHA", 1)[0].answer_id
    await asha.click(answer, "answer_feedback", value=f"bad|{answer_id}").finished()
    values = filled("reason", {"selected_option": {"value": "missing"}})
    await office.submitted(
        asha, office.window(asha), values | filled("remark", box("No number is given."))
    )
    offer = await office.told(asha, say.OFFER_MISSING)
    view = await office.press(asha, offer, "feedback_offer")
    text = next(b for b in view.body["blocks"] if b.get("block_id") == "text")["element"]
    assert text["initial_value"] == "No number is given."
    assert office.cards() == []


async def test_a_sender_who_agrees_is_named_and_remembered(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    await asha.slash("/policy-feedback", "Boards need more lay members").finished()
    view = office.window(asha)
    text = next(b for b in view.body["blocks"] if b.get("block_id") == "text")["element"]
    assert text["initial_value"] == "Boards need more lay members"
    values = filled("text", box("Boards need more lay members"))
    values |= filled("contact", {"selected_option": {"value": "yes"}})
    values |= filled("remember", {"selected_option": {"value": "yes"}})
    values |= filled("profession", box("Health visitor")) | filled("local_area", box("Dudley"))
    await office.submitted(asha, view, values)
    card = await office.card(1, "Health visitor · Dudley")
    assert {"type": "user", "user_id": "U0ASHA"} in [
        part
        for b in card.blocks
        if b["type"] == "rich_text"
        for part in b["elements"][0]["elements"]
    ]
    await asha.shortcut("policy_feedback").finished()
    blocks = {b.get("block_id"): b for b in office.window(asha).body["blocks"]}
    assert blocks["profession"]["element"]["initial_value"] == "Health visitor"


async def test_the_home_tab_says_what_became_of_it(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    await office.send(asha, "Thresholds differ.")
    await ann.click(await office.card(1), "feedback_claim").finished()
    await office.card(1, "Claimed")
    await office.to_status(ann, 1, "UNDER_REVIEW")
    await office.card(1, "Under review")
    await office.to_status(ann, 1, "NO_CHANGE", words="The law says so.")
    await office.card(1, "No change")
    asha.open_home()
    home = await slack.workspace.until(lambda: slack.workspace.homes.get("U0ASHA"))
    text = seen(home)
    assert "You sent 1 item: 1 no change." in text
    assert "#1 · No change on" in text
    assert "Reason: The law says so." in text
    assert "Thresholds differ." in text


@pytest.mark.parametrize("why", ["public", "shared", "not a member"])
async def test_an_unsafe_channel_gets_nothing_and_nothing_is_lost(
    slack: LocalSlack, tmp_path: Path, why: str
) -> None:
    back = behind(tmp_path, feedback=OPTIONS)
    office = FeedbackOffice(slack, back)
    office.open()
    channel = slack.workspace.channels[CHANNEL]
    if why == "public":
        channel.kind = "channel"
    elif why == "shared":
        channel.is_ext_shared = True
    else:
        channel.members.discard("U0GUIDEBOT")
    asha, admin = slack.person("U0ASHA"), slack.person("U0ADMIN")
    async with serving(slack, back):
        await office.send(asha, "Thresholds differ.")
        await office.told(asha, "Your feedback is number #1", "kept safely")
        await office.told(admin, "Policy feedback is not being routed")
        await settled(back)
        assert [m for m in slack.workspace.messages if m.channel == CHANNEL] == []
    assert back.domain.desk is not None
    assert back.domain.desk.register.find(1) is not None
