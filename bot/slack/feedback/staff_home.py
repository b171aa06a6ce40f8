"""The register on the Home tab of NSDU staff: what has no owner first, each with its thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.area import Area
from bot.feedback.item import Item
from bot.feedback.status import Status
from bot.feedback.working_days import working_age
from bot.slack.actions import Button
from bot.slack.feedback.look import EVERYTHING, PAGE, STILL_OPEN, UNCLAIMED, Look
from bot.slack.feedback.words import SIGN
from bot.slack.messages.blocks import Json, button, buttons, formatted, small, words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape

LONGEST_SHOWN = 140


@dataclass(frozen=True)
class RegisterPage:
    """One page: `found` is how many items the filters leave, `unclaimed` how many open items have
    no owner whatever the filters; `link` gives the address of an item's card, or nothing.
    """

    look: Look
    items: Sequence[Item]
    found: int
    unclaimed: int
    now: datetime
    link: Callable[[Item], str | None]


def register_blocks(page: RegisterPage) -> list[Json]:
    """Blocks for the Home tab, at most 2 an item and 5 more."""
    blocks = [formatted("*Feedback register*"), small(_summary(page))]
    for item in page.items:
        blocks += [formatted(_title(item, page)), small(*_below(item))]
    if not page.items and page.look.narrowed:
        blocks.append(words("Nothing matches."))
    return [*blocks, _row(page)]


def _summary(page: RegisterPage) -> str:
    look, first = page.look, page.look.page * PAGE + 1
    status = {STILL_OPEN: "Open items", EVERYTHING: "All items"}
    parts = [status.get(look.status) or f"Status: {Status[look.status]}"]
    if look.area:
        parts.append(Area[look.area].value)
    if look.owner:
        parts.append("without an owner" if look.owner == UNCLAIMED else "with the owner you chose")
    if look.words:
        parts.append(f"with “{look.words}”")
    count = f"{first} to {first + len(page.items) - 1} of {page.found}" if page.items else "none"
    if not page.items and not look.narrowed:
        return f"{', '.join(parts)}: none"
    waiting = f"{page.unclaimed} without an owner" if page.unclaimed else "all have an owner"
    return f"{', '.join(parts)}: {count} · Of what is open, {waiting}"


def _title(item: Item, page: RegisterPage) -> str:
    """Status in words beside its colour; the number leads to the thread."""
    link = page.link(item)
    name = f"#{item.number}"
    name = f"<{link}|{name}>" if link else name
    days = working_age(item.received, page.now)
    age = (
        "received today" if days == 0 else "1 working day" if days == 1 else f"{days} working days"
    )
    owner = f"<@{item.claimed_by}>" if item.claimed_by else "*no owner yet*"
    status = item.status.capitalize()
    return f"{SIGN[item.status]} *{name}* · {status} · {age} · {owner}"


def _below(item: Item) -> list[str]:
    text = shortened(item.text.replace("\n", " "), LONGEST_SHOWN)[0]
    about = " · ".join(filter(None, [item.area.value, item.about.place]))
    return [f"“{text}”", about] if text else ["The text was withdrawn.", about]


def _row(page: RegisterPage) -> Json:
    look, last = page.look, max(0, page.found - 1) // PAGE
    row = [button("Filter or search", Button.REGISTER_FILTER, look.to_page(0))]
    if look.page > 0:
        row.append(button("Back", Button.REGISTER_BACK, look.to_page(min(look.page, last + 1) - 1)))
    if look.page < last:
        row.append(button("Next", Button.REGISTER_NEXT, look.to_page(look.page + 1)))
    if look.narrowed:
        row.append(button("Show all open", Button.REGISTER_ALL, Look().to_page(0)))
    return buttons(*row)


def card_link(workspace: str, channel: str, ts: str) -> str:
    """The address of a message, as Slack makes it: `workspace` ends in a slash."""
    return f"{escape(workspace)}archives/{channel}/p{ts.replace('.', '')}"
