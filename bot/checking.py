"""`guidance check`: each part that the assistant needs, tried, with one line each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.bootstrap.editions import open_edition
from bot.bootstrap.feedback import open_feedback, sealer
from bot.bootstrap.service import open_service
from bot.bootstrap.store import now, open_migrated
from bot.delivery.errors import StoreUnavailable
from bot.errors import GuidanceError
from bot.feedback.errors import SealBroken
from bot.feedback.item import Item
from bot.feedback.register import EVERY, Wanted
from bot.feedback.sealing import KEY_FILE
from bot.feedback.status import Status
from bot.feedback.working_days import working_age
from bot.settings import Settings
from bot.slack import check
from bot.slack.errors import SlackUnavailable
from index.errors import IndexFailed


@dataclass(frozen=True)
class Finding:
    """One part: whether it works, and one line that says what was found or what to do."""

    part: str
    fine: bool
    says: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Check settings, database, live edition, search, feedback and Slack, in that order."""
    yield Finding("settings", fine=True, says=f"read; state in {settings.guidance_home}")
    yield _tried("database", lambda: _database(settings))
    yield _tried("edition", lambda: _edition(settings))
    yield _tried("search", lambda: _search(settings))
    yield _tried("feedback", lambda: _feedback(settings))
    if settings.slack_bot_token is None:
        yield Finding("slack", fine=True, says="off: SLACK_BOT_TOKEN is not set")
        return
    token, url = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
    yield _tried("slack", lambda: asyncio.run(check.scopes(token, url)))
    channel = settings.nsdu_channel
    if channel is None:
        yield Finding("nsdu channel", fine=True, says="not set: policy feedback is not routed")
    else:
        yield _tried("nsdu channel", lambda: asyncio.run(check.nsdu_channel(token, url, channel)))


def _tried(part: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(part, fine=True, says=attempt())
    except (GuidanceError, IndexFailed, StoreUnavailable, SlackUnavailable, OSError) as error:
        return Finding(part, fine=False, says=str(error) or type(error).__name__)


def _database(settings: Settings) -> str:
    with open_migrated(settings) as database:
        return f"{database.engine.dialect.name}, schema up to date"


def _edition(settings: Settings) -> str:
    with open_edition(settings) as edition:
        if not edition.canary():
            raise IndexFailed(f"{edition.edition} does not find its own paragraphs; publish again")
        return f"{edition.edition}, {len(edition.paragraphs)} paragraphs"


def _search(settings: Settings) -> str:
    with open_service(settings) as service:
        answer = service.assistant.ask("What does recommendation 1 say?")
        return f"answered a question in {answer.elapsed_ms:.0f} ms"


def _feedback(settings: Settings) -> str:
    """Where feedback goes, whether its senders can be told, who acts on it, and what waits."""
    with open_feedback(settings) as register:
        items = register.list(Wanted(limit=EVERY))
    channel = settings.nsdu_channel
    routed = f"routed to {channel}" if channel else "kept, not routed: NSDU_CHANNEL is not set"
    staff = f"{len(settings.guidance_admins)} administrators, {len(settings.nsdu_rota)} on the rota"
    return f"{routed}; {_key(settings, items)}; {staff}; {_unclaimed(items)}"


def _key(settings: Settings, items: Sequence[Item]) -> str:
    """Where the key is, tried on the newest sender.

    Raises:
        SealBroken: it is not there, though there are senders, or it is another one.
    """
    sealed = next((item.origin.sealed for item in items if item.origin.sealed), None)
    if settings.feedback_key is None and not (settings.guidance_home / KEY_FILE).exists():
        if sealed is not None:
            raise SealBroken
        return "no key yet (the first start with Slack makes one)"
    if sealed is not None:
        sealer(settings).open(sealed)
    where = f"in {KEY_FILE}" if settings.feedback_key is None else "in FEEDBACK_KEY"
    return f"key {where}"


def _unclaimed(items: Sequence[Item]) -> str:
    new = [item for item in items if item.status is Status.NEW]
    if not new:
        return "nothing unclaimed"
    age = working_age(min(item.received for item in new), now())
    return f"{len(new)} unclaimed, the oldest for {age} working days"
