"""`guidance index publish --dry-run`: the paragraphs that would change, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from rich.console import Console

from bot.bootstrap import editions
from bot.feedback.accepted import EditionPhrasings
from bot.settings import Settings
from bot.terminal.edition_text import print_comparison
from bot.terminal.progress import progress_bar
from corpus.library import Library
from evals.dataset import Asked, load
from evals.edition_diff import edition_diff
from index.adapters.sentence_transformers import sentence_encoder
from index.build import Progress
from index.errors import NoEdition
from index.search import Searcher
from index.whole_answer import WholeAnswers

QUESTIONS, STEP = ("dev",), 3  # every third: half a minute, and a loss of a document still shows


def print_dry_run(settings: Settings, library: Library, phrasings: EditionPhrasings) -> None:
    """Print both differences against the live edition. Publishes nothing."""
    with editions.open_publisher(settings) as publisher:
        print_comparison(Console(highlight=False), publisher.compare(library))
        if publisher.same(library, phrasings.every) is not None:
            click.echo("Every answer stays what it is.")
            return
    try:
        _print_answers(settings, library, phrasings)
    except NoEdition:
        click.echo("No edition is live, so there are no answers to compare.")


def _print_answers(settings: Settings, library: Library, phrasings: EditionPhrasings) -> None:
    with editions.open_edition(settings) as live, progress_bar() as on_progress:
        on_progress("building the new edition in memory", 0, 1)
        new = editions.unpublished_edition(settings, library, phrasings)
        searcher = WholeAnswers(Searcher(sentence_encoder(settings.embedding_model)))
        questions = load(QUESTIONS)[::STEP]

        def told(asked: Iterable[Asked]) -> Iterator[Asked]:
            return _told(asked, len(questions), on_progress)

        diff = edition_diff(searcher, live, new, questions, told)
    for line in diff.lines():
        click.echo(line)


def _told(asked: Iterable[Asked], total: int, on_progress: Progress) -> Iterator[Asked]:
    for done, one in enumerate(asked):
        on_progress("asking the evaluation's questions", done, total)
        yield one
