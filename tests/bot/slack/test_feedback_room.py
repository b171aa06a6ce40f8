"""A channel that stops being the NSDU's own gets nothing more, at once; nothing is lost."""

from __future__ import annotations

import asyncio

from bot.feedback.area import Area
from bot.feedback.item import About, NewItem, Origin
from bot.feedback.sealing import Person as Sender
from bot.feedback.sealing import Sealer
from bot.slack.feedback import words as say
from tests.bot.slack.feedback_desk import CHANNEL, FeedbackOffice
from tests.slack.bot import FEEDBACK_KEY
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import seen

SHARED = say.ROOM_UNSAFE.format(reason="the channel is shared with another organisation")


async def test_sharing_the_channel_stops_the_posts_and_alerts_the_administrators(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    """What was believed of the channel a moment before counts no longer once Slack says so."""
    asha, ann, admin = (slack.person(name) for name in ("U0ASHA", "U0ANN", "U0ADMIN"))
    channel = slack.workspace.channels[CHANNEL]
    await office.send(asha, "Before it was shared.")
    await office.card(1)
    await ann.share(channel).finished()
    assert (await office.told(admin, "not being routed")).text == SHARED
    await office.send(asha, "After it was shared.")
    await office.told(asha, "Your feedback is number #2", "kept safely")
    assert len(office.cards()) == 1
    again = await ann.share(channel, shared=False).finished()
    assert again.acknowledged
    await office.send(asha, "After it was put right.")
    await office.card(3, "After it was put right.")


async def test_a_card_that_waits_to_be_sent_is_held_while_the_channel_is_shared(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    """It was planned while all was well; it is looked at again before it leaves."""
    asha, ann = slack.person("U0ASHA"), slack.person("U0ANN")
    channel = slack.workspace.channels[CHANNEL]
    await office.send(asha, "The first thing.")
    card = await office.card(1)
    desk = office.back.domain.desk
    assert desk is not None
    await ann.share(channel).finished()
    await office.told(slack.person("U0ADMIN"), "not being routed")
    sealed = Sealer(FEEDBACK_KEY).seal(Sender("U0ASHA", asha.dm_channel.id))
    new = NewItem("Planned a moment ago.", About(), Area.DATA, Origin(sealed, "mark"))
    desk.register.receive(new, "act", desk.teller(CHANNEL).receiving)
    outbox = office.back.domain.outbox
    await office.told(asha, "Your feedback is number #2")
    await asyncio.sleep(1.0)  # time enough to post it
    assert (outbox.counts().planned, outbox.counts().dead) == (1, 0)
    assert [seen(one) for one in office.cards()] == [seen(card)]
