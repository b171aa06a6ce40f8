"""Working days in England, over weekends, bank holidays and the change of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.feedback.working_days import (
    is_working_day,
    on_turn,
    working_age,
    working_days_after,
)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day falls on a Saturday: the Monday instead
        (date(2026, 8, 31), False),  # the summer bank holiday of England
        (date(2026, 8, 3), True),  # the one of Scotland
        (date(2027, 3, 26), False),  # Good Friday
    ],
)
def test_bank_holidays_of_england_are_no_working_days(day: date, *, working: bool) -> None:
    assert is_working_day(day) is working


def test_two_working_days_over_a_weekend_and_over_christmas() -> None:
    friday = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    assert working_days_after(friday, 2) == datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    eve = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)
    assert working_days_after(eve, 2) == datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
    saturday = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert working_days_after(saturday, 2) == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert working_age(friday, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == 1


def test_the_time_of_day_is_londons_when_the_clocks_change() -> None:
    # Friday 15:30 in summer time is 14:30 UTC; Tuesday 15:30 in winter time is 15:30 UTC.
    friday = datetime(2026, 10, 23, 14, 30, tzinfo=UTC)
    assert working_days_after(friday, 2) == datetime(2026, 10, 27, 15, 30, tzinfo=UTC)


def test_the_rota_moves_on_by_one_each_working_day() -> None:
    rota = ("U0ANN", "U0BOB", "U0CAT")
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    first, second = on_turn(rota, friday), on_turn(rota, monday)
    assert first is not None
    assert second == rota[(rota.index(first) + 1) % 3]
    assert on_turn((), monday) is None
