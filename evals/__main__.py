"""`python -m evals`: ask every question, print the figures, leave a run folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from evals import measures, report
from evals.dataset import BATCHES, load, load_file, problems
from evals.edition import build
from evals.run import ask_all
from index.adapters.sentence_transformers import sentence_encoder
from index.answerability import threshold
from index.search import PARTS, Searcher
from index.whole_answer import WholeAnswers

RUNS = Path(__file__).parent / "runs"
PROCESSES = 2


@click.command()
@click.option("--half", type=click.Choice([*BATCHES, "both"]), default="both", show_default=True)
@click.option("--without", multiple=True, type=click.Choice(sorted(PARTS)), help="leave a part out")
@click.option("--corpus", type=click.Path(exists=True, path_type=Path), help="another corpus")
@click.option("--gold", type=click.Path(exists=True, path_type=Path), help="questions of your own")
@click.option("--compare", type=click.Path(exists=True, path_type=Path), help="an earlier run")
@click.option("--out", type=click.Path(path_type=Path), help="run folder [evals/runs/<time>]")
def main(**options: Any) -> None:  # noqa: ANN401 - click passes every option by name
    """Measure the search on questions whose answers are known.

    Example: python -m evals --half dev --without phrasings
    """
    started = datetime.now(UTC)
    half, gold, without = options["half"], options["gold"], options["without"]
    edition = build(options["corpus"])
    batches = BATCHES if half == "both" else (half,)
    questions = load_file(gold, "own") if gold else load(batches)
    searcher = WholeAnswers(Searcher(sentence_encoder(None)))
    outcomes = ask_all(searcher, edition, questions, frozenset(without), processes=PROCESSES)
    config = {
        "started": started.isoformat(timespec="seconds"),
        "commit": _commit(),
        "half": half if gold is None else str(gold),
        "without": ", ".join(without),
        "model": edition.manifest.model,
        "paragraphs": len(edition.paragraphs),
        "entries": len(edition.entries),
        "threshold": threshold(),
    }
    wrong = problems(questions, edition.paragraphs)
    folder = options["out"] or RUNS / started.strftime("%Y%m%d-%H%M%S-%f")
    figures = report.write(report.Run(config, outcomes, wrong), folder)
    _print(figures)
    if options["compare"] is not None:
        _compare(measures.retrieval(outcomes), report.earlier(options["compare"]))
    seconds = (datetime.now(UTC) - started).total_seconds()
    click.echo(f"{len(wrong)} problems with the questions; {seconds:.0f} s; {folder}/index.html")


def _print(figures: Mapping[str, Any]) -> None:
    """The figures as a table for a terminal."""
    names = [*(f"ok@{cut}" for cut in measures.CUTS), "mrr"]
    click.echo(f"{'':34}" + "".join(f"{name:>8}" for name in ("n", *names)))
    groups = {"all": figures["overall"]}
    for name in ("by_half", "by_style", "by_document"):
        groups |= figures[name]
    for name, one in groups.items():
        cells = "".join(f"{one[each]:8.3f}" for each in names)
        click.echo(f"{name:34}{int(one['questions']):8d}{cells}")
    for name, (low, high) in figures["intervals"].items():
        click.echo(f"95 % interval of {name:6} {low:.3f} to {high:.3f}")
    for half, refusals in {"all": figures["refusals"], **figures["refusals_by_half"]}.items():
        listed = ", ".join(f"{name} {value:.3f}" for name, value in refusals.items())
        click.echo(f"{half}: {listed}")
    click.echo(f"median milliseconds a question {figures['median_ms']:.0f}")


def _compare(ours: Mapping[str, Mapping[str, float]], theirs: Mapping[str, Any]) -> None:
    """Differences to an earlier run, question by question, with their p."""
    for name in ("ok@1", "ok@5", "ok@10", "mrr"):
        difference, p = measures.paired(
            {key: one[name] for key, one in ours.items()},
            {key: one[name] for key, one in theirs.items()},
        )
        click.echo(f"against the earlier run, {name}: {difference:+.3f} (p {p:.3f})")


def _commit() -> str:
    """The commit evaluated, with a plus when the tree differs from it."""
    command = ["git", "describe", "--always", "--dirty=+"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
