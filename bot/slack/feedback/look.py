"""Which part of the register somebody looks at: filters and a page, carried by the buttons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from bot.feedback.area import Area
from bot.feedback.register import NOBODY, Wanted
from bot.feedback.status import OPEN, Status
from bot.slack.actions import Form
from bot.slack.feedback.form import AREAS
from bot.slack.feedback.inputs import Option, line, menu, people
from bot.slack.messages.blocks import Json, modal, small

PAGE = 6
LONGEST_WORDS = 100
STILL_OPEN, EVERYTHING = "open", "all"
ANY, MINE, UNCLAIMED = "any", "mine", "unclaimed"
STATUSES: tuple[Option, ...] = (
    (STILL_OPEN, "Open: somebody still has to do something"),
    (EVERYTHING, "All"),
    *((status.name, status.value.capitalize()) for status in Status),
)
OWNERS: tuple[Option, ...] = ((ANY, "Anybody"), (MINE, "Me"), (UNCLAIMED, "Nobody yet"))


@dataclass(frozen=True)
class Look:
    """`status` is a name of Status, STILL_OPEN or EVERYTHING; `area` a name of Area or empty;
    `owner` a staff id, UNCLAIMED or empty; `words` are masked; `page` counts from 0.
    """

    status: str = STILL_OPEN
    area: str = ""
    owner: str = ""
    words: str = ""
    page: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out that is open."""
        return replace(self, page=0) != Look()

    def to_page(self, page: int) -> str:
        """The value of a button that turns to a page."""
        return json.dumps(list(asdict(replace(self, page=page)).values()), ensure_ascii=False)

    def wanted(self) -> Wanted:
        """The items of this page, what nobody has claimed first, then the oldest."""
        statuses: frozenset[Status] | None = OPEN
        if self.status != STILL_OPEN:
            known = self.status in Status.__members__
            statuses = frozenset({Status[self.status]}) if known else None
        owner = NOBODY if self.owner == UNCLAIMED else self.owner or None
        return Wanted(
            statuses,
            Area[self.area] if self.area in Area.__members__ else None,
            words=self.words,
            owner=owner,
            limit=PAGE,
            skip=self.page * PAGE,
            unclaimed_first=True,
        )


def look_of(value: str) -> Look:
    """Read back a button's value; the first page of what is open when it is of another kind."""
    try:
        status, area, owner, words, page = json.loads(value)
    except (ValueError, TypeError):
        return Look()
    return Look(str(status), str(area), str(owner), str(words), max(0, int(page)))


def look_from(fields: Mapping[str, str], person: str) -> Look:
    """What the filter window holds; `person` is whoever filled it in."""
    owners = {ANY: "", MINE: person, UNCLAIMED: UNCLAIMED}
    return Look(
        status=fields.get("status", STILL_OPEN),
        area="" if fields.get("area", ANY) == ANY else fields["area"],
        owner=fields.get("owned_by") or owners.get(fields.get("owner", ANY), ""),
        words=fields.get("words", "")[:LONGEST_WORDS],
    )


def filter_window(look: Look, person: str) -> Json:
    """The filters as they are now, to be changed."""
    named = {person: MINE, UNCLAIMED: UNCLAIMED, "": ANY}.get(look.owner, ANY)
    other = look.owner if look.owner not in {person, UNCLAIMED} else ""
    blocks = [
        menu("status", "Status", STATUSES, look.status),
        menu("area", "Priority area", ((ANY, "Any"), *AREAS), look.area),
        menu("owner", "Owner", OWNERS, named),
        people("owned_by", "or owned by", other),
        line("words", "Words in the text, place, number or reason", look.words, optional=True),
        small("Only you see this list. Close this window to leave it as it is."),
    ]
    return modal("Filter the register", blocks, callback=Form.FEEDBACK_FILTER, submit="Show")
