"""Initials and letters that stand for a child: "T.K. 4.6.99", "AB (dob 5/5/05)", "Child T"."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    r"^[\s,;(\-–]{0,3}(?:(?:d\.?\s?o\.?\s?b\b|born|aged?\b|is)[\s.:,]{0,3})?"
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|"
    r"th)?\s(?:of\s)?[A-Za-z]{3,9}\s\d{2,4})",
    re.I,
)
_LETTERED = re.compile(
    r"\b(?P<role>child|baby|girl|boy|pupil|student|young person|yp|sibling|twin|mother|"
    r"father|mum|dad|"
    r"client|service user|parent|family|patient|ms|mr|mrs|"
    r"miss)\s(?P<letters>[A-Z](?:\.?[A-Z]){0,2}\.?)(?![\w'’/])",
    re.I,
)


_SAMPLES = frozenset("ABXYZ")  # "Mr and Mrs A", as overview reports call their people


def initials(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Initials with a birth date beside them, dotted initials, and a role with a letter."""
    for match in _DOTTED.finditer(text):
        if not vocabulary.is_public_phrase(match.group()) and "." in match.group()[:-1]:
            yield Detail("initials", match.start(), match.end())
    for match in _OWNING.finditer(text):
        yield Detail("initials", *match.span("letters"))
    for match in _PLAIN.finditer(text):
        if _BIRTH_NEXT.match(text[match.end() :]):
            yield Detail("initials", *match.span())
    for match in _LETTERED.finditer(text):
        letters = match.group("letters")
        if letters.isupper() and letters not in {
            "I",
            "A",
            "CP",
            "TAC",
            "CAF",
            "LAC",
            "GP",
            "HV",
            "SW",
        }:
            known = f"{match.group('role')} {letters}"
            single = len(letters.replace(".", "")) == 1 or "." in letters
            sample = letters in _SAMPLES and match.group("role").lower() in {
                "ms",
                "mr",
                "mrs",
                "miss",
            }
            if not vocabulary.is_public_phrase(known) and single and not sample:
                yield Detail("initials", *match.span("letters"))
