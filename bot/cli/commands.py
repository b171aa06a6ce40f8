"""The commands about questions, editions and the service."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from rich.console import Console

from bot import bootstrap
from bot.answering.answer import Outcome
from bot.answering.answer_json import answer_to_json
from bot.answering.assistant import DEFAULT_LIMIT, LARGEST_LIMIT
from bot.bootstrap.store import now
from bot.cli.dry_run import print_dry_run
from bot.cli.failures import plain_failures
from bot.cli.feedback import feedback
from bot.cli.phrasings import phrasings
from bot.logs import configure_logs
from bot.screening.danger_card import danger_card
from bot.screening.notice import masking_notice
from bot.settings import Settings, read_settings
from bot.terminal.answer_text import print_answer
from bot.terminal.batch import read_questions
from bot.terminal.danger_text import print_danger
from bot.terminal.edition_text import print_comparison, print_edition, print_editions
from bot.terminal.phrasing_text import phrasings_line
from bot.terminal.progress import progress_bar
from corpus.paragraph_json import paragraph_to_json
from index.build import Progress, no_progress
from index.edition import EditionId, edition_folder
from index.files import read_manifest, read_paragraphs
from index.publish import KEPT, Unchanged
from index.search import PARTS

COMMAND_LINE = "command line"


@click.group()
@click.version_option(package_name="guidance-assistant")
@click.pass_context
@plain_failures
def main(context: click.Context) -> None:
    """Answers child-safeguarding questions with paragraphs of the published guidance."""
    configure_logs(level="WARNING")
    context.obj = read_settings()


@main.command(epilog='Example: guidance ask "is anyone making it easier for nurses to come back?"')
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer object and nothing else.")
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8"),
    help='File of {"id": …, "text": …} lines; - for standard input. Needs --json.',
)
@click.option(
    "--limit",
    type=click.IntRange(1, LARGEST_LIMIT),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="The most citations.",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(sorted(PARTS)),
    help="Leave one part of the search out; repeatable.",
)
@click.pass_obj
@plain_failures
def ask(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    question: str | None,
    *,
    as_json: bool,
    batch: IO[str] | None,
    limit: int,
    without: tuple[str, ...],
) -> None:
    """Answer QUESTION with cited paragraphs."""
    if (question is None) == (batch is None) or (batch is not None and not as_json):
        raise click.UsageError("Give a QUESTION, or --json --batch FILE.")
    features = frozenset(without)
    with _service(settings) as service:
        if batch is not None:
            for item in read_questions(batch):
                answer = service.assistant.ask(item.text, limit=limit, without=features)
                click.echo(json.dumps(answer_to_json(answer, item.id), ensure_ascii=False))
            return
        answer = service.assistant.ask(question or "", limit=limit, without=features)
        contacts = bootstrap.local_numbers(service) if answer.urgent else None
    console = Console(highlight=False)
    if as_json:
        click.echo(json.dumps(answer_to_json(answer), ensure_ascii=False))
        return
    if answer.urgent:
        print_danger(console, danger_card(answer.danger, contacts, now().date()))
    if answer.masked:
        console.print(masking_notice(answer.masked))
    if answer.outcome is Outcome.REFUSED:
        click.echo(answer.notice, err=True)
        sys.exit(1)
    else:
        print_answer(console, answer, settings.public_url)


@main.command(epilog="Example: guidance paragraphs --json --document one-year-on-2010")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--document", help="Only this document.")
@click.pass_obj
@plain_failures
def paragraphs(settings: Settings, *, as_json: bool, document: str | None) -> None:
    """Print every paragraph of the live edition."""
    _publish_first(settings)
    with bootstrap.open_edition(settings) as edition:
        if document is not None and document not in edition.documents:
            raise click.UsageError(f"There is no document {document} in the live edition.")
        for paragraph in edition.paragraphs:
            if document not in (None, paragraph.document):
                continue
            if as_json:
                click.echo(json.dumps(paragraph_to_json(paragraph), ensure_ascii=False))
            else:
                click.echo(f"{paragraph.document}, {paragraph.locator}: {paragraph.text}")


@main.group()
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
    library = bootstrap.read_corpus(paths)
    asked = bootstrap.edition_phrasings(settings, library)
    click.echo(phrasings_line(len(asked.shipped), asked.accepted))
    if dry_run:
        print_dry_run(settings, library, asked)
        return
    with progress_bar() as on_progress:
        result = bootstrap.publish(settings, library, asked, on_progress, by)
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
    with bootstrap.open_publisher(settings) as publisher:
        print_editions(Console(highlight=False), publisher.register.all())


@index.command(epilog="Example: guidance index show 2026-11-22-1a2b3c")
@click.argument("edition")
@click.pass_obj
@plain_failures
def show(settings: Settings, edition: str) -> None:
    """Show one edition: when, with what model, how many paragraphs of each document."""
    with bootstrap.open_publisher(settings) as publisher:
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
    with bootstrap.open_publisher(settings) as publisher:
        record = publisher.rollback(COMMAND_LINE, EditionId(edition) if edition else None)
    click.echo(f"Edition {record.edition} is live again.")


@index.command(epilog="Example: guidance index verify")
@click.pass_obj
@plain_failures
def verify(settings: Settings) -> None:
    """Check every byte of every edition against its digest."""
    with bootstrap.open_publisher(settings) as publisher:
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
    with bootstrap.open_publisher(settings) as publisher:
        removed = publisher.prune(keep)
    click.echo(f"Removed {len(removed)} editions.")


@main.command(epilog="Example: guidance serve --port 8080")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes any.")
@plain_failures
def serve(*, host: str | None, port: int | None) -> None:
    """Start the assistant: web pages, JSON API, and Slack when its settings are present."""
    configure_logs(level="INFO")
    settings = read_settings(host=host, port=port)
    with progress_bar() as on_progress:
        _publish_first(settings, on_progress)
    from bot import serving  # noqa: PLC0415 - the web and Slack libraries: half a second

    serving.run(settings, click.echo)


@main.command(epilog="Example: guidance check")
@click.pass_obj
@plain_failures
def check(settings: Settings) -> None:
    """Check settings, database, live edition, model and Slack: one line each."""
    from bot import checking  # noqa: PLC0415 - the Slack library: half a second

    good = True
    for finding in checking.findings(settings):
        good &= finding.fine
        click.echo(f"{'ok  ' if finding.fine else 'FAIL'} {finding.part}: {finding.says}")
    if not good:
        sys.exit(1)


@main.command(epilog="Example: guidance forget --user U0123456789")
@click.option("--user", required=True, help="Slack user id of the person.")
@click.pass_obj
@plain_failures
def forget(settings: Settings, user: str) -> None:
    """Remove a person's questions, answers and votes; the audit keeps that it was done."""
    removed = bootstrap.forget_person(settings, user, COMMAND_LINE)
    click.echo(
        f"Removed {removed.answers} answers, {removed.votes} votes, {removed.deliveries} messages."
    )


main.add_command(feedback)
main.add_command(phrasings)


@contextmanager
def _service(settings: Settings) -> Iterator[bootstrap.Service]:
    """Everything that answers; publishes the shipped documents first when nothing is published."""
    _publish_first(settings)
    with bootstrap.open_service(settings) as service:
        yield service


def _publish_first(settings: Settings, on_progress: Progress = no_progress) -> None:
    if bootstrap.publish_first(settings, on_progress):
        click.echo("Published the first edition from the shipped documents.", err=True)
