"""Which kinds of answer a paragraph holds: a name, a date, a number, a sum, an address."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.question import Wanted

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|hundred|thousand|million|half|third|quarter)"
)
_PATTERNS = {
    Wanted.DATE: rf"\b(?:{_MONTH}\s+(?:20\d\d|19\d\d)|\d{{1,2}}\s+{_MONTH}|"
    rf"(?:spring|summer|autumn|winter|early|by|in|from|until|since|for)\s+20\d\d|20\d\d[-–/]\d\d|"
    rf"(?:by|in|from|on)\s+{_MONTH})\b",
    Wanted.DURATION: r"\b(?:\d+|one|two|three|four|five|six|twelve|thirty-five)[ -]"
    r"(?:working |calendar )?(?:day|week|month|year|hour|minute)s?(?:ly)?\b|\bquarterly\b|"
    r"\bannual(?:ly)?\b|\bsix monthly\b|\btwo yearly\b|\bevery (?:three )?years?\b",
    Wanted.COUNT: rf"(?<![£\w.-])\d{{1,3}}(?:,\d{{3}})+\b|\b\d+(?:\.\d+)?\s?(?:%|per cent)|"
    rf"(?<![\w£./-])\d{{1,3}}(?![\w/-])\b|\b{_NUMBER_WORD}\b",
    Wanted.MONEY: r"£\s?\d",
    Wanted.CONTACT: r"@\w|\bhttps?://|\bwww\.|\btel(?:ephone)?\b\.?:?|\bfax\b|"
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b|\b0\d{3,4}\s?\d{3}",
}
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_TITLED = re.compile(
    r"\b(?:Sir|Lord|Dame|Baroness|Dr|Professor|Cllr|Mr|Mrs|Ms)\.?\s+[A-Z][a-z]+"
    r"|\b(?:chaired|led|headed|appointed|owned)\s+by\b"
)
_CAPITALS = re.compile(r"\b([A-Z][a-zé]+(?:-[A-Z][a-zé]+)?)\s+([A-Z][a-zé]+(?:-[A-Z][a-zé]+)?)\b")


def kinds_held(text: str, everyday: Collection[str]) -> frozenset[Wanted]:
    """The kinds of answer a text holds. `everyday` are words seen in small letters: two capitals
    in a row that are not among them are taken for a person's name.
    """
    held = {kind for kind, pattern in _COMPILED.items() if pattern.search(text)}
    if _TITLED.search(text) or _names_somebody(text, everyday):
        held.add(Wanted.PERSON)
    return frozenset(held)


def _names_somebody(text: str, everyday: Collection[str]) -> bool:
    return any(
        first.lower() not in everyday and last.lower() not in everyday
        for first, last in _CAPITALS.findall(text)
    )
