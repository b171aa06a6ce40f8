"""Initials and letters that stand for a child: "T.K. 4.6.99", "AB (dob 5/5/05)", "Child T"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening.dates import MONTH
from bot.screening.detail import Detail
from bot.screening.vocabulary import Vocabulary

_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?(?:O['’])?){1,3}[A-Z]\.?(?![\w])")
_PLAIN = re.compile(r"(?<![\w.])[A-Z]{2,3}(?![\w.])")
_OWNING = re.compile(
    r"(?<![\w.])(?P<letters>[A-Z]{1,2})['’]s (?:mum|dad|mother|father|parents|brother|"
    r"sister|nan|gran|school|"
    r"stepdad|stepmum|carer|foster|family|social worker|plan|case|review|birthday)\b"
)
_BIRTH_NEXT = re.compile(
    r"[\s,;(\-–]{0,3}(?:(?:d\.?\s?o\.?\s?b\b|born|aged?\b|is)[\s.:,]{0,3})?"
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|"
    rf"th)?\s(?:of\s)?{MONTH}\s['’]?\d{{2,4}})",
    re.I,
)
_CALLED = re.compile(r"(?i:\binitials?(?: are| is| were)?:?) (?P<letters>[A-Z]{2,3})(?!\w)")
_LETTERED = re.compile(
    r"\b(?P<role>child|baby|girl|boy|pupil|student|young person|yp|sibling|twin|mother|"
    r"father|mum|dad|"
    r"client|service user|parent|family|patient|ms|mr|mrs|"
    r"miss)\s(?P<letters>[A-Z](?:\.?[A-Z]){0,2}\.?)(?![\w'’/])",
    re.I,
)


_SAMPLES = frozenset("ABXYZ")  # "Mr and Mrs A", as overview reports call their people
# Dotted by habit, nobody's initials; posts and papers only behind "the" or "our": "our J.D. says".
_ABBREVIATED = frozenset(("uk", "eu", "gp", "nb", "ps", "dpp", "aob", "pto", "nhs", "rsvp"))
_DOTTED_POSTS = frozenset(("jd", "pa", "ta", "pc", "mp", "hr"))
_POST_BEFORE = re.compile(r"\b(?:the|our|an?|your|their)\s$", re.I)
_TITLES = frozenset(("ms", "mr", "mrs", "miss"))
_TRADE = frozenset(("I", "A", "CP", "TAC", "CAF", "LAC", "GP", "HV", "SW"))


def initials(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Initials with a birth date beside them, dotted initials, and a role with a letter."""
    if not any(char.isupper() for char in text):
        return
    for match in _DOTTED.finditer(text):
        dotted = "." in match.group()[:-1] and not vocabulary.is_public_phrase(match.group())
        born = _BIRTH_NEXT.match(text, match.end())
        if dotted and (born or not _abbreviates(text, match)):
            yield Detail("initials", match.start(), match.end())
    for pattern in (_OWNING, _CALLED):
        for match in pattern.finditer(text):
            yield Detail("initials", *match.span("letters"))
    for match in _PLAIN.finditer(text):
        if _BIRTH_NEXT.match(text, match.end()):
            yield Detail("initials", *match.span())
    for match in _LETTERED.finditer(text):
        if _stands_for_somebody(match, vocabulary):
            yield Detail("initials", *match.span("letters"))


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    letters = re.sub(r"[.\s]", "", match.group()).lower()
    if letters in _DOTTED_POSTS:
        return _POST_BEFORE.search(text[max(0, match.start() - 6) : match.start()]) is not None
    return letters in _ABBREVIATED


def _stands_for_somebody(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "Child T" and "mother J.K." do; "child LAC" and "Mr A" of the textbooks do not."""
    role, letters = match.group("role"), match.group("letters")
    if not letters.isupper() or letters in _TRADE:
        return False
    single = len(letters.replace(".", "")) == 1 or "." in letters
    sample = letters in _SAMPLES and role.lower() in _TITLES
    return single and not sample and not vocabulary.is_public_phrase(f"{role} {letters}")
