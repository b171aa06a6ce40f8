"""Working days in England: Monday to Friday without bank holidays, by the clock of London."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_EPOCH = date(2020, 1, 1)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - takes 0.1 s to load, which most commands do not need

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """True for a weekday that is no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def day_of(moment: datetime) -> date:
    """The day in London."""
    return moment.astimezone(LONDON).date()


def working_days_between(first: date, last: date) -> int:
    """How many working days have begun after `first`, up to and with `last`; 0 when none."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


def working_age(since: datetime, now: datetime) -> int:
    """Whole working days from one moment to another: Friday afternoon to Monday morning is 1."""
    return working_days_between(day_of(since), day_of(now))


def working_days_after(moment: datetime, days: int) -> datetime:
    """The same time of day, so many working days later; what comes on a day off counts from the
    start of the next working day.
    """
    local = moment.astimezone(LONDON)
    if not is_working_day(local.date()):
        local = local.replace(hour=0, minute=0, second=0, microsecond=0)
        while not is_working_day(local.date()):
            local += timedelta(days=1)
    while days > 0:
        local += timedelta(days=1)
        days -= is_working_day(local.date())
    return local


def on_turn(rota: tuple[str, ...], day: date) -> str | None:
    """Whose turn it is: the rota moves on by one each working day. None without a rota."""
    return rota[working_days_between(_EPOCH, day) % len(rota)] if rota else None
