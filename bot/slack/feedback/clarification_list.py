"""`/policy-feedback clarifications`: all that were given, where each stands, a way to withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.clarification import Clarification, State
from bot.slack.actions import Button
from bot.slack.messages.blocks import (
    Json,
    SlackMessage,
    button,
    buttons,
    divider,
    small,
    words,
)
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened

MOST_SHOWN = 10
LONGEST_SHOWN = 300
NONE = "No clarification has been given yet. What people asked in vain: /policy-feedback gaps"
SIGN = {State.LIVE: "🟢", State.EXPIRED: "⚪", State.WITHDRAWN: "⚪"}


def clarifications_message(found: Sequence[Clarification], today: date) -> SlackMessage:
    """Newest first; those withdrawn by name only, since nobody is shown them any more."""
    write = buttons(button("Write a clarification", Button.CLARIFICATION_WRITE, ""))
    if not found:
        return SlackMessage(NONE, [words(NONE), write])
    live = sum(one.state(today) is State.LIVE for one in found)
    title = f"NSDU clarifications: {live} live, {len(found)} in all."
    blocks: list[Json] = [words(title)]
    for one in found[:MOST_SHOWN]:
        blocks += [divider(), *_one(one, today)]
    newest = [small(f"The newest {MOST_SHOWN} are shown.")] if len(found) > MOST_SHOWN else []
    return SlackMessage(title, [*blocks, divider(), *newest, write])


def _one(one: Clarification, today: date) -> list[Json]:
    state = one.state(today)
    title = f"{SIGN[state]} Clarification {one.number} · {standing(one, today)}"
    more = len(one.questions) - 1
    also = "" if not more else " and one more" if more == 1 else f" and {more} more"
    lines = [f"In answer to: “{one.questions[0]}”{also}"]
    lines.append(f"Signed: {one.name}, {one.unit}, {in_words(one.dated.isoformat())}")
    if state is State.WITHDRAWN:
        return [words(title), small(*lines)]
    block = words(f"{title}\n{shortened(one.text, LONGEST_SHOWN)[0]}")
    spoken = f"Withdraw clarification {one.number}"
    number = str(one.number)
    block["accessory"] = button("Withdraw", Button.CLARIFICATION_WITHDRAW, number, spoken=spoken)
    return [block, small(*lines)]


def standing(one: Clarification, today: date) -> str:
    """ "Live until 2 December 2026"."""
    state = one.state(today)
    if state is State.WITHDRAWN and one.withdrawn is not None:
        return f"Withdrawn on {in_words(one.withdrawn.date().isoformat())}"
    word = "Live until" if state is State.LIVE else "Expired on"
    return f"{word} {in_words(one.until.isoformat())}"
