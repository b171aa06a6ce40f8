"""Where somebody lives: house number and street, flats and plots, named houses in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening.detail import Detail
from bot.screening.spelling import near_common_word
from bot.screening.vocabulary import Vocabulary
from bot.screening.words import fold

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
    r"mews|row|walk|way|hill|court|place|square|rise|vicarage|rectory|house|bank|drove|fold|view|"
    r"cottage|farm|lodge|hostel|estate|flats|approach|parade|wharf|marina|caravan park)"
)
# Small words that stand in no street's name: "rec 11 ask for on site" is no address.
_PLAIN = (
    r"(?:for|on|in|to|and|or|is|are|was|were|my|his|her|their|our|your|an?|if|that|this|with|"
    r"from|by|"
    r"as|at|it|he|she|they|we|i|not|but|so|when|who|what|how|new|baby|about|which|ask|does|do|"
    r"did)\b"
)
_NAME = rf"(?!{_PLAIN})[^\W\d_][\w'’.\-]{{0,30}}"
_NUMBER = r"\d{1,4}\s?[a-h]?(?:\s?[-/]\s?\d{1,4}[a-h]?)?"
_UNIT = (
    r"(?:flat|flt|apartment|apt|unit|plot|pitch|room|caravan|block|no\.?|number)\s?"
    rf"(?:{_NUMBER}|[a-h]\b)"
)
_MEASURES = (
    r"days?|weeks?|months?|years?|yrs?|hours?|hrs|mins?|minutes|working|kids|children|"
    r"people|times?|am|pm|"
    r"different|other|more|of|or|and|to|for|visits?|referrals?|percent|per|schools?|"
    r"families|homes?|st|nd|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept\w*|oct\w*|"
    r"nov\w*|dec\w*|"
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
_COUNTED = re.compile(
    r"\b(?:recs?|recommendations?|paras?|paragraphs?|chapters?|pages?|p|sections?|annex|tables?|"
    r"aged?|"
    r"parts?|box|rule|reg|regulation|article|issue|version|step|stage|level|tier)\s*$",
    re.I,
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


# A number and a word that English does not know, where a place must stand: "visit 83 mossbank".
_NUMBER_ALONE = re.compile(
    r"(?:\b(?:at|visit(?:ed|ing)?|from|to|outside|address|of|opposite|near|flat|left|right|"
    r"floor|in|is)"
    r"[,:]?\s+|^\s*|,\s*)(?P<place>\d{1,3}[a-h]?,?\s+(?P<word>[^\W\d_][\w'’\-]{3,30})"
    r"(?:\s+(?:back|side|gate|fields?|garth|head|top|bottom|end|nook|lea|ley|moor|dene|leas|"
    r"leys|nab|bank))?)\b",
    re.I,
)
_SPOKEN_NUMBER = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundred|and|oh)[ \-]){1,4}"
)
_SPOKEN = re.compile(
    rf"\b{_SPOKEN_NUMBER}[A-Z][\w'’\-]{{1,30}} (?:(?-i:[A-Z])[\w'’\-]{{1,30}} )?{_SURE_STREET}\b",
    re.I,
)
# "lives at the gate lodge, old mill road"
_LIVES_IN = re.compile(
    r"\b(?:lives?|living|lived|staying|stays|stopping|sleeps?|address is|address:?|moved|"
    r"gave us|placed)"
    r"\s+(?:now\s+)?(?:at|in|on|to|as)?\s*"
    rf"(?P<place>(?:the\s+)?(?:{_NAME},?\s+){{0,4}}?{_STREET},\s*(?:{_NAME}\s+){{0,3}}?"
    rf"(?:{_SURE_STREET}\b|(?-i:[A-Z])[\w'’\-]{{2,30}}))",
    re.I,
)
_WARD = re.compile(
    r"\bward [\w]{1,4},? (?:bed|bay|room) \d{1,2}(?:,? (?:at |in |of )?(?:the )?"
    rf"(?:{_NAME} ){{0,2}}?(?:hospital|maternity|infirmary|unit|general|hospice)\b)?",
    re.I,
)
_MOORED = re.compile(
    r"\b(?:(?:narrow ?boat|boat|barge|caravan|"
    r"chalet)\s(?:(?:called\s)?['\"‘“]?[A-Z][\w'’]+['\"’”]?,?\s){0,3})?"
    r"(?:mooring|berth|pitch|plot)\s\d{1,3}[a-h]?(?:,?\s(?:(?:on|at)\s)?(?:the\s)?"
    r"[^\W\d_][\w'’]+){1,2}",
    re.I,
)
# A building and the street it stands on: "the old chapel on stanwick road".
_ROADSIDE = re.compile(
    rf"\b(?:behind\s+)?(?:the\s+)?(?:{_NAME}\s+){{1,3}}?(?:by\s+)?(?:on|off|in|behind|by|at|"
    rf"near)\s+(?:the\s+)?"
    rf"(?P<street>(?:{_NAME}\s+){{1,3}}?)(?:road|rd|street|lane|ln|avenue|ave|close|drive|"
    rf"crescent|terrace|grove)\b",
    re.I,
)
_HOUSE = (
    r"(?:cottages?|farm|rectory|vicarage|lodge|barn|house|hall|forge|mill|manor|bungalow|"
    r"stables|chapel|"
    r"works|buildings|court|point|towers?|villa|oaks|elms|hollies|laurels|limes|firs|beeches|"
    r"croft|grange|gatehouse|park)"
)
# A house with a name and what follows it: "mill cottage, back lane, upper thornby".
_NAMED_HOUSE = re.compile(
    rf"\b(?P<name>(?:the\s+)?(?:{_NAME}\s+){{1,3}}?{_HOUSE}),\s+"
    rf"(?:(?:{_NAME}\s+){{1,3}}?{_SURE_STREET}\b(?:,\s+(?:{_NAME}\s+){{0,2}}?{_NAME})?)",
    re.I,
)
_BLOCK = re.compile(
    rf"\b(?:{_NAME}\s+){{1,2}}?(?:buildings|house|court|towers?|point|mansions|flats),?\s+"
    r"(?:block|flat|floor|room|rm|no\.?)\s(?:\d{1,3}[a-z]?|[a-z])\b",
    re.I,
)
_HOUSE_CUED = re.compile(
    rf"\b(?:moved to|lives? at|staying at|living at|address is|address)\s+(?:the\s+)?"
    rf"(?P<place>(?:{_NAME}\s+){{0,3}}?{_HOUSE},\s+(?:{_NAME}\s+)?{_NAME})",
    re.I,
)
_FLAT = re.compile(
    r"\b(?:flat|apartment|apt|pitch|caravan)\s?(?:no\.?\s?)?\d{1,4}[a-h]?\b"
    rf"(?:,?\s+(?:the\s+|at\s+)?(?:{_NAME}\s+){{0,3}}?(?:{_STREET}|works|tower|caravan park)\b)?"
    r"(?:\s(?:caravan park|estate|flats|buildings))?",
    re.I,
)
_NUMBER_THE = re.compile(
    r"\b(?:no\.?|number|nr)\s?\d{1,3}[a-h]?,?\s+the\s+(?!same|other|report|rest|one|last|"
    r"first)[^\W\d_][\w'’]{2,}",
    re.I,
)
_LEVEL = (
    r"(?:the\s+)?(?:top|ground|first|second|third|fourth|basement|attic|garden|upper|lower|"
    r"middle|back|"
    r"front|rear|1st|2nd|3rd)\s+(?:floor|flat|bell|left|right|maisonette|room|bedsit|buzzer)"
    r"(?:\s+(?:flat|left|right|front|back))?"
)
_LEFT_PIECES = re.compile(
    rf"(?:\b(?:{_LEVEL}(?:\s+(?:of|at|in))?[,\s]+"
    r"|(?:flat|room|bedsit)\s+(?:above|over|behind|below|under|next to)\s+(?:the\s+)?[\w'’]+"
    r"(?:\s[\w'’]+)?[,\s]+"
    r"|(?:no\.?|number|nr)\s*|(?:the\s+)[\w'’]+(?:\s+[\w'’]+)?,\s*"
    r"|\d{1,3},?\s+(?:court|block|tower|house)\s+|(?:tower|house|block|flat|unit|room|cottage|"
    r"villa|chalet|lodge|apartment|apt|plot)\s+(?:\d{1,4}[a-z]?|"
    r"[a-z]),?\s+|\d{1,2}/\d{1,2},?\s+))+$",
    re.I,
)
_RIGHT_PIECES = re.compile(
    r"(?:,?\s*(?:rm|room|block|flat|unit|apt)\.?\s?(?:\d{1,3}[a-z]?|[a-z])\b|"
    rf",?\s*\(?{_LEVEL}\b\)?|\s*\((?:behind|above|next to|opposite|near|off)\s[^()\n]{{2,30}}\)"
    r"|,\s*(?:nr|near|off)\.?\s+[^\W\d_][\w'’\-]+)+",
    re.I,
)
_LOWER_TOWN = re.compile(r",\s+(?P<town>[^\W\d_][\w'’\-]{2,20})(?=\s*(?:[,.;]|$|\s(?:with|and)\b))")
_FURTHEST_CUE = 40  # characters read back for a cue
_SURE_ADDRESS_BEFORE = re.compile(
    r"(?:\b(?:address|lives?|living|at|visit|is|moved to|home|from|placed|"
    r"staying)\b[^.?!]{0,25}|^|[:(\n]\s*)$",
    re.I,
)


def addresses(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Every postal address or part of one that says which house."""
    for start, end in (*_with_number(text, vocabulary), *_by_name(text, vocabulary)):
        yield _whole(text, start, end, vocabulary)


def _with_number(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    for pattern in (_NUMBERED, _UNIT_NAMED):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _FURTHEST_CUE) : match.start()]
            if not _NOT_A_HOUSE.match(match.group()) and not _COUNTED.search(before):
                yield match.span()
    for match in _LIVES_AT.finditer(text):
        yield match.span("place")
    for match in _NUMBER_ALONE.finditer(text):
        if _street_alone(match, vocabulary):
            yield match.span("place")
    for pattern in (_SPOKEN, _WARD, _MOORED, _FLAT, _NUMBER_THE):
        for match in pattern.finditer(text):
            yield match.span()


def _street_alone(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """True when the word after the number can hardly be anything but a street or a house."""
    key = fold(match.group("word"))
    name = vocabulary.given_band(key) != "-"
    return not (vocabulary.is_known(key) or name or near_common_word(key, vocabulary))


def _by_name(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    for match in _LIST.finditer(text):
        before = text[max(0, match.start() - _FURTHEST_CUE) : match.start()]
        if _HAS_STREET.search(match.group()) and _SURE_ADDRESS_BEFORE.search(before):
            yield match.span()
    for match in _BEFORE_POSTCODE.finditer(text):
        yield match.span("place")
    for pattern in (_STREET_NAMED, _NAMED_HOUSE, _BLOCK):
        for match in pattern.finditer(text):
            yield match.span()
    yield from _by_street(text, vocabulary)
    for pattern in (_CUED, _LIVES_IN, _HOUSE_CUED):
        for match in pattern.finditer(text):
            if not _GENERIC.match(match.group("place")):
                yield match.span("place")


def _by_street(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """A building on a street; "out on the street" has no name of a street."""
    for match in _ROADSIDE.finditer(text):
        if not any(vocabulary.is_common(fold(word), 500) for word in match.group("street").split()):
            yield match.span()


def _whole(text: str, start: int, end: int, vocabulary: Vocabulary) -> Detail:
    """The address with the flat, floor and town that stand beside it."""
    read_from = max(0, start - _FURTHEST_CUE)
    left = _LEFT_PIECES.search(text[read_from:start])
    first = read_from + left.start() if left else start
    right = _RIGHT_PIECES.match(text[end : end + _FURTHEST_CUE])
    last = end + right.end() if right else end
    town = _TOWN.match(text[last : last + _FURTHEST_CUE])
    lower = _LOWER_TOWN.match(text[last : last + _FURTHEST_CUE])
    if town:
        last += town.end("town")
    elif lower and not vocabulary.is_common(fold(lower.group("town")), 4_000):
        last += lower.end("town")
    after = _RIGHT_PIECES.match(text[last : last + _FURTHEST_CUE])
    return Detail("address", first, last + after.end() if after else last)
