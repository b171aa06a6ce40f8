"""Where somebody lives: house number and street, flats and plots, named houses in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening.detail import Detail

_STREET = (
    r"(?:roads?|rd|streets?|st|lane|ln|close|cl|avenue|ave?|drive|dr|way|court|ct|crescent|cres|"
    r"terrace|terr|place|pl|gardens|gdns|grove|walk|hill|park|row|mews|square|sq|green|rise|view|"
    r"vale|yard|wharf|parade|gate|fold|croft|heath|meadow|meadows|brow|bank|mount|drove|embankment|"
    r"quay|circus|approach|broadway|common|end|villas?|buildings?|house|lodge|cottages?|mansions?|"
    r"towers?|point|estate|site|farm|barn|vicarage|rectory|forge|mill|hall|manor|maltings|"
    r"chase|dale|"
    r"path|passage|bungalows?|flats|block|hostel|hotel|travelodge|refuge|crescent|orchard)"
)
_SURE_STREET = (
    r"(?:road|rd|street|lane|ln|close|avenue|ave|drive|crescent|cres|terrace|gardens|gdns|grove|"
    r"mews|row|walk|way|hill|court|place|square|rise|vicarage|rectory|house|"
    r"cottage|farm|lodge|hostel|estate|flats|caravan park)"
)
_NAME = r"[^\W\d_][\w'’.\-]{0,30}"
_NUMBER = r"\d{1,4}\s?[a-h]?(?:\s?[-/]\s?\d{1,4}[a-h]?)?"
_UNIT = (
    r"(?:flat|flt|apartment|apt|unit|plot|pitch|room|caravan|block|no\.?|number)\s?"
    rf"(?:{_NUMBER}|[a-h]\b)"
)
_MEASURES = (
    r"days?|weeks?|months?|years?|yrs?|hours?|hrs|mins?|minutes|working|kids|children|"
    r"people|times?|am|pm|"
    r"different|other|more|of|or|and|to|for|visits?|referrals?|percent|per|schools?|"
    r"families|homes?|st|nd|"
    r"rd|th|bedroom\w*|bed|rooms?|foster|placements?|addresses|the|in|on|at|with|from|weeks"
)
_NUMBERED = re.compile(
    rf"\b(?:{_UNIT}[\s,]+(?:of\s+|the\s+)*(?:{_NAME}\s+){{0,2}}(?:house|court|tower|towers|"
    rf"maltings|{_STREET})?"
    rf"[\s,]+)?{_NUMBER}[\s,]+(?:the\s+)?(?:{_NAME}\s+){{1,3}}?{_STREET}\b\.?",
    re.I,
)
_UNIT_NAMED = re.compile(
    rf"\b{_UNIT}[\s,]+(?:at\s+|on\s+|of\s+)?(?:the\s+)?(?:{_NAME}\s+){{0,2}}?(?:{_STREET})\b"
    rf"(?:,\s*(?:{_NAME}\s+){{1,2}}?{_STREET}\b)*",
    re.I,
)
_CAPITALS = r"[A-Z][\w'’\-]{0,30}(?:\s[A-Z][\w'’\-]{0,30}){0,3}"
_LIST = re.compile(
    r"\b(?:(?:The|Ty|Old|St\.?)\s+){0,2}(?:[A-Z][\w'’\-]{0,30}\s+){0,3}[A-Z][\w'’\-]{0,30}"
    r"(?:,\s*(?:[A-Z][\w'’\-]{0,30}\s+){0,3}[A-Z][\w'’\-]{0,30}){1,3}"
)
_BEFORE_POSTCODE = re.compile(
    rf"(?P<place>\b{_CAPITALS}(?:,\s*{_CAPITALS}){{1,3}})"
    r",?\s+[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
_HAS_STREET = re.compile(rf"\b[A-Z][\w'’\-]{{0,30}}\s+{_SURE_STREET}\b", re.I)
_CUED = re.compile(
    rf"\b(?:lives?|living|lived|staying|stays|address|home|visit(?:ed)?|moved?|based|house|"
    rf"placed|resides?|"
    rf"residing|flat)\b[^.?!\d]{{0,24}}?\b(?:at|on|in|is|to|was|"
    rf":)\s+(?P<place>(?:the\s+)?(?:{_NAME}\s+){{1,3}}?"
    rf"{_SURE_STREET})\b",
    re.I,
)
_GENERIC = re.compile(
    r"^(?:the\s+)?(?:a|an|the|his|her|their|my|our|your|this|that|same|children'?s|care|"
    r"foster|family|"
    r"council|safe|private|supported|another|new|old|small|big|refuge|semi|own|mums?|dads?|nans?|"
    r"same|right|wrong|next|every|some|any|all|it|no|in|at|on|by)\b",
    re.I,
)
_TOWN = re.compile(
    r"^,?\s*(?P<town>[A-Z][a-z'’\-]+(?:[ \-][A-Z][a-z'’\-]+){0,2})"
    r"(?=[\s,]*(?:[A-Z]{1,2}\d|$|[.;]|,))"
)
_NOT_A_HOUSE = re.compile(
    r"^\d{1,4}\s*(?:days?|weeks?|months?|years?|yr|yrs|hours?|hrs|mins?|minutes|working|"
    r"recommendations?|"
    r"children|kids|pages?|per|percent|of|in|and|to|or|out|times?|people|staff|posts?|"
    r"lscbs?|boards?|"
    r"authorities|social|schools?|visits?|referrals?|serious|year|young|other|more|new|am|"
    r"pm|different)\b",
    re.I,
)


_LIVES_AT = re.compile(
    r"\b(?:lives?|living|lived|staying|stays|address|visit(?:ed|ing)?|moved?|placed|"
    r"resid\w+|home|based|house|"
    r"flat|found|round|over)\b[^.?!\d]{0,20}?\b(?:at|to|is|on|in|:|no\.?|number)\s*"
    rf"(?P<place>(?:{_UNIT}[\s,]+)?\d{{1,4}}\s?[a-h]?,?\s+(?:the\s+)?(?!(?:{_MEASURES})\b){_NAME}(?:\s+(?:{_STREET})\b|"
    r"\s+(?-i:[A-Z])[\w'’\-]{0,30})?)",
    re.I,
)
_STREET_NAMED = re.compile(
    r"\b(?!The\b|This\b|My\b|Our\b)[A-Z][\w'’\-]{1,30}(?:\s[A-Z][\w'’\-]{1,30})?\s"
    r"(?:Road|Rd|Street|Lane|Close|Avenue|Ave|Drive|Crescent|Cres|Terrace|Grove|Gardens|"
    r"Mews|Rise)\b"
)


def addresses(text: str) -> Iterator[Detail]:
    """Every postal address or part of one that says which house."""
    yield from _with_number(text)
    yield from _by_name(text)


def _with_number(text: str) -> Iterator[Detail]:
    for pattern in (_NUMBERED, _UNIT_NAMED):
        for match in pattern.finditer(text):
            if not _NOT_A_HOUSE.match(match.group()):
                yield _with_town(text, match.start(), match.end())
    for match in _LIVES_AT.finditer(text):
        yield _with_town(text, match.start("place"), match.end("place"))


def _by_name(text: str) -> Iterator[Detail]:
    for match in _LIST.finditer(text):
        before = text[max(0, match.start() - _FURTHEST_CUE) : match.start()]
        if _HAS_STREET.search(match.group()) and _SURE_ADDRESS_BEFORE.search(before):
            yield Detail("address", *match.span())
    for match in _BEFORE_POSTCODE.finditer(text):
        yield Detail("address", *match.span("place"))
    for match in _STREET_NAMED.finditer(text):
        yield Detail("address", *match.span())
    for match in _CUED.finditer(text):
        if not _GENERIC.match(match.group("place")):
            yield _with_town(text, match.start("place"), match.end("place"))


_FURTHEST_CUE = 40  # characters read back for a cue
_SURE_ADDRESS_BEFORE = re.compile(
    r"(?:\b(?:address|lives?|living|at|visit|is|moved to|home|from|placed|"
    r"staying)\b[^.?!]{0,25}|^|[:(\n]\s*)$",
    re.I,
)


def _with_town(text: str, start: int, end: int) -> Detail:
    town = _TOWN.match(text[end:])
    return Detail("address", start, end + town.end("town") if town else end)
