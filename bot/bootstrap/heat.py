"""The wiring of the heat report: questions, thumbs and feedback, by place in the documents."""

from __future__ import annotations

from datetime import datetime

from bot.bootstrap.editions import open_edition
from bot.bootstrap.store import open_migrated
from bot.database.asked_book import AskedRepository
from bot.database.feedback import FeedbackRepository
from bot.feedback.insight import HeatReport, heat_report, paths_of
from bot.feedback.register import EVERY, Wanted
from bot.settings import Settings
from index.errors import NoEdition


def heat_since(settings: Settings, since: datetime) -> HeatReport:
    """What is asked about, voted down and fed back on since then."""
    with open_migrated(settings) as database:
        cited = AskedRepository(database).cited(since)
        items = FeedbackRepository(database).list(Wanted(since=since, limit=EVERY))
    try:
        with open_edition(settings) as edition:
            paths = paths_of(edition.documents, edition.paragraphs)
    except NoEdition:
        paths = {}
    return heat_report(cited, items, paths)
