"""Dates as people write them."""

from __future__ import annotations

from bot.answering.dates import long_date


def in_words(iso: str | None) -> str:
    """ "17 March 2010"; "no date printed" where the document gives none."""
    return long_date(iso) if iso else "no date printed"


def dated(iso: str | None, what: str) -> str:
    """ "17 March 2010 · Government progress report": when, and what it is."""
    when = in_words(iso)
    return f"{when[:1].upper()}{when[1:]} · {what}"


def edition_in_words(edition: str | None) -> str:
    """ "Edition of 22 November 2026 (2026-11-22-045658-02abd7)"; an edition's id begins with the
    date of its publication.
    """
    if not edition:
        return "No edition"
    try:
        return f"Edition of {long_date(edition[:10])} ({edition})"
    except ValueError:
        return f"Edition {edition}"
