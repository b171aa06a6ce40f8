"""Gaps and clarifications in a terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.answering.clarification import Clarification
from bot.answering.dates import long_date
from bot.feedback.gap_list import ListedGap
from bot.terminal.answer_text import one_line


def print_gaps(console: Console, listed: Sequence[ListedGap], found: int, today: date) -> None:
    """The largest gaps first. `found` is how many there are in all."""
    if not listed:
        console.print("Nobody asked anything that the guidance does not answer.")
    for one in listed:
        gap = one.gap
        people = f", {gap.people} people" if gap.people is not None else ""
        areas = "".join(f", {count} in {area}" for area, count in gap.areas)
        _line(console, f"{gap.count:5}  {one_line(gap.question, 200)}{people}{areas}", "bold")
        for wording in gap.wordings[1:]:
            _line(console, f"       also: {one_line(wording, 200)}", "dim")
        if one.clarification is not None:
            _line(console, f"       {_standing(one.clarification, today)}", "green")
    if found > len(listed):
        _line(console, f"{found - len(listed)} more gaps: raise --limit.", "")


def gap_to_json(one: ListedGap, today: date) -> dict[str, object]:
    """One gap as JSON. `people` is null, and an area left out, below five people."""
    gap, known = one.gap, one.clarification
    clarification = None if known is None else clarification_to_json(known, today)
    return {
        "question": gap.question,
        "count": gap.count,
        "people": gap.people,
        "areas": [{"area": area, "people": people} for area, people in gap.areas],
        "wordings": list(gap.wordings),
        "clarification": clarification,
    }


def print_clarifications(console: Console, found: Sequence[Clarification], today: date) -> None:
    """Newest first: where each stands, what it answers, its beginning, who signed."""
    if not found:
        console.print("No clarification has been given yet.")
    for one in found:
        _line(console, _standing(one, today), "bold")
        _line(console, f"   In answer to: {one_line(one.questions[0], 200)}", "")
        _line(console, f"   {one_line(one.text, 200)}", "")
        _line(console, f"   Signed: {one.name}, {one.unit}, {long_date(one.dated.isoformat())}", "")


def clarification_to_json(one: Clarification, today: date) -> dict[str, object]:
    """One clarification as JSON, without the ids of staff."""
    return {
        "number": one.number,
        "state": one.state(today).value,
        "text": one.text,
        "questions": list(one.questions),
        "unit": one.unit,
        "name": one.name,
        "dated": one.dated.isoformat(),
        "until": one.until.isoformat(),
    }


def _standing(one: Clarification, today: date) -> str:
    until = long_date(one.until.isoformat())
    return f"Clarification {one.number}: {one.state(today)}, last day {until}"


def _line(console: Console, text: str, style: str) -> None:
    # Text: nobody's words are taken for markup.
    console.print(Text(text, style), soft_wrap=True)
