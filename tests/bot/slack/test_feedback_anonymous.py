"""Nothing that NSDU, a reader of the database or of the logs sees tells who sent feedback without
agreeing to it; and hostile text arrives inert and whole.
"""

from __future__ import annotations

import logging
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from bot.feedback.export import write_csv
from bot.feedback.register import EVERY, Wanted
from bot.terminal.feedback_sheet import write_workbook
from tests.bot.slack.feedback_desk import CHANNEL, FeedbackOffice, box, filled
from tests.slack.local_slack import LocalSlack
from tests.slack.oracle import seen
from tests.slack.state import Json
from tests.slack.waits import settled

SENDER = "U0QUIETLY"
TRACES = (SENDER, SENDER[1:], SENDER.lower(), SENDER[1:].lower())
"""The id, and what the local Slack makes of it: the conversation, the name."""


def traces(where: str, content: str) -> list[str]:
    return [f"{trace} in {where}" for trace in TRACES if trace in content]


async def walk(slack: LocalSlack, office: FeedbackOffice) -> None:
    """Everything a sender and the NSDU can do with an item; the last act fails."""
    sender, ann = slack.person(SENDER), slack.person("U0ANN")
    await office.send(sender, "Thresholds differ between areas.")
    receipt = await office.told(sender, "Your feedback is number #1")
    await ann.click(await office.card(1), "feedback_claim").finished()
    await office.card(1, "Claimed")
    view = await office.press(ann, office.card_of(1), "feedback_reply")
    await office.submitted(ann, view, filled("words", box("Which areas?")))
    await ann.submitted(office.window(ann), {})
    told = await office.told(sender, "Which areas?")
    view = await office.press(sender, told, "feedback_add")
    await office.submitted(sender, view, filled("text", box("In Dudley.")))
    await office.card(1, "more added")
    await office.send(sender, "Another one.")
    await office.card(2)
    withdrawing = await office.press(sender, receipt, "feedback_withdraw")
    await office.to_status(ann, 1, "UNDER_REVIEW")
    await office.card(1, "Under review")
    await office.to_status(ann, 1, "ACCEPTED")
    await office.card(1, "Accepted")
    await sender.submitted(withdrawing, {})
    await office.told(sender, "cannot become withdrawn")
    await settled(office.back)


async def test_no_trace_of_the_sender_anywhere(
    slack: LocalSlack, office: FeedbackOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await walk(slack, office)
    found = traces("the log", "\n".join(str(vars(record)) for record in caplog.records))
    assert len(caplog.records) >= 2
    for message in slack.workspace.messages:
        if message.channel == CHANNEL:
            found += traces("the channel", str(vars(message)))
        elif message.by_bot:
            found += traces("metadata", str(message.metadata))
    desk = office.back.domain.desk
    assert desk is not None
    items = desk.register.list(Wanted(limit=EVERY))
    assert len(items) == 2
    table = StringIO()
    write_csv(items, table, desk.now())
    found += traces("the CSV file", table.getvalue())
    write_workbook(items, tmp_path / "out.xlsx", desk.now())
    found += traces("the workbook", (tmp_path / "out.xlsx").read_bytes().decode("latin-1"))
    with sqlite3.connect(tmp_path / "guidance.db") as database:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (name,) in database.execute(tables).fetchall():
            rows = database.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            found += traces(f"table {name}", str(rows))
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found += traces("the database file", (tmp_path / "guidance.db").read_bytes().decode("latin-1"))
    assert found == []


HOSTILE = (
    "<!channel> <!here> &lt;@U0ANN&gt; <@U0ANN> <https://evil.test|click me> *bold* _it_ `code` "
    "\u202eright to left\u202c @everyone :bomb: &amp;lt;"
)


async def test_hostile_text_arrives_inert_and_whole(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    channel = slack.workspace.add_channel("C0TEAM")
    message = asha.writes(channel, HOSTILE)
    await asha.message_shortcut("send_policy_feedback", message).finished()
    view = office.window(asha)
    boxed = next(b for b in view.body["blocks"] if b.get("block_id") == "text")["element"]
    await office.submitted(asha, view, filled("text", box(boxed["initial_value"])))
    card = await office.card(1)
    for words in ("@channel @here <@U0ANN> @someone click me", "*bold* _it_ `code`", "@everyone"):
        assert words in seen(card)
    live = [part for b in card.blocks for part in _parts(b) if part.get("type") != "text"]
    assert {part["type"] for part in live} == {"date"}


def _parts(block: Json) -> list[Json]:
    if block["type"] != "rich_text":
        return []
    return [part for inside in block["elements"] for part in inside["elements"]]


async def test_forty_thousand_characters_arrive_whole_in_order(
    slack: LocalSlack, office: FeedbackOffice
) -> None:
    asha = slack.person("U0ASHA")
    words = [f"<word{number}>" for number in range(4_000)]
    said = " ".join(words)[:40_000]
    escaped = said.replace("<", "&lt;").replace(">", "&gt;")
    message = asha.writes(slack.workspace.add_channel("C0TEAM"), escaped)
    await asha.message_shortcut("send_policy_feedback", message).finished()
    view = office.window(asha)
    assert said[:2_000] in seen(view)
    await office.submitted(asha, view, {})
    await office.card(1, "The text goes on in the thread.")
    await settled(office.back)
    messages = [office.card_of(1), *office.thread(1)]
    quotes = [
        part["text"]
        for one in messages
        for block in one.blocks
        if block["type"] == "rich_text" and block["elements"][0]["type"] == "rich_text_quote"
        for part in block["elements"][0]["elements"]
    ]
    assert "".join(quotes).split() == said.split()
