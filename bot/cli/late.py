"""A group whose commands are imported when they are run: to list them needs only their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True)
class Late:
    """A command by its module, where it has the name it is called by; `help` is one line."""

    module: str
    help: str


class LateGroup(click.Group):
    """The index and its libraries take seconds to load, which `--help` must not."""

    def __init__(self, late: Mapping[str, Late], **settings: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(**settings)
        self.late = late

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order they are told."""
        return list(self.late)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Load a command; None when there is none of this name."""
        known = self.late.get(name)
        if known is None:
            return None
        command: click.Command = getattr(import_module(known.module), name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.help) for name, one in self.late.items()])
