"""Many items at once, and the bot killed meanwhile: each has its one card, in order, at the pace
that Slack allows.

`FEEDBACK_ITEMS=500 FEEDBACK_KILLS=10` runs it in full (about nine minutes); a short one by default.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sqlite3
from pathlib import Path

import pytest

from bot.delivery.outbox import Pace
from tests.bot.slack.feedback_desk import CHANNEL, OPTIONS, FeedbackOffice, box, filled, started
from tests.slack.bot import PUBLIC_URL, behind, serving
from tests.slack.clock import Clock
from tests.slack.killable import KillableBot
from tests.slack.local_slack import LocalSlack, running
from tests.slack.oracle import broken_promises, seen
from tests.slack.rate_limits import RateLimits
from tests.slack.waits import settled

ITEMS = int(os.environ.get("FEEDBACK_ITEMS", "24"))
KILLS = int(os.environ.get("FEEDBACK_KILLS", "2"))
NUMBER = re.compile(r"#(\d+) · New")


class PostingLimits(RateLimits):
    """Slack's pace for messages; opening windows and asking who people are is not held back."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.on = True

    def wait(self, method: str, tier: str, channel: str | None) -> float:
        return super().wait(method, tier, channel) if method.startswith("chat.") else 0.0


@pytest.mark.timeout(900)
async def test_a_burst_arrives_whole_in_order_at_slacks_pace(tmp_path: Path) -> None:
    async with running("socket") as slack:
        slack.sockets.retry_delays = (0.5, *[1.5] * 60)
        slack.api.limits = PostingLimits(slack.clock)
        office = FeedbackOffice(slack, behind(tmp_path, feedback=OPTIONS))
        office.open()
        async with KillableBot(slack, tmp_path, "feedback") as bot:
            sending = asyncio.create_task(send_all(slack, office))
            rng = random.Random(5)  # noqa: S311 - the moments of the kills
            for _ in range(KILLS):
                await asyncio.sleep(rng.uniform(1.0, max(2.0, ITEMS / (KILLS + 1))))
                await bot.kill()
                await bot.start()
            await sending
            async with asyncio.timeout(ITEMS * 1.5 + 120):
                while len(office.cards()) < ITEMS:
                    await asyncio.sleep(0.2)
            await asyncio.sleep(2)  # time in which a second card would come
            assert await bot.stop() == 0
    numbers = [int(found.group(1)) for m in office.cards() if (found := NUMBER.search(seen(m)))]
    assert numbers == list(range(1, ITEMS + 1))
    texts = {re.search(r"burst item \d+", seen(m)).group() for m in office.cards()}  # type: ignore[union-attr]
    assert texts == {f"burst item {n}" for n in range(ITEMS)}
    moments = sorted(m.at for m in office.cards())
    spans = [later - first for first, later in zip(moments, moments[10:], strict=False)]
    assert all(span >= 4.0 for span in spans), "faster than a message a second after a burst"
    assert broken_promises(slack.workspace, links=(PUBLIC_URL,)) == []
    with sqlite3.connect(tmp_path / "guidance.db") as database:
        assert database.execute("SELECT count(*) FROM feedback_items").fetchone() == (ITEMS,)


async def send_all(slack: LocalSlack, office: FeedbackOffice) -> None:
    """Every form within a minute, from many people, whatever happens to the bot."""
    await asyncio.gather(*[send_one(slack, office, number) for number in range(ITEMS)])


async def send_one(slack: LocalSlack, office: FeedbackOffice, number: int) -> None:
    await asyncio.sleep(min(60, ITEMS / 8) * number / ITEMS)
    person = slack.person(f"U0P{number:03}")
    for _ in range(100):  # a killed bot opens no window: the person tries again
        await person.slash("/policy-feedback", "").finished()
        if person.view() is not None:
            break
        await asyncio.sleep(0.5)
    view = office.window(person)
    values = started(view) | filled("text", box(f"burst item {number}"))
    delivery = await person.submit(view, values).finished()
    assert delivery.acknowledged


async def test_edits_of_one_card_coalesce(tmp_path: Path) -> None:
    """Five changes while the channel may take no message become one edit."""
    async with running("socket") as slack:
        pace = Pace(seconds=4.0, burst=1)  # long beside five changes, also on a slow machine
        back = behind(tmp_path, feedback=OPTIONS, pace=pace)
        office = FeedbackOffice(slack, back)
        office.open()
        async with serving(slack, back):
            await office.send(slack.person("U0ASHA"), "Thresholds differ.")
            card, ann = await office.card(1), slack.person("U0ANN")
            await ann.click(card, "feedback_claim").finished()
            for area in ("DATA", "TRUST", "LEARNING", "REGIONAL"):
                view = await office.press(ann, card, "feedback_area")
                chosen = filled("area", {"selected_option": {"value": area}})
                await office.submitted(ann, view, chosen)
            await office.card(1, "Claimed", "Regional improvement and support · ")
            await settled(back, 30.0)
        edits = [call for call in slack.api.calls if call.method == "chat.update"]
        assert 1 <= len([e for e in edits if e.args["channel"] == CHANNEL]) <= 2
