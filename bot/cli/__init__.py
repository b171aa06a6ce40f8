"""The `guidance` command: parse, call, exit code. 0 done, 1 refused or failed, 2 wrong usage."""

from bot.cli.commands import main

__all__ = ["main"]
