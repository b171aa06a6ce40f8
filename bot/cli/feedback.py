"""`guidance feedback …`: the register of policy feedback."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from bot import bootstrap
from bot.cli.failures import plain_failures
from bot.feedback.area import Area
from bot.feedback.register import EVERY, Wanted
from bot.feedback.status import Status
from bot.settings import Settings
from bot.terminal.feedback_text import print_feedback


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
    with bootstrap.open_feedback(settings) as register:
        print_feedback(Console(highlight=False), register.list(wanted), bootstrap.now())


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

    with bootstrap.open_feedback(settings) as register:
        items = register.list(Wanted(limit=EVERY))
    click.echo(f"Wrote {write_feedback(items, csv_file, xlsx_file, bootstrap.now())} items.")
