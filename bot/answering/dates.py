"""Dates as people write them."""

from __future__ import annotations

from datetime import date


def long_date(iso: str) -> str:
    """`2010-03-17` as "17 March 2010", `2009-05` as "May 2009". Raises ValueError for what is no
    date.
    """
    if len(iso) == len("2009-05"):
        return f"{date.fromisoformat(f'{iso}-01'):%B %Y}"
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
