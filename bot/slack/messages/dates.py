"""Dates as people write them."""

from __future__ import annotations

from bot.answering.dates import long_date


def in_words(iso: str | None) -> str:
    """ "17 March 2010"; "no date printed" where the document gives none."""
    return long_date(iso) if iso else "no date printed"
