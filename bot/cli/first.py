"""The first edition, published by the first command that needs one."""

from __future__ import annotations

import click

from bot.bootstrap import editions
from bot.settings import Settings
from index.build import Progress, no_progress


def publish_first(settings: Settings, on_progress: Progress = no_progress) -> None:
    """Publish the shipped documents when nothing is published, and say so."""
    if editions.publish_first(settings, on_progress):
        click.echo("Published the first edition from the shipped documents.", err=True)
