"""`guidance serve`, `guidance check` and `guidance forget`: running the service."""

from __future__ import annotations

import sys

import click

from bot.bootstrap.feedback import forget_person
from bot.cli.failures import COMMAND_LINE, plain_failures
from bot.cli.first import publish_first
from bot.logs import configure_logs
from bot.settings import Settings, read_settings
from bot.terminal.progress import progress_bar


@click.command(epilog="Example: guidance serve --port 8080")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes any.")
@plain_failures
def serve(*, host: str | None, port: int | None) -> None:
    """Start the assistant: web pages, JSON API, and Slack when its settings are present."""
    configure_logs(level="INFO")
    settings = read_settings(host=host, port=port)
    with progress_bar() as on_progress:
        publish_first(settings, on_progress)
    from bot import serving  # noqa: PLC0415 - the web and Slack libraries: half a second

    serving.run(settings, click.echo)


@click.command(epilog="Example: guidance check")
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


@click.command(epilog="Example: guidance forget --user U0123456789")
@click.option("--user", required=True, help="Slack user id of the person.")
@click.pass_obj
@plain_failures
def forget(settings: Settings, user: str) -> None:
    """Remove a person's questions, answers and votes; the audit keeps that it was done."""
    removed = forget_person(settings, user, COMMAND_LINE)
    click.echo(
        f"Removed {removed.answers} answers, {removed.votes} votes, {removed.deliveries} messages."
    )
