"""The register in Slack: `/policy-feedback list`, with a status, an area or words to look for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.feedback.area import Area
from bot.feedback.item import Item
from bot.feedback.register import Wanted
from bot.feedback.status import OPEN, Status
from bot.feedback.working_days import working_age
from bot.slack.feedback.words import SIGN
from bot.slack.messages.blocks import SlackMessage, small, words
from bot.slack.messages.excerpt import shortened

MOST_SHOWN = 20
LONGEST_SHOWN = 120
HOW = (
    "Narrow it with a status (new, claimed, under-review, needs-information, accepted, no-change, "
    "merged, withdrawn, done, open, all), an area (early, leading, learning, regional, data, "
    "trust, other) or any words."
)


def wanted_of(typed: Sequence[str]) -> Wanted:
    """What to list; open items unless a status says otherwise."""
    statuses: frozenset[Status] | None = OPEN
    area, rest = None, []
    for word in typed:
        name = word.replace("-", "_").upper()
        if name in Status.__members__:
            statuses = frozenset({Status[name]})
        elif name == "ALL":
            statuses = None
        elif name in Area.__members__:
            area = Area[name]
        elif name != "OPEN":
            rest.append(word)
    return Wanted(statuses, area, words=" ".join(rest), limit=MOST_SHOWN + 1)


def register_message(items: Sequence[Item], now: datetime) -> SlackMessage:
    """One line an item, newest first."""
    if not items:
        return SlackMessage("No feedback matches.", [words("No feedback matches."), small(HOW)])
    lines = []
    for item in items[:MOST_SHOWN]:
        status = f"{SIGN[item.status]} #{item.number} · {item.status.capitalize()}"
        age = f"{working_age(item.received, now)} working days"
        text = shortened(item.text, LONGEST_SHOWN)[0]
        lines.append(small(f"{status} · {item.area.value} · {age} · {text}"))
    more = f"The newest {MOST_SHOWN}." if len(items) > MOST_SHOWN else f"{len(items)} found."
    return SlackMessage(f"Feedback: {more}", [*lines, small(more, HOW)])
