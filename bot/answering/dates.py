"""Dates as people write them."""

from __future__ import annotations

from datetime import date


def long_date(iso: str) -> str:
    """`2010-03-17` as "17 March 2010". Raises ValueError for what is no date."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
