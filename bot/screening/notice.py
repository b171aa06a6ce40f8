"""One kind sentence that tells the writer what was masked and why. Never the masked words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screening.screened import MaskedSpan

# Singular and plural of each kind, as a person would say it.
_WORDS = {
    "person_name": ("a name", "names"),
    "initials": ("initials", "initials"),
    "date_of_birth": ("a date of birth", "dates of birth"),
    "age_and_school": ("an age and school", "ages and schools"),
    "school": ("a school", "schools"),
    "address": ("an address", "addresses"),
    "postcode": ("a postcode", "postcodes"),
    "nhs_number": ("an NHS number", "NHS numbers"),
    "upn": ("a pupil number", "pupil numbers"),
    "national_insurance": ("a National Insurance number", "National Insurance numbers"),
    "car_registration": ("a car registration", "car registrations"),
    "case_reference": ("a case reference", "case references"),
    "phone": ("a phone number", "phone numbers"),
    "email": ("an email address", "email addresses"),
    "hidden_text": ("some hidden text", "some hidden text"),
}


def masking_notice(masked: Sequence[MaskedSpan]) -> str:
    """Say what was masked and why, in one sentence; empty when nothing was."""
    kinds: dict[str, int] = {}
    for span in masked:
        kinds[span.kind] = kinds.get(span.kind, 0) + 1
    if not kinds:
        return ""
    said = [_WORDS[kind][count > 1] for kind, count in kinds.items()]
    listed = said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
    return (
        f"To keep people's details private I hid {listed} before reading or keeping your message; "
        "your question is answered just the same."
    )
