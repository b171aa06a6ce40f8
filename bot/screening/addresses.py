"""Where somebody lives: house number and street, flats and plots, named houses in a list.

How each is written is in `address_forms`; here is what tells them from other words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening import address_forms as forms
from bot.screening.detail import Detail
from bot.screening.form import FIGURE, Glance
from bot.screening.spelling import near_common_word
from bot.screening.streets import ROAD, SURE_STREET, SURE_WORDS, THE_WORDS, UNIT_WORDS
from bot.screening.vocabulary import Vocabulary
from bot.screening.words import fold, words_of

Span = tuple[int, int]

_CAPITALS = r"[A-Z][\w'’\-]{0,30}(?:\s[A-Z][\w'’\-]{0,30}){0,3}"
_LIST = re.compile(
    r"\b(?:(?:The|Ty|Old|St\.?)\s+){0,2}(?:[A-Z][\w'’\-]{0,30}\s+){0,3}[A-Z][\w'’\-]{0,30}"
    r"(?:,\s*(?:[A-Z][\w'’\-]{0,30}\s+){0,3}[A-Z][\w'’\-]{0,30}){1,3}"
)
_BEFORE_POSTCODE = re.compile(
    rf"(?P<place>\b{_CAPITALS}(?:,\s*{_CAPITALS}){{1,3}})"
    r",?\s+(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
)
_HAS_STREET = re.compile(rf"\b[A-Z][\w'’\-]{{0,30}}\s+{SURE_STREET}\b", re.I)
_GENERIC = re.compile(
    r"^(?:the\s+)?(?:a|an|the|his|her|their|my|our|your|this|that|same|children'?s|care|foster|"
    r"family|council|safe|private|supported|another|new|old|small|big|refuge|semi|own|mums?|dads?|"
    r"nans?|same|right|wrong|next|every|some|any|all|it|no|in|at|on|by|group|community|nursing)\b",
    re.I,
)
_OLD_HOUSE = re.compile(r"^(?:the\s+)?old\s[\w'’]+,", re.I)  # "the old mill, barford"
_TOWN = re.compile(
    r"^,?\s*(?P<town>[A-Z][a-z'’\-]+(?:[ \-][A-Z][a-z'’\-]+){0,2})"
    r"(?=[\s,]*(?:[A-Z]{1,2}\d|$|[.;]|,))"
)
_COUNTED = re.compile(
    r"\b(?:recs?|recommendations?|paras?|paragraphs?|chapters?|pages?|p|sections?|annex|tables?|"
    r"aged?|parts?|box|rule|reg|regulation|article|issue|version|step|stage|level|tier)\s*$",
    re.I,
)
_NOT_A_HOUSE = re.compile(
    r"^\d{1,4}\s*(?:bed|bedroom\w*|moves|days?|weeks?|months?|years?|yr|yrs|hours?|hrs|mins?|"
    r"minutes|working|"
    r"recommendations?|children|kids|pages?|per|percent|of|in|and|to|or|out|times?|people|staff|"
    r"posts?|lscbs?|boards?|authorities|social|schools?|visits?|referrals?|serious|year|young|"
    r"other|more|new|am|pm|different)\b",
    re.I,
)
_LEVEL = (
    r"(?:the\s+)?(?:top|ground|first|second|third|fourth|basement|attic|garden|upper|lower|middle|"
    r"back|front|rear|\d{1,2}(?:st|nd|rd|th))\s+(?:floor|flat|bell|left|right|maisonette|room|bedsit|buzzer)"
    r"(?:\s+(?:flat|left|right|front|back))?"
)
_BESIDE = (
    r"(?:above|over|behind|below|under|beneath|opposite|next (?:door )?to|round the back of|"
    r"at the back of|in the (?:yard|garden|grounds) of)"
)
_LEFT_PIECES = re.compile(
    rf"(?:\b(?:{_LEVEL}(?:\s+(?:of|at|in))?[,\s]+"
    r"|(?:the\s+)?(?:rear|back|side|annexe?|outbuilding|house|corner)\s+(?:of|at|to|on)\s+"
    r"|\d{1,4}[a-h]?\s?(?:and|&|\+)\s?"
    r"|(?:tower|house ?boat|boat|berth|cabin|level|house|bedsit|studio|suite|"
    r"(?:upstairs|downstairs|basement|garden) flat,?)\s+"
    r"|bedsit\s\d{1,2},?\s+"
    r"|(?:(?-i:[A-Z])[\w'’]+\s){1,2}(?-i:View|House|Cottage|Lodge|Farm|Villa|Court|Bank|Barn|Hall|"
    r"Cottages|Grange|Towers),\s+"
    rf"|(?:the\s+)?(?:flat|room|bedsit|studio|shed|garage|caravan|tent|annexe?)\s+{_BESIDE}\s+"
    r"(?:(?:the\s+)?[\w'’]+(?:\s[\w'’]+)?,\s+)?"
    r"|(?:flat|room|bedsit)\s+(?:above|over|behind|below|under|next to)\s+(?:the\s+)?[\w'’]+"
    r"(?:\s[\w'’]+)?[,\s]+"
    rf"|{_BESIDE}\s+(?:the\s+)?[\w'’]+(?:\s[\w'’]+)?,\s+"
    r"|(?:no\.?|number|nr)\s*|(?:the\s+)[\w'’]+(?:\s+[\w'’]+)?,\s*"
    r"|\d{1,3},?\s+(?:court|block|tower|house)\s+|(?:tower|house|block|flat|unit|room|cottage|"
    r"villa|chalet|lodge|apartment|apt|plot|bay)\s+(?:\d{1,4}[a-z]?|[a-z]),?\s+|"
    r"\d{1,2}/\d{1,2},?\s+"
    r"|(?:(?:bus stop|phone box|shop|bench|garages?)\s)?opp(?:osite)?\.?\s+(?:no\.?\s?)?"
    r"|c/o\s+(?:(?-i:[A-Z])[\w'’&]+,?\s+){1,4}"
    r"))+$",
    re.I,
)
_RIGHT_PIECES = re.compile(
    r"(?:,?\s*(?:rm|room|block|flat|unit|apt|bay)\.?\s?(?:\d{1,3}[a-z]?|[a-z])\b|"
    r",?\s*(?:nos?\.?|numbers?)\s?\d{1,3}[a-z]?(?:\s?(?:and|&|,|-)\s?\d{1,3}[a-z]?)?\b|"
    r",?\s*(?:plot|pitch|berth|mooring|bay)\s?\d{1,3}\b|,\s\d{1,3}[a-h]?(?=[.;)\n]|$)|"
    r",?\s*row\s[a-z\d]{1,3}\b|\s(?:travellers?|gypsy|caravan|holiday)['’]?\s(?:site|park)\b|"
    r",?\s*(?:the\s)?(?:top|bottom|upper|lower|first|second|two|three)(?:\s(?:two|three))?\s"
    r"floors?\b|"
    r"\s*\((?:the\s(?:one|house|flat|blue|red|green|white|black)|buzzer|bell|ring|red|blue|green|"
    r"white|black|side|back|rear|gate|upstairs|downstairs|basement|ground|top|bottom)\b"
    r"[^()\n\d]{0,30}\)|"
    r"\s(?:behind|opposite|opp\.?|next (?:door )?to|round the back of)\s(?:the\s)?"
    r"[^\W\d_][\w'’\-]+|"
    rf",?\s*\(?{_LEVEL}\b\)?|\s*\((?:behind|above|next to|opposite|near|off)\s[^()\n]{{2,30}}\)"
    r"|,?\s*(?:nr|near|off|on|by)\.?\s+(?:the\s+)?[ABM]\d{1,4}\b"
    rf"|,\s*(?:nr|near|off|by|behind|opposite)\.?\s+(?:the\s+)?[^\W\d_][\w'’\-]+(?:\s(?:\w+\s)?{ROAD}\b)?"
    r")+",
    re.I,
)
_LOWER_TOWN = re.compile(
    r"(?P<mark>,?)\s+(?P<town>[^\W\d_][\w'’\-]{2,20})\b(?P<ends>\s*(?:[,.;]|$|\s(?:with|and)\b))?"
)
_FURTHEST_CUE = 40  # characters read back for a cue
_SURE_ADDRESS_BEFORE = re.compile(
    r"(?:\b(?:address|lives?|living|at|visit|is|moved to|home|from|placed|staying)\b[^.?!]{0,25}"
    r"|^|[:(\n]\s*)$",
    re.I,
)
_PLAIN_RANK = 1_500
_RARE_RANK = 4_000


def addresses(glance: Glance, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Every postal address or part of one that says which house."""
    for start, end in (*_with_number(glance, vocabulary), *_by_name(glance, vocabulary)):
        yield _whole(glance.text, start, end, vocabulary)


def _with_number(glance: Glance, vocabulary: Vocabulary) -> Iterator[Span]:
    for form in (forms.NUMBERED, forms.UNIT_NAMED):
        for match in form.found(glance):
            before = glance.text[max(0, match.start() - _FURTHEST_CUE) : match.start()]
            counted = _NOT_A_HOUSE.match(match.group()) or _COUNTED.search(before)
            if not counted and _is_street(match.group(), vocabulary):
                yield match.span()
    yield from (match.span("place") for match in forms.LIVES_AT.found(glance))
    for match in forms.NUMBER_ALONE.found(glance):
        if _street_alone(match, vocabulary):
            yield match.span("place")
    for match in forms.NUMBER_OF_THE.found(glance):
        if _names_place(match.group("word"), vocabulary):
            yield match.span()
    for form in forms.SURE_FORMS:
        yield from (match.span() for match in form.found(glance))


def _is_street(written: str, vocabulary: Vocabulary) -> bool:
    """True unless it is plain words that only might be a street: "3 next steps"."""
    words = words_of(written)
    if words[-1].key in SURE_WORDS or any(word.capital for word in words[:-1]):
        return True
    named = [word.key for word in words[:-1] if word.key not in UNIT_WORDS]
    return not all(vocabulary.is_common(key, _PLAIN_RANK) for key in named)


def _names_place(word: str, vocabulary: Vocabulary) -> bool:
    """After a number and "the": "22 The Ridings" and "5 the quays" yes, "2 the agencies" no."""
    key = fold(word)
    if key in THE_WORDS:
        return True
    plain = vocabulary.is_common(key, _RARE_RANK) or vocabulary.is_public_word(key)
    return not plain or (word[0].isupper() and not vocabulary.is_public_word(key))


def _street_alone(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """True when the word after the number can hardly be anything but a street or a house."""
    key = fold(match.group("word"))
    name = vocabulary.given_band(key) != "-"
    return not (vocabulary.is_known(key) or name or near_common_word(key))


def _by_name(glance: Glance, vocabulary: Vocabulary) -> Iterator[Span]:
    yield from _listed(glance, vocabulary)
    yield from _by_cue(glance)
    for form in forms.NAMED_FORMS:
        yield from (match.span() for match in form.found(glance))
    for form in (forms.ROADSIDE, forms.CORNER):
        for match in form.found(glance):
            if _names_street(match, vocabulary):
                yield match.span()
    for match in forms.VILLAGE_HOUSE.found(glance):
        if not vocabulary.is_common(fold(match.group("town")), _RARE_RANK):
            yield match.span("place")
    for match in forms.BEFORE_POSTCODE.found(glance):
        if not vocabulary.is_public_code(match.group("code")):
            yield match.start("place"), match.start("code") - 1


def _by_cue(glance: Glance) -> Iterator[Span]:
    """Where a cue says that somebody lives there."""
    for form in forms.PLACE_FORMS:
        for match in form.found(glance):
            place = match.group("place")
            if not _GENERIC.match(place) or _OLD_HOUSE.match(place):
                yield match.span("place")


def _names_street(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "out on the street" has no name of a street."""
    return not any(vocabulary.is_common(fold(word), 500) for word in match.group("street").split())


def _listed(glance: Glance, vocabulary: Vocabulary) -> Iterator[Span]:
    """Capitalised words with commas: beside a cue, or before a postcode that is not published."""
    if "," not in glance.held:
        return
    text = glance.text
    for match in _LIST.finditer(text):
        before = text[max(0, match.start() - _FURTHEST_CUE) : match.start()]
        if _HAS_STREET.search(match.group()) and _SURE_ADDRESS_BEFORE.search(before):
            yield match.span()
    if FIGURE not in glance.held:
        return
    for match in _BEFORE_POSTCODE.finditer(text):
        if not vocabulary.is_public_code(match.group("code")):
            yield match.span("place")


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
    elif lower and _is_town(lower, vocabulary):
        last += lower.end("town")
    after = _RIGHT_PIECES.match(text[last : last + _FURTHEST_CUE])
    return Detail("address", first, last + after.end() if after else last)


def _is_town(match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """A place, or a word in no list that ends the clause; behind a comma any that is not common."""
    key = fold(match.group("town"))
    if vocabulary.is_place(key):
        return True
    if match.group("ends") is None:
        return False
    if match.group("mark"):
        return not vocabulary.is_common(key, _RARE_RANK)
    return not vocabulary.is_known(key)
