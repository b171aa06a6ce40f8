"""The week in numbers, and what has waited too long for an owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.feedback.area import Area
from bot.feedback.gaps import Gap
from bot.feedback.insight import Heat
from bot.feedback.item import Entry, EntryKind, Item, Number
from bot.feedback.status import Status
from bot.feedback.working_days import day_of, working_age, working_days_after

WEEK = timedelta(days=7)
MOST_LISTED = 5


@dataclass(frozen=True)
class Digest:
    """Days are working days; a median is None when there was nothing to take it of."""

    new: int
    open: int
    oldest: tuple[int, int] | None
    days_to_claim: float | None
    days_to_reply: float | None
    themes: Sequence[tuple[Area, int]]
    paragraphs: Sequence[Heat]
    gaps: Sequence[Gap]
    unanswered: int


@dataclass(frozen=True)
class Week:
    """What a digest is made of: all items, the log of the last weeks, and what was asked."""

    items: Sequence[Item]
    log: Sequence[Entry]
    heat: Sequence[Heat]
    gaps: Sequence[Gap]


def overdue(items: Sequence[Item], now: datetime, days: int) -> list[Item]:
    """New items that nobody has claimed within so many working days, the oldest first."""
    late = [
        item
        for item in items
        if item.status is Status.NEW and working_days_after(item.received, days) <= now
    ]
    return sorted(late, key=lambda item: item.number)


def digest(week: Week, now: datetime) -> Digest:
    """The numbers of the seven days before `now`; medians are of all that is in the log."""
    still = sorted((item for item in week.items if item.open), key=lambda item: item.number)
    oldest = (still[0].number, working_age(still[0].received, now)) if still else None
    received = {item.number: item.received for item in week.items}
    themes = Counter(item.area for item in still).most_common()
    claims = _first(week.log, lambda entry: entry.after == Status.CLAIMED)
    replies = _first(week.log, lambda entry: entry.kind is EntryKind.REPLY)
    return Digest(
        new=sum(item.received > now - WEEK for item in week.items),
        open=len(still),
        oldest=oldest,
        days_to_claim=_median_days(received, claims),
        days_to_reply=_median_days(received, replies),
        themes=themes,
        paragraphs=week.heat[:MOST_LISTED],
        gaps=week.gaps[:MOST_LISTED],
        unanswered=sum(gap.count for gap in week.gaps),
    )


def week_of(moment: datetime) -> str:
    """ "2026-W47", by the calendar of London."""
    year, week, _ = day_of(moment).isocalendar()
    return f"{year}-W{week:02}"


def _first(log: Sequence[Entry], fits: Callable[[Entry], bool]) -> dict[Number, datetime]:
    found: dict[Number, datetime] = {}
    for entry in log:
        if fits(entry):
            found.setdefault(entry.number, entry.at)
    return found


def _median_days(
    received: Mapping[Number, datetime], done: Mapping[Number, datetime]
) -> float | None:
    days = [working_age(received[number], at) for number, at in done.items() if number in received]
    return float(median(days)) if days else None
