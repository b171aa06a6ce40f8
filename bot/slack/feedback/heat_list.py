"""What is talked about, for staff in Slack: paragraphs, then documents and their sections."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feedback.insight import FEWEST, Heat, HeatReport
from bot.slack.feedback.words import REASON_WORDS
from bot.slack.messages.blocks import Json, SlackMessage, formatted, heading, small, words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape

HEAT_DAYS, MOST_DAYS = 90, 3_650
MOST_SHOWN = 8
LONGEST_PLACE = 200


def heat_message(report: HeatReport, days: int, public_url: str) -> SlackMessage:
    """The most talked about first."""
    title = f"What is talked about, last {days} days"
    if not report.paragraphs and not report.sections:
        return SlackMessage(title, [heading(title), words("Nothing was asked or fed back.")])
    blocks = [heading(title), *_listed("Paragraphs", report.paragraphs, public_url)]
    blocks += _listed("Documents and sections", report.sections, public_url)
    hint = f"Areas with fewer than {FEWEST} people are counted together. Another time: "
    files = "All of it: guidance feedback heat, or the sheet Heat of the export."
    return SlackMessage(title, [*blocks, small(f"{hint}/policy-feedback heat 28", files)])


def _listed(title: str, listed: Sequence[Heat], public_url: str) -> list[Json]:
    if not listed:
        return []
    blocks = [formatted(f"*{title}*")]
    for one in listed[:MOST_SHOWN]:
        blocks += [formatted(_place(one, public_url)), small(*_counts(one))]
    more = len(listed) - MOST_SHOWN
    return [*blocks, small(f"and {more} more")] if more > 0 else blocks


def _place(one: Heat, public_url: str) -> str:
    place = escape(shortened(one.place, LONGEST_PLACE)[0])
    if not one.paragraph_id:
        return place
    document, _, paragraph = one.paragraph_id.partition(".")
    return f"<{public_url.rstrip('/')}/read/{document}/{paragraph}|{place}>"


def _counts(one: Heat) -> list[str]:
    questions = "1 question" if one.questions == 1 else f"{one.questions} questions"
    items = "1 feedback item" if one.items == 1 else f"{one.items} feedback items"
    reasons = [f"{REASON_WORDS.get(name, name)} {count}" for name, count in one.bad.items()]
    bad = sum(one.bad.values())
    down = f"{bad} thumbs down ({', '.join(reasons)})" if bad else "no thumb down"
    lines = [f"{questions} · {down} · {items}"]
    if one.areas:
        areas = [f"{area} {count}" for area, count in one.areas.items()]
        rest = [f"other areas or not given {one.elsewhere}"] if one.elsewhere else []
        lines.append(" · ".join([*areas, *rest]))
    return lines
