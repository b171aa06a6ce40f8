"""`/policy-feedback gaps`: what the guidance does not answer, with a button to clarify it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.clarification import Clarification, State
from bot.feedback.gap_list import ListedGap
from bot.feedback.gaps import FEW, Gap
from bot.slack.actions import Button
from bot.slack.messages.blocks import (
    Json,
    SlackMessage,
    button,
    buttons,
    divider,
    formatted,
    small,
    words,
)
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened

MOST_SHOWN = 10
LONGEST_SHOWN = 300
ALSO_SHOWN = 2
NONE = "Nobody asked anything in the last {days} days that the guidance does not answer."
SMALL = f"An area, or how many people asked, is shown from {FEW} people on."
HOW = "Look back further or less far: /policy-feedback gaps 30 · Answers given: {command}"
NAME_IT = "A paragraph answers it"
CLARIFICATIONS = "/policy-feedback clarifications"


def gaps_message(listed: Sequence[ListedGap], found: int, days: int, today: date) -> SlackMessage:
    """The largest gaps first. `found` is how many there are in the last `days` days."""
    if not listed:
        nothing = NONE.format(days=days)
        return SlackMessage(nothing, [words(nothing)])
    asked = "1 question" if found == 1 else f"{found} different questions"
    shown = "" if found == len(listed) else f" The {len(listed)} most asked:"
    title = f"{asked} that the guidance did not answer in the last {days} days.{shown}"
    blocks: list[Json] = [words(title)]
    for one in listed:
        blocks += [divider(), *_gap(one, today)]
    how = HOW.format(command=CLARIFICATIONS)
    return SlackMessage(title, [*blocks, divider(), small(SMALL, how)])


def silence_hint() -> list[Json]:
    """The way to gaps and clarifications, for the Home tab of staff."""
    gaps = "What people asked that the guidance does not answer: /policy-feedback gaps"
    given = f"Clarifications given: {CLARIFICATIONS}"
    return [formatted("*Where the guidance is silent*"), small(gaps, given)]


def _gap(listed: ListedGap, today: date) -> list[Json]:
    gap, known = listed.gap, listed.clarification
    block = words(f"“{shortened(gap.question, LONGEST_SHOWN)[0]}”")
    if known is None or known.state(today) is not State.LIVE:
        spoken = f"Answer: {gap.question}"
        block["accessory"] = button(
            "Answer it", Button.CLARIFICATION_WRITE, "|".join(gap.answer_ids), spoken=spoken
        )
    lines = [asked_in_words(gap)]
    also = [shortened(text, LONGEST_SHOWN)[0] for text in gap.wordings[1 : 1 + ALSO_SHOWN]]
    if also:
        lines.append("Also asked: " + " · ".join(f"“{text}”" for text in also))
    if known is not None:
        lines.append(_known(known, today))
    named = button(NAME_IT, Button.FEEDBACK_CORRECT, gap.answer_ids[0])
    return [block, small(*lines), buttons(named)]


def asked_in_words(gap: Gap) -> str:
    """ "Asked 12 times, by 7 people, of them 5 in Dudley"."""
    times = "once" if gap.count == 1 else "twice" if gap.count == 2 else f"{gap.count} times"
    who = "" if gap.people is None else f", by {gap.people} people"
    areas = ", ".join(f"{people} in {area}" for area, people in gap.areas)
    return f"Asked {times}{who}" + (f", of them {areas}" if areas else "")


def _known(one: Clarification, today: date) -> str:
    until = in_words(one.until.isoformat())
    if one.state(today) is State.LIVE:
        return f"🟢 Clarification {one.number} answers it until {until}"
    return f"⚪ Clarification {one.number} answered it; it expired on {until}"
