"""What is talked about, in a terminal and as rows for files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypedDict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.feedback.insight import Heat, HeatReport

HEAT_SINCE = timedelta(days=90)
REASONS = ("not_the_answer", "wrong_paragraph", "hard_to_understand", "missing", "not said")
MOST_SHOWN = 20


class HeatRow(TypedDict):
    """One paragraph, document or section. `thumbs_down` is by reason; `areas` holds those with
    at least 5 people, `elsewhere` the rest.
    """

    kind: str
    place: str
    paragraph_id: str
    questions: int
    thumbs_down: dict[str, int]
    items: int
    areas: dict[str, int]
    elsewhere: int


def heat_rows(report: HeatReport) -> Iterator[HeatRow]:
    """Every paragraph, then every document and section, the most talked about first."""
    for kind, listed in (("paragraph", report.paragraphs), ("section", report.sections)):
        for one in listed:
            yield HeatRow(
                kind=kind,
                place=one.place,
                paragraph_id=one.paragraph_id,
                questions=one.questions,
                thumbs_down=one.bad,
                items=one.items,
                areas=one.areas,
                elsewhere=one.elsewhere,
            )


def print_heat(console: Console, report: HeatReport) -> None:
    """The first MOST_SHOWN of each kind."""
    if not report.paragraphs and not report.sections:
        console.print("Nothing was asked or fed back.")
    for title, listed in (("Paragraphs", report.paragraphs), ("Sections", report.sections)):
        if listed:
            _print(console, title, listed)


def _print(console: Console, title: str, listed: Sequence[Heat]) -> None:
    table = Table("Questions", "Thumbs down", "Feedback", title, "Areas", box=None)
    for one in listed[:MOST_SHOWN]:
        bad = ", ".join(f"{reason} {count}" for reason, count in one.bad.items())
        areas = ", ".join(f"{area} {count}" for area, count in one.areas.items())
        cells = [str(one.questions), bad or "0", str(one.items), one.place, areas]
        table.add_row(*map(Text, cells))
    console.print(table)
    if len(listed) > MOST_SHOWN:
        console.print(f"and {len(listed) - MOST_SHOWN} more; --json prints all.")
