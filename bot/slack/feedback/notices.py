"""The NSDU's daily notice of what nobody has claimed, and its weekly digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.feedback.digest import Digest
from bot.feedback.item import Item
from bot.feedback.working_days import working_age
from bot.slack.messages.blocks import Json, SlackMessage, heading, naming, small, words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape

MOST_NAMED = 20
LONGEST_SHOWN = 120
ANSWER_THEM = "To answer one for now: /policy-feedback gaps"


def unclaimed_notice(items: Sequence[Item], on_turn: str | None, now: datetime) -> SlackMessage:
    """What has no owner, with its age, and whose turn it is."""
    count = "1 item has" if len(items) == 1 else f"{len(items)} items have"
    sentence = f"{count} no owner yet."
    blocks = [words(sentence)]
    if on_turn is not None:
        blocks.append(naming("Next on the rota: ", on_turn))
    for item in items[:MOST_NAMED]:
        age = working_age(item.received, now)
        text = shortened(item.text, LONGEST_SHOWN)[0]
        blocks.append(small(f"#{item.number} · {age} working days · {text}"))
    if len(items) > MOST_NAMED:
        blocks.append(small(f"and {len(items) - MOST_NAMED} more: /policy-feedback list new"))
    return SlackMessage(escape(sentence), blocks)


def weekly_digest(week: str, found: Digest) -> SlackMessage:
    """The week in numbers; lists are left out when they are empty."""
    oldest = "none"
    if found.oldest is not None:
        oldest = f"#{found.oldest[0]}, {found.oldest[1]} working days"
    lines = [
        f"New this week: {found.new} · Open: {found.open} · Oldest open: {oldest}",
        f"Median working days to claim: {_days(found.days_to_claim)} · "
        f"to first reply: {_days(found.days_to_reply)}",
    ]
    themes = [f"{area.value}: {count}" for area, count in found.themes]
    heat = [
        f"{one.place}: {one.questions} questions, {sum(one.bad.values())} thumbs down, "
        f"{one.items} items"
        for one in found.paragraphs
    ]
    gaps = [f"{shortened(gap.question, LONGEST_SHOWN)[0]} ({gap.count})" for gap in found.gaps]
    title = f"Policy feedback, week {week}"
    blocks = [heading(title), *map(words, lines)]
    blocks += [*_listed("Open, by priority area", themes), *_listed("Most talked about", heat)]
    blocks += _listed(f"Questions the guidance did not answer: {found.unanswered}", gaps)
    blocks += [small(ANSWER_THEM)] if gaps else []
    return SlackMessage(escape(f"{title}. {lines[0]}"), blocks)


def _days(days: float | None) -> str:
    return "none yet" if days is None else f"{days:g}"


def _listed(title: str, lines: Sequence[str]) -> list[Json]:
    return [words(title), *(small(line) for line in lines)] if lines else []
