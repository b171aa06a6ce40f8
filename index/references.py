"""What a question points to by number: "rec 17", "third bullet of para 10", "Project six".

Reading only; `index.lookup` finds what is meant. A section of a statute ("section 47", "s.17") is
law and no reference to our documents, so it is left to the search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from index.numerals import NUMBER_WORD, value_of


class Numbered(StrEnum):
    """What carries the number."""

    RECOMMENDATION = "recommendation"
    PARAGRAPH = "paragraph"
    PROJECT = "project"
    SECTION = "section"
    ANNEX = "annex"


@dataclass(frozen=True)
class Reference:
    """One thing named by its number. `label` is as printed: "17", "2.1", "B".
    `bullet` counts from 1; -1 is the last; None when no bullet is named.
    """

    what: Numbered
    label: str
    bullet: int | None = None


_NUMBER = rf"\d+(?:\.\d+)*(?:st|nd|rd|th)?|{NUMBER_WORD}"
_JOINT = r"\s*(?:,\s*(?:and\s+|&\s*)?|and\s+|or\s+|&\s*|\+\s*|to\s+|through\s+|-|–|/)\s*"
_KEYWORD = r"[a-z]{2,18}"
_NAMED = re.compile(
    rf"\b(?P<word>{_KEYWORD})\.?\s*(?:numbers?|nos?\.?|nr\.?|#)?\s*"
    rf"(?P<list>(?:{_NUMBER})(?:{_JOINT}(?:rec\w*\s*|para\w*\s*)?(?:{_NUMBER}))*)(?![\w])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?P<number>\d+(?:st|nd|rd|th)|{NUMBER_WORD})\s+(?P<word>{_KEYWORD})\b", re.IGNORECASE
)
_ANNEX = re.compile(r"\b(?:annex(?:e|es)?|appendix|anex|annexx)\s+([a-d]|[1-4])\b", re.IGNORECASE)
_BULLET = re.compile(
    rf"\b(?:(?P<ordinal>last|\d+(?:st|nd|rd|th)|{NUMBER_WORD})\s+bullet"
    rf"|bullet(?:\s+point)?\s+(?:number\s+|no\.?\s*)?(?P<after>\d+|{NUMBER_WORD}))\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*(?:to|through|-|–)\s*$", re.IGNORECASE)
_ONE = re.compile(_NUMBER, re.IGNORECASE)
_SPELLINGS = {
    Numbered.RECOMMENDATION: ("rec", "recs", "recommendation", "recommendations", "reco", "recc"),
    Numbered.PARAGRAPH: ("para", "paras", "paragraph", "paragraphs", "par", "pargraph"),
    Numbered.PROJECT: ("project", "projects", "proj"),
    Numbered.SECTION: ("section", "sections", "sect"),
}
_MOST = 120  # the highest number a list may run to; keeps "recs 1 to 99999" small


def references(question: str) -> tuple[Reference, ...]:
    """Every reference by number, in the order asked, without repeats."""
    text = re.sub(r"(?i)\b(rec|para)s?(?=\d)", lambda found: found.group(0) + " ", question)
    bullet = _bullet(text)
    without_bullet = _BULLET.sub(" ", text)
    found = _by_keyword(without_bullet) or _by_ordinal(without_bullet)
    found += [Reference(Numbered.ANNEX, label.upper()) for label in _ANNEX.findall(text)]
    single = [Reference(one.what, one.label, bullet) for one in found]
    return tuple(dict.fromkeys(single))


def _by_keyword(text: str) -> list[Reference]:
    """References of the form keyword, then one or more numbers."""
    found: list[Reference] = []
    for match in _NAMED.finditer(text):
        what = _kind(match["word"])
        if what is None:
            continue
        labels = _labels(match["list"], dotted=what in (Numbered.SECTION, Numbered.PARAGRAPH))
        found += [Reference(what, label) for label in labels]
    return found


def _by_ordinal(text: str) -> list[Reference]:
    """References of the form "the 17th recommendation"; cardinals ("58 recommendations") count."""
    found = []
    for match in _ORDINAL.finditer(text):
        what = _kind(match["word"])
        value = value_of(match["number"])
        ordinal = match["number"].lower().endswith(("st", "nd", "rd", "th", "first", "second"))
        if what in (Numbered.RECOMMENDATION, Numbered.PROJECT) and value and ordinal:
            found.append(Reference(what, str(value)))
    return found


def _kind(word: str) -> Numbered | None:
    """Which numbered thing a word names, slips of the keyboard allowed in long words."""
    lowered = word.lower()
    for what, spellings in _SPELLINGS.items():
        if lowered in spellings:
            return what
        full = what.value
        if len(lowered) >= 7 and fuzz.ratio(lowered.rstrip("s"), full) >= 86:
            return what
    return None


def _labels(listed: str, *, dotted: bool) -> list[str]:
    """The printed labels in "12, 13 and 14" or "12 to 14"."""
    labels: list[str] = []
    end = 0
    for match in _ONE.finditer(listed):
        written = match.group()
        if "." in written:
            labels += [written] if dotted else []
            end = match.end()
            continue
        value = value_of(written)
        if value is None:
            continue
        if labels and labels[-1].isdigit() and _RANGE.match(listed[end : match.start()]):
            first = int(labels[-1]) + 1
            labels += [str(number) for number in range(first, min(value, first + _MOST))]
        labels.append(str(value))
        end = match.end()
    return labels


def _bullet(text: str) -> int | None:
    """Which bullet is asked for, if one is."""
    match = _BULLET.search(text)
    if match is None:
        return None
    written = match["ordinal"] or match["after"]
    return -1 if written.lower() == "last" else value_of(written)
