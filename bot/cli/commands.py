"""The `guidance` command itself: which commands there are and where each is."""

from __future__ import annotations

import click

from bot.cli.failures import plain_failures
from bot.cli.late import Late, LateGroup
from bot.logs import configure_logs
from bot.settings import read_settings

COMMANDS = {
    "ask": Late("bot.cli.ask", "Answer QUESTION with cited paragraphs."),
    "paragraphs": Late("bot.cli.ask", "Print every paragraph of the live edition."),
    "index": Late("bot.cli.index", "Build, list, check, publish and roll back editions."),
    "feedback": Late("bot.cli.feedback", "The register of policy feedback."),
    "phrasings": Late(
        "bot.cli.phrasings",
        "How practitioners ask: proposed by thumbs and staff, accepted or declined in Slack.",
    ),
    "serve": Late(
        "bot.cli.service",
        "Start the assistant: web pages, JSON API, and Slack when its settings are present.",
    ),
    "check": Late(
        "bot.cli.service",
        "Check settings, database, live edition, model and Slack: one line each.",
    ),
    "forget": Late(
        "bot.cli.service",
        "Remove a person's questions, answers and votes; the audit keeps that it was done.",
    ),
}


@click.group(cls=LateGroup, late=COMMANDS)
@click.version_option(package_name="guidance-assistant")
@click.pass_context
@plain_failures
def main(context: click.Context) -> None:
    """Answers child-safeguarding questions with paragraphs of the published guidance."""
    configure_logs(level="WARNING")
    context.obj = read_settings()
