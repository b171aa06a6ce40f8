"""Ways to reach a person: e-mail addresses, telephone numbers, full postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.screening.detail import Detail
from bot.screening.figure_runs import runs_of, spoken_numbers
from bot.screening.form import FIGURE, Form, Glance

_EMAIL = Form(
    r"(?<![\w.!#$%&'*+/=?^`{}~\-])[\w.!#$%&'*+/=?^`{}~\-]{1,80}@[\w\-]{2,63}"
    r"(?:\.[\w\-]{1,63}|,(?:com|co|org|net|gov|sch|ac|nhs|uk)\b){0,8}",
    {"@"},
)
# Spaced out, or said: "jo . bloggs @ example.org", "jo dot bloggs at example dot org dot uk".
_LOOSE_EMAIL = Form(
    r"(?<![\w.\-])[\w.+\-]{1,64}\s?@\s?[\w\-]{1,63}(?:\s?[.,]\s?(?:com|co|org|net|gov|sch|ac|nhs|uk)\b"
    r"|\.[\w\-]{2,63}){1,4}",
    {"@"},
)
# A public body's own letter box, nobody's address.
_OFFICE_EMAIL = re.compile(
    r"(?:enquir(?:y|ies)|info|information|press|publications|feedback|consultations?|complaints|foi)"
    r"@(?:[\w\-]+\.)+(?:gov|nhs|police)\.uk",
    re.I,
)
_AT = r"\s?(?:\(at\)|\[at\]|\bat\b|@)\s?"
_DOT = r"\s?(?:\(dot\)|\[dot\]|\bdot\b)\s?"
_JOINT = rf"(?:{_DOT}|\s?\b(?:underscore|hyphen|dash)\b\s?)"
_ENDING = r"(?:com|co|org|net|gov|sch|ac|nhs|uk|eu|ie|info|example)\b"
_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|sky|btinternet|talktalk|"
    r"virginmedia|ntlworld|doctors|protonmail)\b"
)
_SMALL_WORD = (
    r"(?:the|an?|this|that|my|his|her|our|their|your|each|every|one|any|no|some|least|most|all)\b"
)
_SPOKEN_EMAIL = Form(
    rf"(?<![\w.\-])[\w.\-]{{1,64}}(?:{_JOINT}[\w\-]{{1,63}}){{0,3}}{_AT}(?!{_SMALL_WORD})"
    rf"[\w\-]{{1,63}}(?:(?:\.[\w\-]{{1,63}}){{0,3}}(?:{_DOT}[\w\-]{{1,63}}){{1,4}}"
    rf"|\s?\.\s?{_ENDING}(?:\s?\.\s?uk\b)?)"
    rf"|(?<![\w.\-])(?=[\w.\-]*[\d._])[\w.\-]{{2,64}}{_AT}{_PROVIDER}",
    {"at", "@"},
)
_PHONE = re.compile(
    r"(?<![\w/.])(?<![A-Z]-)(?:\+|00|\(?0)[\d() ._\-/]{7,22}\d"
    r"(?:\s?(?:ext|x)\.?\s?\d{1,5})?(?![\w/])",
    re.I,
)
# Without its first 0: "7700 900123", "44 7700 900123".
_BARE_MOBILE = re.compile(r"(?<![\w/.\-])(?:44[ .\-_]?)?7\d{3}[ .\-_]?\d{3}[ .\-_]?\d{3}(?![\w/])")
# A letter typed for a nought, beside figures or at the start of a number.
_NOUGHT = re.compile(r"(?<=\d)[oO]+(?=[ .\-]?\d)|(?<![^\W_])[oO](?=[127]\d{3})")
_PHONE_CUE = re.compile(
    r"\b(?:ring|rang|call|phone|tel|mob|mobile|number|text|txt|contact|landline|whatsapp|"
    r"fax|on|ext)\b"
    r"[^.?!]{0,15}$",
    re.I,
)
_LOCAL_PHONE = re.compile(r"(?<![\w/.\-])\d{3,5}[ \-]?\d{3,4}[ \-]?\d{0,4}(?![\w/\-])")
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)[\s\-.]{0,2}[\dO](?:[ABD-HJLNP-UW-Z]{2}|(?-i: [A-Z]{2}))\b"
    r"|(?:(?<=\bpostcode )|(?<=\bpostcode is ))[A-Z]{1,2}[\dIOl][A-Z\d]?\s?[\dIOl]\s?[A-Z]{2}\b",
    re.I,
)
_BOOK_NUMBER = re.compile(r"\bis[bs]n\b", re.I)
_SHORTEST_PHONE = 9
_SHORTEST_CODE = 3
_LENGTHS = (11, 10)


def contacts(glance: Glance) -> Iterator[Detail]:
    """Every e-mail address, telephone number and full postcode in the text."""
    for form in (_EMAIL, _LOOSE_EMAIL, _SPOKEN_EMAIL):
        for match in form.found(glance):
            if not _OFFICE_EMAIL.fullmatch(match.group()):
                yield Detail("email", *match.span())
    yield from (Detail("phone", run.start, run.end) for run in spoken_numbers(glance))
    if FIGURE in glance.held:
        yield from _numbers(glance.text)


def _numbers(text: str) -> Iterator[Detail]:
    figures = _NOUGHT.sub(lambda match: "0" * len(match.group()), text)
    for start, end in (*(match.span() for match in _PHONE.finditer(figures)), *_in_a_row(figures)):
        book = _BOOK_NUMBER.search(text[max(0, start - 20) : start])
        if not book and _is_phone(figures[start:end]):
            yield Detail("phone", start, end)
    for match in _BARE_MOBILE.finditer(figures):
        yield Detail("phone", *match.span())
    for match in _LOCAL_PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        cued = _PHONE_CUE.search(text[max(0, match.start() - 30) : match.start()])
        if cued and 6 <= len(digits) <= 11 and not digits.startswith(("19", "20")):
            yield Detail("phone", *match.span())
    for match in _POSTCODE.finditer(text):
        yield Detail("postcode", *match.span())


def _in_a_row(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that other figures follow ("07700 900123 / 07700 900124") or a line's end parts."""
    for length in _LENGTHS:
        for run in runs_of(text, length, "0"):
            if _SHORTEST_CODE <= run.groups[0] < length:
                yield run.start, run.end


def _is_phone(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    if len(digits) < _SHORTEST_PHONE:
        return False
    try:
        number = phonenumbers.parse(re.sub(r"[_\s]", " ", written), "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
