"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from index.build import Progress as OnProgress
from index.build import no_progress


@contextmanager
def progress_bar() -> Iterator[OnProgress]:
    """Show the stage and how far it is, on standard error, when that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield no_progress
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            progress.update(task, description=stage, completed=done, total=total)

        yield show
