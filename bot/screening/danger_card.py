"""The danger card: fixed words, written by people, shown before any guidance and without any index.

Numbers: 999 (UK emergency), 0800 1111 (Childline, NSPCC). Local numbers are the administrators'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.screening.danger import audiences_of

STALE_AFTER = timedelta(days=90)

_TITLE = "If somebody is in danger now, act first. Guidance comes after."
_EMERGENCY = "In immediate danger: ring 999 now. Do not wait for this assistant or for a manager."
_NO_CONTACTS = (
    "Ring your local children's social care now, or its out-of-hours team at night and weekends. "
    "The council's switchboard or website has the number."
)
_SCHOOL = "In a school or nursery: tell your designated safeguarding lead straight away as well."
_ALLEGATION = (
    "If it is about someone who works or volunteers with children: tell the local "
    "authority designated officer (LADO) the same day, "
    "and do not speak to that person about it first."
)
_CHILD = (
    "If you are a child or young person: you are not in trouble. Ring Childline free on 0800 1111, "
    "day or night, or tell an adult you trust now."
)
_ABROAD = (
    "If a child may be taken abroad: ring 999 and ask for the police, "
    "and do not speak to the family first."
)
_JUDGEMENT = "Do not wait to be certain. This card does not replace your own judgement."


@dataclass(frozen=True)
class DangerContacts:
    """Local numbers set by administrators for a workspace or channel, and when last checked."""

    social_care: str
    out_of_hours: str
    lado: str | None = None
    area: str | None = None
    last_checked: date | None = None


@dataclass(frozen=True)
class DangerCard:
    """Plain lines for any surface; `nudge` is for administrators when the numbers are old."""

    title: str
    lines: tuple[str, ...]
    nudge: str | None = None

    @property
    def text(self) -> str:
        """Title and lines, one a line."""
        return "\n".join((self.title, *self.lines))


def danger_card(
    danger: tuple[str, ...], contacts: DangerContacts | None, today: date
) -> DangerCard:
    """The card for the rules that fired (`Screened.danger`). Pure; needs nothing to be running."""
    audiences = audiences_of(danger)
    special = {
        "child_writing": [_CHILD],
        "allegation": _allegation_lines(contacts),
        "abroad": [_ABROAD],
        "school": [_SCHOOL],
    }
    # What fits this reader comes first; the rest stays, because a wrong guess must hide nothing.
    first = [line for name, lines in special.items() if name in audiences for line in lines]
    others = ("school", "allegation", "child_writing")
    rest = [line for name in others if name not in audiences for line in special[name]]
    lines = (_EMERGENCY, *first, *_local_lines(contacts), *rest, _JUDGEMENT)
    return DangerCard(_TITLE, lines, _nudge(contacts, today))


def _allegation_lines(contacts: DangerContacts | None) -> list[str]:
    if contacts and contacts.lado:
        return [_ALLEGATION, f"LADO: {contacts.lado}."]
    return [_ALLEGATION]


def _local_lines(contacts: DangerContacts | None) -> list[str]:
    if contacts is None:
        return [_NO_CONTACTS]
    where = f" ({contacts.area})" if contacts.area else ""
    checked = (
        f" Last checked {contacts.last_checked.day} {contacts.last_checked:%B %Y}."
        if contacts.last_checked
        else ""
    )
    return [
        f"Children's social care{where}: {contacts.social_care}. "
        f"Out of hours: {contacts.out_of_hours}.{checked}"
    ]


def _nudge(contacts: DangerContacts | None, today: date) -> str | None:
    if contacts is None:
        return "No local numbers are set for the danger card. Please add them."
    if contacts.last_checked is None:
        return "The danger card's local numbers have never been checked. Please check them."
    age = today - contacts.last_checked
    if age <= STALE_AFTER:
        return None
    return (
        f"The danger card's local numbers were last checked {age.days} days ago. Please check them."
    )
