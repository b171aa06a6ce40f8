"""Expected failures at the command line: one plain line and exit status 1, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from bot.errors import GuidanceError
from corpus.errors import CorpusError
from index.errors import IndexFailed

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
COMMAND_LINE = "command line"
"""Who did it, for the audit."""
EXPECTED = (GuidanceError, CorpusError, IndexFailed)


def plain_failures(command: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turn an expected failure into one line on standard error and exit status 1."""

    @wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except EXPECTED as error:
            click.echo(str(error).splitlines()[0], err=True)
            sys.exit(1)

    return run
