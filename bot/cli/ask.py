"""`guidance ask` and `guidance paragraphs`: what the live edition says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click
from rich.console import Console

from bot.answering.answer import Outcome
from bot.answering.answer_json import answer_to_json
from bot.answering.assistant import DEFAULT_LIMIT, LARGEST_LIMIT
from bot.bootstrap.editions import open_edition
from bot.bootstrap.service import Service, local_numbers, open_service
from bot.bootstrap.store import now
from bot.cli.failures import plain_failures
from bot.cli.first import publish_first
from bot.screening.danger_card import danger_card
from bot.screening.notice import masking_notice
from bot.settings import Settings
from bot.terminal.answer_text import print_answer
from bot.terminal.batch import read_questions
from bot.terminal.danger_text import print_danger
from corpus.paragraph_json import paragraph_to_json
from index.search import PARTS


@click.command(epilog='Example: guidance ask "is anyone making it easier for nurses to come back?"')
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
        contacts = local_numbers(service) if answer.urgent else None
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


@click.command(epilog="Example: guidance paragraphs --json --document one-year-on-2010")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--document", help="Only this document.")
@click.pass_obj
@plain_failures
def paragraphs(settings: Settings, *, as_json: bool, document: str | None) -> None:
    """Print every paragraph of the live edition."""
    publish_first(settings)
    with open_edition(settings) as edition:
        if document is not None and document not in edition.documents:
            raise click.UsageError(f"There is no document {document} in the live edition.")
        for paragraph in edition.paragraphs:
            if document not in (None, paragraph.document):
                continue
            if as_json:
                click.echo(json.dumps(paragraph_to_json(paragraph), ensure_ascii=False))
            else:
                click.echo(f"{paragraph.document}, {paragraph.locator}: {paragraph.text}")


@contextmanager
def _service(settings: Settings) -> Iterator[Service]:
    """Everything that answers; publishes the shipped documents first when nothing is published."""
    publish_first(settings)
    with open_service(settings) as service:
        yield service
