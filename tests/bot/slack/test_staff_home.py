"""The register on the Home tab of staff, and what a sender reads on theirs."""

from __future__ import annotations

import re

from bot.feedback.area import Area
from bot.feedback.item import About, NewItem, Origin
from bot.feedback.register import Actor
from bot.feedback.sealing import Person as Sender
from bot.feedback.sealing import Sealer
from bot.feedback.status import By, Details, Status
from bot.slack.feedback.look import PAGE
from tests.bot.slack.feedback_desk import CHANNEL, FeedbackOffice, box, filled, option
from tests.slack.bot import FEEDBACK_KEY
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import seen
from tests.slack.people import Person
from tests.slack.state import Message, View
from tests.slack.waits import settled

NUMBER = re.compile(r"\*(?:<[^|]+\|)?#(\d+)>?\*")


def receive(office: FeedbackOffice, text: str, area: Area = Area.DATA, mark: str = "m") -> int:
    desk = office.back.domain.desk
    assert desk is not None
    office.slack.workspace.dm_of("U0ASHA")
    sealed = Sealer(FEEDBACK_KEY).seal(Sender("U0ASHA", "D0ASHA"))
    new = NewItem(text, About(place="One Year On, para 2"), area, Origin(sealed, mark))
    return desk.register.receive(new, text, desk.teller(CHANNEL).receiving).number


def claim(office: FeedbackOffice, number: int, who: str) -> None:
    desk = office.back.domain.desk
    assert desk is not None
    actor = Actor(who, By.STAFF, f"claim {number}")
    desk.register.move(number, Status.CLAIMED, actor, Details(), desk.teller(CHANNEL).changing)


async def home(slack: LocalSlack, person: Person, *words: str) -> View:
    """The Home tab, opened and waited for until it shows these words."""
    person.open_home()
    return await shows(slack, person, *words)


async def shows(slack: LocalSlack, person: Person, *words: str) -> View:
    def found() -> View | None:
        view = slack.workspace.homes.get(person.user.id)
        return view if view and all(word in seen(view) for word in words) else None

    return await slack.workspace.until(found)


def numbers(view: View) -> list[int]:
    """The items in the register, in its order."""
    return [int(found) for found in NUMBER.findall(seen(view))]


async def filtered(office: FeedbackOffice, person: Person, view: View, **given: str) -> None:
    """Use the filter window."""
    window = await office.press(person, view, "register_filter")
    values = {"status": "open", "area": "any", "owner": "any"} | given
    words = values.pop("words", "")
    state = filled("words", box(words)) | {
        name: {name: option(value)} for name, value in values.items() if name != "owned_by"
    }
    if "owned_by" in given:
        state |= filled("owned_by", {"selected_user": given["owned_by"]})
    await person.submitted(window, state)


async def test_staff_see_what_is_open_what_nobody_owns_first_and_each_leads_to_its_thread(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    for number in range(1, 5):
        receive(office, f"thing {number}")
    claim(office, 1, "U0BOB")
    card: Message = await office.card(3)
    await office.card(4)
    view = await home(slack, ann, "Feedback register")
    assert numbers(view) == [2, 3, 4, 1]
    text = seen(view)
    assert "Open items: 1 to 4 of 4 · Of what is open, 3 without an owner" in text
    assert "Claimed · received today · <@U0BOB>" in text
    place = f"https://local.slack.test/archives/{CHANNEL}/p{card.ts.replace('.', '')}"
    assert f"<{place}|#3>" in text


async def test_the_register_is_turned_page_by_page(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    for number in range(1, PAGE + 3):
        receive(office, f"thing {number}")
    view = await home(slack, ann, f"1 to {PAGE} of {PAGE + 2}")
    await ann.click(view, "register_next").finished()
    view = await shows(slack, ann, f"{PAGE + 1} to {PAGE + 2} of {PAGE + 2}")
    assert numbers(view) == [PAGE + 1, PAGE + 2]
    await ann.click(view, "register_back").finished()
    assert numbers(await shows(slack, ann, f"1 to {PAGE} of")) == list(range(1, PAGE + 1))


async def test_the_register_is_filtered_by_status_area_owner_and_words(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    ann = slack.person("U0ANN")
    receive(office, "thresholds differ", Area.EARLY)
    receive(office, "caseloads are high")
    receive(office, "caseloads are higher", Area.EARLY)
    claim(office, 1, "U0ANN")
    claim(office, 2, "U0BOB")
    view = await home(slack, ann, "1 to 3 of 3")
    await filtered(office, ann, view, words="caseloads", area="EARLY")
    view = await shows(slack, ann, "with “caseloads”")
    assert numbers(view) == [3]
    await filtered(office, ann, view, owner="mine")
    assert numbers(await shows(slack, ann, "with the owner you chose")) == [1]
    await filtered(office, ann, view, owned_by="U0BOB", status="CLAIMED")
    assert numbers(await shows(slack, ann, "Status: claimed")) == [2]
    await filtered(office, ann, view, owner="unclaimed")
    view = await shows(slack, ann, "without an owner: 1 to 1")
    assert numbers(view) == [3]
    await filtered(office, ann, view, words="Jamie")
    view = await shows(slack, ann, "with “[child's name]”: none")
    await ann.click(view, "register_all").finished()
    assert numbers(await shows(slack, ann, "1 to 3 of 3")) == [3, 1, 2]


async def test_proposals_are_decided_on_the_home_tab(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    answer = await slack.answer_to(asha.dm("caseloads of social workers").message)
    answer_id = office.back.book.recent("U0ASHA", 1)[0].answer_id
    await asha.click(answer, "answer_feedback", value=f"good|{answer_id}").finished()
    await settled(office.back)
    view = await home(slack, ann, "Proposed phrasings", "1 thumb up")
    await ann.click(view, "phrasing_accept").finished()
    view = await shows(slack, ann, "Proposed phrasings", "There are none.")
    assert "caseloads of social workers" not in seen(view)


async def test_nobody_else_sees_the_register(slack: LocalSlack, office: FeedbackOffice) -> None:
    asha, bob = slack.person("U0ASHA"), slack.person("U0BOB")
    receive(office, "thresholds differ")
    assert "Feedback register" not in seen(await home(slack, asha, "My feedback"))
    view = await home(slack, bob, "Feedback register")
    window = await office.press(bob, view, "register_filter")
    slack.workspace.channels[CHANNEL].members.discard("U0BOB")
    state = {n: {n: option(v)} for n, v in (("status", "all"), ("area", "any"), ("owner", "any"))}
    before = slack.workspace.homes["U0BOB"]
    await bob.submitted(window, state)
    after = await slack.workspace.until(
        lambda: [v for v in [slack.workspace.homes["U0BOB"]] if v is not before]
    )
    assert "thresholds differ" not in seen(after[0])


async def test_a_sender_reads_what_became_of_everything_what_waits_for_them_first(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha, dev, ann = (slack.person(name) for name in ("U0ASHA", "U0DEV", "U0ANN"))
    sent = ((asha, "first"), (asha, "second"), (dev, "third"), (asha, "fourth"))
    for number, (person, text) in enumerate(sent, 1):
        await office.send(person, f"The {text} thing.")
        await office.card(number)
    view = await office.press(ann, office.card_of(2), "feedback_merge")
    await office.submitted(ann, view, filled("target", box("3")))
    await office.card(2, "Merged into #3")
    for number in (1, 3):
        await ann.click(office.card_of(number), "feedback_claim").finished()
        await office.card(number, "Claimed")
        await office.to_status(ann, number, "UNDER_REVIEW")
        await office.card(number, "Under review")
    await office.to_status(ann, 1, "NEEDS_INFORMATION")
    await office.to_status(ann, 3, "NO_CHANGE", words="The law says so.")
    await office.card(1, "Needs information")
    await office.card(3, "No change")
    # An earlier picture of the tab may be posted first.
    said = "You sent 3 items: 1 new, 1 needs information, 1 merged."
    text = seen(await home(slack, asha, said))
    assert re.findall(r"#(\d) · (?:Needs|New|Merged)", text) == ["1", "2", "4"]
    assert "Press Add to it to answer." in text
    joined = text[text.index("Joined with #3") :]
    assert joined.index("#3 · No change on") < joined.index("Reason: The law says so.")
    assert "Nobody there has taken it on yet." in text
    assert "third" not in text


async def test_the_fullest_home_tab_is_one_that_slack_takes(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    """An administrator of the NSDU with much feedback of their own, and proposals that wait."""
    admin, asha = slack.person("U0ADMIN"), slack.person("U0ASHA")
    for number in range(12):
        await office.send(admin, f"thing {number} " + "word " * 200)
        receive(office, f"another {number} " + "word " * 200)
    for number in range(4):
        answer = await slack.answer_to(asha.dm(f"caseloads of social workers {number}").message)
        answer_id = office.back.book.recent("U0ASHA", 1)[0].answer_id
        await asha.click(answer, "answer_feedback", value=f"good|{answer_id}").finished()
        await slack.answer_to(admin.dm(f"do boards need {number} lay members?").message)
    await settled(office.back)
    view = await home(slack, admin, "Feedback register", "Administration", "and 4 older ones")
    assert "and 1 more" in seen(view)
