"""Dates as people write them."""

from __future__ import annotations

from datetime import date


def in_words(iso: str | None) -> str:
    """ "17 March 2010"; "no date printed" where the document gives none."""
    if not iso:
        return "no date printed"
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
