"""The form for the danger card's local numbers, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.screening.contact_book import EVERYWHERE
from bot.screening.danger_card import DangerContacts

LONGEST = 200
_PLACE = re.compile(rf"{EVERYWHERE}|[CGT][A-Z0-9]{{6,20}}")


def read_numbers(form: Mapping[str, str], today: date) -> tuple[str, DangerContacts] | str:
    """The place and its numbers; or one sentence that says what is wrong with the form."""
    fields = {name: " ".join(form.get(name, "").split())[:LONGEST] for name in _FIELDS}
    place = fields["place"]
    if not _PLACE.fullmatch(place):
        return f"A place is “{EVERYWHERE}”, or the id of a Slack channel or workspace (C…, T…)."
    if not (fields["social_care"] and fields["out_of_hours"]):
        return "Give both numbers: children’s social care, and out of hours."
    try:
        checked = date.fromisoformat(fields["last_checked"])
    except ValueError:
        return "Say on which day the numbers were last checked, as 2026-11-22."
    if checked > today:
        return "The day on which the numbers were last checked cannot be in the future."
    return place, DangerContacts(
        social_care=fields["social_care"],
        out_of_hours=fields["out_of_hours"],
        lado=fields["lado"] or None,
        area=fields["area"] or None,
        last_checked=checked,
    )


_FIELDS = ("place", "social_care", "out_of_hours", "lado", "area", "last_checked")
