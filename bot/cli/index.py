"""`guidance index …`: editions of the documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from bot.bootstrap import editions
from bot.cli.failures import COMMAND_LINE, plain_failures
from bot.settings import Settings
from bot.terminal.edition_text import print_comparison, print_edition, print_editions
from bot.terminal.phrasing_text import phrasings_line
from bot.terminal.progress import progress_bar
from index.edition import EditionId, edition_folder
from index.files import read_manifest, read_paragraphs
from index.publish import KEPT, Unchanged


@click.group()
def index() -> None:
    """Build, list, check, publish and roll back editions."""


@index.command(epilog="Example: guidance index publish --dry-run")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.option("--by", default=COMMAND_LINE, help="Who publishes, for the audit.")
@click.pass_obj
@plain_failures
def publish(settings: Settings, paths: tuple[Path, ...], *, dry_run: bool, by: str) -> None:
    """Build a new edition from PATH … (the shipped documents when none), check and publish it."""
    library = editions.read_corpus(paths)
    asked = editions.edition_phrasings(settings, library)
    click.echo(phrasings_line(len(asked.shipped), asked.accepted))
    if dry_run:
        # The evaluation's libraries: seconds, which no other command needs.
        from bot.cli.dry_run import print_dry_run  # noqa: PLC0415

        print_dry_run(settings, library, asked)
        return
    with progress_bar() as on_progress:
        result = editions.publish(settings, library, asked, on_progress, by)
    if isinstance(result, Unchanged):
        click.echo(f"Nothing to publish: edition {result.edition} says all of this already.")
        return
    print_comparison(Console(highlight=False), result.comparison)
    click.echo(f"Edition {result.record.edition} is live.")


@index.command("list", epilog="Example: guidance index list")
@click.pass_obj
@plain_failures
def list_editions(settings: Settings) -> None:
    """List all editions, newest first."""
    with editions.open_publisher(settings) as publisher:
        print_editions(Console(highlight=False), publisher.register.all())


@index.command(epilog="Example: guidance index show 2026-11-22-1a2b3c")
@click.argument("edition")
@click.pass_obj
@plain_failures
def show(settings: Settings, edition: str) -> None:
    """Show one edition: when, with what model, how many paragraphs of each document."""
    with editions.open_publisher(settings) as publisher:
        record = publisher.recorded(EditionId(edition))
        folder = edition_folder(settings.guidance_home, record.edition)
        print_edition(
            Console(highlight=False),
            read_manifest(folder),
            read_paragraphs(folder),
            record.state.value,
        )


@index.command(epilog="Example: guidance index rollback")
@click.argument("edition", required=False)
@click.pass_obj
@plain_failures
def rollback(settings: Settings, edition: str | None) -> None:
    """Go back to EDITION, or to the one that was live before."""
    with editions.open_publisher(settings) as publisher:
        record = publisher.rollback(COMMAND_LINE, EditionId(edition) if edition else None)
    click.echo(f"Edition {record.edition} is live again.")


@index.command(epilog="Example: guidance index verify")
@click.pass_obj
@plain_failures
def verify(settings: Settings) -> None:
    """Check every byte of every edition against its digest."""
    with editions.open_publisher(settings) as publisher:
        records = publisher.register.all()
        damaged = [
            f"{record.edition}: {difference}"
            for record in records
            for difference in publisher.verify(record.edition)
        ]
    for line in damaged:
        click.echo(line, err=True)
    if damaged:
        sys.exit(1)
    click.echo(f"{len(records)} editions, every byte as published.")


@index.command(epilog="Example: guidance index prune --keep 3")
@click.option("--keep", type=click.IntRange(1), default=KEPT, show_default=True)
@click.pass_obj
@plain_failures
def prune(settings: Settings, *, keep: int) -> None:
    """Remove old editions; the live one and the newest others stay."""
    with editions.open_publisher(settings) as publisher:
        removed = publisher.prune(keep)
    click.echo(f"Removed {len(removed)} editions.")
