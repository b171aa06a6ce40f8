"""The register as a table: what NSDU may read, and nothing that tells who did not agree to it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

from bot.feedback.item import Item
from bot.feedback.working_days import working_age

COLUMNS = (
    *("number", "received", "status", "since", "age_working_days", "area", "document"),
    *("paragraph_id", "place", "profession", "local_area", "contact", "owner", "merged_into"),
    *("reason_or_change", "link", "text"),
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""A spreadsheet may run a cell that begins with one of these."""


def row(item: Item, now: datetime, *, inert_text: bool = True) -> dict[str, str | int]:
    """One item by the names of COLUMNS; numbers stay numbers, any other text is made inert unless
    no spreadsheet will read it.
    """
    about, origin = item.about, item.origin
    words = {
        "received": item.received.isoformat(timespec="seconds"),
        "status": item.status.value,
        "since": item.since.isoformat(timespec="seconds"),
        "area": item.area.value,
        "document": about.document,
        "paragraph_id": about.paragraph_id,
        "place": about.place,
        "profession": origin.profession or "",
        "local_area": origin.area or "",
        "contact": origin.contact or "",
        "owner": item.claimed_by or "",
        "reason_or_change": item.words,
        "link": item.link,
        "text": item.text,
    }
    found: dict[str, str | int] = {
        name: inert(text) if inert_text else text for name, text in words.items()
    }
    found["number"] = int(item.number)
    found["age_working_days"] = working_age(item.received, now)
    found["merged_into"] = "" if item.merged_into is None else int(item.merged_into)
    return {name: found[name] for name in COLUMNS}


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def write_csv(items: Sequence[Item], file: TextIO, now: datetime) -> None:
    """One line an item, oldest first, with a header."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(row(item, now) for item in sorted(items, key=lambda item: item.number))
