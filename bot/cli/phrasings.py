"""`guidance phrasings …`: what thumbs and staff proposed, for review into corpus/phrasings."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from bot.bootstrap import editions
from bot.bootstrap.feedback import open_phrasings
from bot.cli.failures import plain_failures
from bot.feedback.errors import NotWritten
from bot.feedback.phrasing import Decision
from bot.settings import Settings
from bot.terminal.phrasing_text import print_phrasings
from corpus.phrasings import to_lines


@click.group()
def phrasings() -> None:
    """How practitioners ask: proposed by thumbs and staff, accepted or declined in Slack."""


@phrasings.command("list", epilog="Example: guidance phrasings list --decision accepted")
@click.option(
    "--decision",
    type=click.Choice([decision.value for decision in Decision]),
    default=Decision.WAITING.value,
    show_default=True,
)
@click.pass_obj
@plain_failures
def list_phrasings(settings: Settings, *, decision: str) -> None:
    """List proposals, oldest first, with what they come from and who decided."""
    with open_phrasings(settings) as book:
        print_phrasings(Console(highlight=False), book.list(Decision(decision)))


@phrasings.command("export", epilog="Example: guidance phrasings export --output accepted.jsonl")
@click.option("--document", help="Only phrasings of this document.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file to write.")
@click.pass_obj
@plain_failures
def export_phrasings(settings: Settings, *, document: str | None, output: Path | None) -> None:
    """Write the accepted phrasings that the corpus does not hold yet as lines of corpus/phrasings,
    to be read through and added there.
    """
    library = editions.read_corpus(())
    used = [
        one
        for one in editions.edition_phrasings(settings, library).accepted.used
        if document is None or one.paragraph_id.startswith(f"{document}.")
    ]
    digests = {paragraph.paragraph_id: paragraph.sha256 for paragraph in library.paragraphs}
    lines = list(to_lines(used, digests))
    if output is None:
        for line in lines:
            click.echo(line)
        return
    try:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise NotWritten(str(output), error.strerror or "") from error
    click.echo(f"Wrote {len(used)} phrasings of {len(lines)} paragraphs.")
