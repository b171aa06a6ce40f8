"""`guidance feedback …`: the register of policy feedback."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console

from bot.bootstrap.feedback import open_clarifications, open_feedback
from bot.bootstrap.store import now, today
from bot.cli.failures import plain_failures
from bot.feedback.area import Area
from bot.feedback.gap_list import DAYS
from bot.feedback.insight import HeatReport
from bot.feedback.register import EVERY, Wanted
from bot.feedback.status import Status
from bot.settings import Settings
from bot.terminal.feedback_text import print_feedback
from bot.terminal.gap_text import (
    clarification_to_json,
    gap_to_json,
    print_clarifications,
    print_gaps,
)
from bot.terminal.heat_text import HEAT_SINCE, heat_rows, print_heat


@click.group()
def feedback() -> None:
    """The register of policy feedback."""


@feedback.command("list", epilog="Example: guidance feedback list --status new --words threshold")
@click.option("--status", type=click.Choice([status.value for status in Status]))
@click.option("--area", type=click.Choice([area.value for area in Area]))
@click.option("--words", default="", help="Words to look for in text, place and number.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.pass_obj
@plain_failures
def list_feedback(
    settings: Settings, *, status: str | None, area: str | None, words: str, limit: int
) -> None:
    """List items, newest first."""
    statuses = frozenset({Status(status)}) if status else None
    wanted = Wanted(statuses, Area(area) if area else None, words=words, limit=limit)
    with open_feedback(settings) as register:
        print_feedback(Console(highlight=False), register.list(wanted), now())


@feedback.command(epilog="Example: guidance feedback export --csv feedback.csv")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
@plain_failures
def export(settings: Settings, *, csv_file: Path | None, xlsx_file: Path | None) -> None:
    """Write the whole register to a CSV file, or a workbook with charts. Names nobody who did not
    agree to it.
    """
    if csv_file is None and xlsx_file is None:
        raise click.UsageError("Give --csv FILE or --xlsx FILE.")
    # Takes 0.3 s to load, which no other command needs.
    from bot.terminal.feedback_sheet import write_feedback  # noqa: PLC0415

    with open_feedback(settings) as register:
        items = register.list(Wanted(limit=EVERY))
    heat = _heat(settings, HEAT_SINCE) if xlsx_file else HeatReport()
    click.echo(f"Wrote {write_feedback(items, csv_file, xlsx_file, now(), heat)} items.")


@feedback.command(epilog="Example: guidance feedback gaps --days 30")
@click.option("--days", type=click.IntRange(1), default=DAYS, show_default=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
@plain_failures
def gaps(settings: Settings, *, days: int, limit: int, as_json: bool) -> None:
    """List what people asked in the last days and the guidance does not answer."""
    from bot.bootstrap.gaps import open_gaps  # noqa: PLC0415 - the search's libraries

    with open_gaps(settings) as known:
        listed, found = known.last(days, limit)
        day = known.today()
    if as_json:
        _echo_json(gap_to_json(one, day) for one in listed)
        return
    print_gaps(Console(highlight=False), listed, found, day)


@feedback.command(epilog="Example: guidance feedback clarifications --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
@plain_failures
def clarifications(settings: Settings, *, as_json: bool) -> None:
    """List the NSDU clarifications: live, expired and withdrawn, newest first."""
    with open_clarifications(settings) as book:
        found, day = book.all(), today()
    if as_json:
        _echo_json(clarification_to_json(one, day) for one in found)
        return
    print_clarifications(Console(highlight=False), found, day)


@feedback.command("heat", epilog="Example: guidance feedback heat --days 28")
@click.option("--days", type=click.IntRange(1), default=HEAT_SINCE.days, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
@plain_failures
def show_heat(settings: Settings, *, days: int, as_json: bool) -> None:
    """Show for each paragraph and section: questions, thumbs down by reason, feedback items.
    Areas with fewer than 5 people are counted together.
    """
    report = _heat(settings, timedelta(days=days))
    if as_json:
        _echo_json(heat_rows(report))
        return
    print_heat(Console(highlight=False), report)


def _heat(settings: Settings, last: timedelta) -> HeatReport:
    from bot.bootstrap.heat import heat_since  # noqa: PLC0415 - the index's libraries

    return heat_since(settings, now() - last)


def _echo_json(rows: Iterable[Mapping[str, object]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
