"""The windows of the NSDU: reply, status, merge, priority area."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.feedback.item import Entry, Item
from bot.feedback.status import LONGEST_REASON, By, Need, Status, allowed, needs
from bot.slack.actions import Form
from bot.slack.feedback import words as say
from bot.slack.feedback.form import AREAS
from bot.slack.feedback.inputs import choice, line, lines, menu
from bot.slack.messages.blocks import Json, Run, divider, modal, quoted, small, words
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened

LONGEST_REPLY = 2_000
LONGEST_SHOWN = 300


def reply_window(item: Item) -> Json:
    """A box for a reply; what will be sent is shown before it is."""
    blocks = [
        small(_in_short(item), "Neither side sees the other's name. The reply is signed NSDU."),
        lines("words", "Your reply", longest=LONGEST_REPLY),
    ]
    view = modal("Reply to sender", blocks, callback=Form.FEEDBACK_REPLY, submit="Show it first")
    return view | {"private_metadata": str(item.number)}


def preview_window(number: str, reply: str) -> Json:
    """Exactly what the sender will read."""
    title = say.REPLY.format(number=number)
    blocks = [small("The sender will read exactly this:"), words(title), quoted([Run(reply)])]
    view = modal("Send this reply?", blocks, callback=Form.FEEDBACK_SEND, submit="Send")
    return view | {"private_metadata": json.dumps([number, reply], ensure_ascii=False)}


def status_window(item: Item, history: Sequence[Entry]) -> Json:
    """The moves that the table allows from here, and what happened so far."""
    moves = [to for to in allowed(item.status, By.STAFF) if Need.TARGET not in needs(to)]
    if not moves:
        blocks = [words(f"#{item.number} is {item.status}: {say.NOTHING_ALLOWED}.")]
        return modal("Status", [*blocks, *_past(history)], callback=Form.READ_ONLY)
    blocks = [
        small(_in_short(item)),
        choice("to", f"#{item.number} is {item.status}. Change it to", [_option(m) for m in moves]),
        lines("words", "Reason, or what changed", optional=True, longest=LONGEST_REASON),
        line("link", "Link to the changed edition or paragraph", optional=True),
        divider(),
        *_past(history),
    ]
    view = modal("Status", blocks, callback=Form.FEEDBACK_STATUS, submit="Change")
    return view | {"private_metadata": str(item.number)}


def merge_window(item: Item) -> Json:
    """A box for the number of the item that says the same."""
    first = str(item.alike[0]) if item.alike else ""
    alike = ", ".join(f"#{number}" for number in item.alike) or "none found"
    blocks = [
        small(_in_short(item), f"Items like it: {alike}"),
        words("Everybody whose item is merged hears what becomes of the other one."),
        line("target", "Merge into number", first),
    ]
    view = modal("Merge", blocks, callback=Form.FEEDBACK_MERGE, submit="Merge")
    return view | {"private_metadata": str(item.number)}


def area_window(item: Item) -> Json:
    """The six priority areas, and other."""
    blocks = [small(_in_short(item)), menu("area", "Priority area", AREAS, item.area.name)]
    view = modal("Priority area", blocks, callback=Form.FEEDBACK_AREA, submit="Save")
    return view | {"private_metadata": str(item.number)}


def _option(to: Status) -> tuple[str, str]:
    needed = ", ".join(need.value for need in needs(to))
    return to.name, to.value.capitalize() + (f" (needs {needed})" if needed else "")


def _in_short(item: Item) -> str:
    return f"#{item.number}: {shortened(item.text, LONGEST_SHOWN)[0]}"


def _past(history: Sequence[Entry]) -> list[Json]:
    found = []
    for entry in history[-20:]:
        what = f"{entry.before} → {entry.after}" if entry.before else entry.after or entry.kind
        said = f": {shortened(entry.words, LONGEST_SHOWN)[0]}" if entry.words else ""
        found.append(small(f"{in_words(entry.at.date().isoformat())} · {what}{said}"))
    return found
