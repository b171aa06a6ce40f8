"""Questions that ask how something changed: the dates they name, the passages that stand for them.

A passage's date is that of its column where a table of recommendations says one ("Government
response (May 2009)"), else that of its document; a passage without a date stands for none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Paragraph
from index.columns import COLUMNS
from index.hit import Hit
from index.terms import salient

_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_DATE = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\s+)"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:slip(?:s|ped|ping)?|slippage|what(?:'s|’s| has| have| is)?(?: \w+)? changed|"
    r"changed? (?:since|between|from|about|after)|(?:has|have) (?:\S+ ){1,8}?changed|"
    r"moved on (?:since|between|from|after|in)|compared (?:with|to)|over time|then and now|"
    r"differ(?:s|ed)? (?:between|from)|differences? between|what became of|"
    r"(?:progressed|happened|changed|shifted|moved|got) (?:any )?(?:\w+ )?since)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"^\W*(?:is|are|was|were|does|do|has|have|will)\b(?!n't).*\bstill\b"
    r"(?! (?:need|have|has|want|do|get|got)\b)|\b(?:no|any) longer\b",
    re.IGNORECASE,
)
# Beside one month named, these ask for the position now.
_NOW = re.compile(
    r"\b(?:now|today|since|still|current(?:ly)?|latest|moved on|compared|slipped)\b", re.IGNORECASE
)
_CHANGE_WORDS = re.compile(
    r"\b(?:slip(?:s|ped|ping)?|slippage|changed?|moved on|compared (?:with|to)|over time|"
    r"then and now|differ(?:s|ed|ences?)?|what became of|progressed|still|(?:no|any) longer|"
    r"any movement|on track|what(?:'s|’s| was| is| has| had)?(?: \w+)? "
    r"(?:said|promised|planned|happened)(?: about| on)?)\b",
    re.IGNORECASE,
)
# What is left around a month that was taken out: "between … and …", "since the … response".
_FRAME = re.compile(
    r"\b(?:(?:between|from|since|by|in|as of|of|to|and)\s+)+(?=(?:and|to|by|in)\b|[,?.:;]|$)|"
    r"\bsince (?:the )?(?:(?:government'?s?|government’s) )?(?:response|action plan|report)\b|"
    r"\b(?:the )?(?:position |status )?now\b",
    re.IGNORECASE,
)
FEWEST = 2  # passages to compare; words that a topic must have
ALIKE = 0.6  # share of the best score that the passage beside it must reach
Month = tuple[int, int]
RowOf = Callable[[Hit], Sequence[Hit]]


@dataclass(frozen=True)
class Times:
    """What a question about change names: the months, as (year, month), in the order asked."""

    months: tuple[Month, ...] = ()


def times(question: str) -> Times | None:
    """The months between which a question asks for change; None when it asks for no change.

    Two months named ask for it, one month with a word of change, or a word of change alone.
    """
    months = tuple(dict.fromkeys(_month(found) for found in _DATE.finditer(question)))
    changes = bool(_CHANGE.search(question) or _STILL.search(question))
    if len(months) >= 2 or changes or (months and _NOW.search(question)):
        return Times(months[:3])
    return None


def _month(found: re.Match[str]) -> Month:
    names = [name[:3] for name in _MONTHS]
    return int(found["year"]), names.index(found["month"].lower()[:3]) + 1


def dated(paragraph: Paragraph, document: Document) -> date | None:
    """When a passage was published, as its column or its document says; the first of the month
    where only the month is printed.
    """
    column = _DATE.search(paragraph.locator) if paragraph.kind in COLUMNS else None
    if column is None:
        return document.published
    year, month = _month(column)
    if document.published is not None and (year, month) == _month_of(document.published):
        return document.published
    return date(year, month, 1)


def _month_of(day: date) -> Month:
    return day.year, day.month


def topic(question: str) -> str:
    """The question less its months and words of change: what it asks about."""
    rest = _DATE.sub(" ", question)
    for pattern in (_CHANGE_WORDS, _FRAME):
        rest = pattern.sub(" ", rest)
    rest = " ".join(rest.split())
    return rest if len(salient(rest)) >= FEWEST else question


def side_by_side(
    asked: Times, hits: Sequence[Hit], row_of: RowOf, newest: Month | None
) -> tuple[Hit, ...]:
    """The passages to show beside one another, newest first; empty when there are not two.

    Args:
        asked: the months that the question names.
        hits: what the search found, best first.
        row_of: the other columns of a hit's row in a table of recommendations, as hits.
        newest: the month of the newest document.
    """
    if not hits:
        return ()
    months = asked.months
    if len(months) == 1 and newest is not None and newest not in months:
        months = (*months, newest)
    chosen = _for_months(months, hits, row_of) if len(months) > 1 else _beside(hits, row_of)
    ordered = sorted(chosen.items(), reverse=True)
    return tuple(hit for _, hit in ordered) if len(ordered) >= FEWEST else ()


def _for_months(months: Sequence[Month], hits: Sequence[Hit], row_of: RowOf) -> dict[Month, Hit]:
    """The best passage of each month named; of a table's row, the other column of that month."""
    best = {month: _first(hits, month) for month in months}
    found = [(month, hit) for month, hit in best.items() if hit is not None]
    if not found:
        return {}
    anchor = max((hit for _, hit in found), key=lambda hit: hit.score)
    if asked_first := best[months[0]]:
        anchor = asked_first if asked_first.paragraph.kind in COLUMNS else anchor
    chosen = {_month_of(hit.dated): hit for hit in row_of(anchor) if hit.dated is not None}
    chosen = {month: hit for month, hit in chosen.items() if month in months}
    for month, hit in found:
        if hit is anchor or (month not in chosen and hit.score >= ALIKE * anchor.score):
            chosen[month] = hit
    return chosen


def _first(hits: Sequence[Hit], month: Month) -> Hit | None:
    return next((hit for hit in hits if hit.dated and _month_of(hit.dated) == month), None)


def _beside(hits: Sequence[Hit], row_of: RowOf) -> dict[Month, Hit]:
    """The best passage with its row, or with the best passage of another date that is as near."""
    top = hits[0]
    if top.dated is None:
        return {}
    chosen = {_month_of(hit.dated): hit for hit in row_of(top) if hit.dated is not None}
    if not chosen:
        others = (hit for hit in hits if hit.dated and _month_of(hit.dated) != _month_of(top.dated))
        other = next(others, None)
        if other is not None and other.dated and other.score >= ALIKE * top.score:
            chosen[_month_of(other.dated)] = other
    return chosen | {_month_of(top.dated): top}
