"""Dates of birth, in figures or in words, told from the dates of publications by what is near."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from bot.screening.detail import Detail
from bot.screening.form import FIGURE, Form, Glance, listed
from bot.screening.vocabulary import Vocabulary

_MONTH_WORDS = listed(
    "january february febuary march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ORDINAL_WORDS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
_DATED = {FIGURE, *_MONTH_WORDS, *_ORDINAL_WORDS}
_SPOKEN_YEARS = listed("two nineteen twenty seventy eighty ninety oh o nought")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    r"thirtieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"thirty[ -]first)"
)
_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEEN = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_UNIT})?|(?:oh|"
    rf"o)[ -]{_UNIT})"
)
_YEAR_WORD = (
    rf"(?:two thousand(?: and)?(?: (?:{_TEEN}|{_UNIT}))?|(?:nineteen|twenty)[ -](?:{_TEEN})|"
    rf"(?:seventy|eighty|ninety)(?:[ -]{_UNIT})?|(?:oh|o|nought)[ -]{_UNIT})"
)
_YEAR = rf"(?:(?:19|20)\d\d|['’]?\d\d(?!\d)|{_YEAR_WORD}|(?:last|this) year)"
_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th))?|{_ORDINAL_WORD})"
_HOLIDAY = (
    r"(?:christmas|xmas|boxing|new year['’]?s?|valentine['’]?s?|hallow(?:een|e'en)|bonfire|easter|"
    r"guy fawkes|leap|pancake|st patrick['’]?s|st george['’]?s|may|eid|diwali|mother['’]?s|"
    r"father['’]?s)"
    r"(?: (?:day|eve|night|sunday|monday))?"
)
_ENDS = r"\b(?=\s*(?:$|[,.;:)!?\n\-]|and\b|born\b|is\b))"
# A date all in words, as given over the phone; nobody cites a publication so.
_SPOKEN_DAY = (
    rf"(?:the )?(?:{_ORDINAL_WORD}|{_UNIT}|ten|eleven|twelve|(?:twenty|thirty)[ -]{_UNIT})"
)
_SPOKEN = Form(
    rf"\b{_SPOKEN_DAY}(?: of)?(?: the)? (?:{MONTH}|{_ORDINAL_WORD}),?(?: of)? {_YEAR_WORD}\b"
    rf"|\b{MONTH} (?:the )?{_ORDINAL_WORD},? (?:of )?{_YEAR_WORD}\b"
    rf"|\b(?:{_UNIT}|{_TEEN}|thirty(?: one)?) (?:{_UNIT}|ten|eleven|twelve) (?:(?:seventy|"
    rf"eighty|ninety)(?:[ -]{_UNIT})?|(?:oh|o|"
    rf"nought)[ -]{_UNIT})\b"
    rf"|\b(?:the )?{_ORDINAL_WORD} of (?:the )?{_ORDINAL_WORD},? (?:of )?{_YEAR}{_ENDS}"
    rf"|\b{MONTH} (?:19|20)\d\d,? (?:on )?the (?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th){_ENDS}"
    rf"|\b(?:{_HOLIDAY}) (?:baby|child|boy|girl) (?:in )?(?:19|20)\d\d\b"
    rf"|\b(?:the )?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th) of (?:the )?(?:1[0-2]|[1-9])(?:st|nd|rd|"
    rf"th),? (?:of )?{_YEAR}\b",
    {FIGURE, *_SPOKEN_YEARS},
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_WORDED = (
    rf"(?:{_WEEKDAY},? )?(?:the )?(?:\d{{1,2}}(?:/| or ))?{_DAY}[ \-./]?(?:day )?"
    rf"(?:of )?(?:the )?{MONTH}\b\.?"
    rf"(?:,? ?(?:of |in )?[\-/]?{_YEAR})?"
    rf"|{MONTH}\.? (?:the )?{_DAY}(?![\d:])(?:,? ?{_YEAR})?"
)
_FIGURES = (
    r"(?:3[01]|[12]\d|0?[1-9])\s?([/.\-\\|])\s?(?:1[0-2]|0?[1-9])\s?\1\s?(?:(?:19|20)?\d\d)"
    r"|\d{1,2}([/.\-])\d{1,2}\2(?:19|20)\d\d"  # a day or month that cannot be is a slip
    r"|(?:3[01]|[12]\d|0?[1-9]) (?:1[0-2]|0?[1-9]) (?:19|20)\d\d"
    r"|(?:3[01]|[12]\d|0?[1-9]) (?:1[0-2]|0[1-9]) \d\d"
    r"|(?:19|20)\d\d([/.\-])(?:1[0-2]|0?[1-9])\3(?:3[01]|[12]\d|0?[1-9])"
)
_FULL_DATE = Form(
    rf"(?<![\w/.])(?:{_FIGURES}|{_WORDED}|\d{{1,2}} \d{{1,2}} \d\d|"
    rf"{_HOLIDAY},? (?:['’]\d\d|0\d|(?:19|20)\d\d)|"
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?![\w/])",
    _DATED,
)
_SHORT_DATE = Form(
    rf"(?<![\w/.])(?:{_FIGURES}|{_WORDED}|{MONTH} (?:of )?(?:{_YEAR})|"
    rf"(?:(?:the )?(?:day|week|{_WEEKDAY}) (?:after|before) )?{_HOLIDAY},? ['’]?(?:(?:19|20)?\d\d)|"
    r"\d{1,2} \d{1,2} \d\d|\d{1,2}:\d{1,2}:(?:19|20)?\d\d|"
    r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{6}|\d{8}|(?:in )?(?:19|20)\d\d)(?![\w/])",
    _DATED,
)
_BIRTH_CUE = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b['’]?s?\b\.?(?:['’]s)?|date of birth|dates of birth|birth ?date|"
    r"birthdays?|"
    r"b-?days?(?:['’]s)?|born|"
    r"(?:turns?|turned|be|is|was|aged?|he['’]?s|she['’]?s) \d{1,2}|\d{1,2}(?:st|nd|rd|"
    r"th)(?: birthday)?|"
    r"(?:passport|certificate|red book|birth cert|id|visa) (?:says|has|shows|gives)|b-?day was|"
    r"(?:mum|dad|nan|gp|school|she|he|file|form|record|hospital|they|birthday|card) (?:gives|"
    r"gave|has|shows|"
    r"says|puts?|as|reads)|edd|(?<![\w'’])b\.?|year of birth|birth year|yob|"
    r"(?:had|having) (?:the|her|his|a|our|my|their) (?:baby|bub|twins|son|daughter)|"
    r"gave birth(?: to [\w']{1,12})?|birthdays?['’]?s?|(?:baby|bub|unborn|"
    r"she['’]?s|mum is)(?: is)? due|delivered)"
    r"(?:\s+(?:is|was|are|were|be|been|on|in|of|the|both|about|around|back|at|given|recorded|"
    r"down|as|"
    r"his|her|their|maybe|possibly|probably|perhaps|approx|roughly|thought|think|i|we|to|have|it|"
    r"unknown|uncertain|not|sure|certain|but|say|yesterday|today)\b){0,5}"
    r"[\s:=\-–,.(]*(?:on |in |the )*$",
    re.I,
)
_BIRTH_AFTER = re.compile(
    r"^[\s,)\-]*(?:d\.?o\.?b\b|is (?:on|in) (?:the|his|her|their) (?:passport|id|visa|"
    r"birth)|is (?:his|her|their|the) (?:d\.?o\.?b|birthday|date of birth)|(?:on|"
    r"as) (?:his|her|their) (?:id|passport|birth)|"
    r"when (?:he|she|they|it|the baby) (?:was|were) born)",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:publish\w*|report|reports|dated|letter|guidance|consultation|plan|act|review|response|"
    r"issued|launched|announced|came out|came into|meeting|committee|deadline|due|by|until|since|"
    r"before|after|from|version|edition|document|inspection|speech|started|began)\b[^.?!]{0,18}$",
    re.I,
)
# A birth word, a few other words, then a full date: "born at home, I think, on 3 May 2004".
_LOOSE = Form(
    r"\b(?:born|d\.?o\.?b\.?|birthdays?|birth date|date of birth)\b[^.?!\n]{0,35}?\b"
    rf"(?P<date>(?:(?:the )?(?:day|week|{_WEEKDAY}) (?:after|before) )?{_HOLIDAY}"
    rf"(?:,? ['’]?(?:19|20)?\d\d(?!\d))?|"
    rf"(?:the )?(?:spring|summer|autumn|winter)(?: of)? {_YEAR}|"
    rf"(?:the )?{MONTH} of {_YEAR}|(?:last|this) {MONTH}|{_WORDED}|{MONTH} (?:of )?{_YEAR}|"
    rf"\d{{1,2}}[/.\-:]\d{{1,2}}[/.\-:](?:19|20)?\d\d|"
    rf"(?:19|20)\d\d)(?![\w/])",
    {"born", "dob", "d", "birthday", "birthdays", "bday", "birth"},
)
# "born the 12th", "born last tuesday, 9th", "turned eighteen on the ninth": right behind the word
_BORN = Form(
    r"\b(?:(?:born|birthday(?: is| was)?)\s(?:on |early |late ){0,2}"
    rf"|(?:turned|turns|is|be|(?:he|she)['’]?s) (?:\d{{1,2}}|{_TEEN}|{_UNIT}) (?:on|since)\s)"
    rf"(?P<date>(?:last |this |next )?{_WEEKDAY},? \(?(?:the )?\d{{1,2}}(?:st|nd|rd|th)"
    rf"|(?:last|this) {_WEEKDAY}|the (?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL_WORD})"
    rf"(?: of (?:this|last) month)?)\b"
    rf"(?!\s(?:of|{MONTH}|floor|time|child|birthday|one|baby|in)\b)",
    {"born", "birthday", "turned", "turns", "is", "be", "he", "she", "hes", "shes"},
    {"last", "this", "the", FIGURE},
)
# "Lee Doe, b.1999"
_SHORT_FOR_BORN = Form(
    r"(?<![\w'’.])b\.\s?(?P<date>\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|(?:19|20)\d\d(?!\d))",
    {"b"},
    {"."},
)
# "child (12/9/06)", "two kids, 3.4.05 and 6.7.08"
_SLASHED = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)?\d\d(?![\w/])|"
    rf"\d{{1,2}}[ \-]{MONTH}[ \-](?:19|20)?\d\d(?![\w/])|\d{{1,2}} \d{{1,2}} \d\d(?![\w/]))"
)
_CHILD_DATE = Form(
    r"\b(?:child|children|kids?|twins?|boys?|girls?|baby|babies|babys|son|daughter|pupils?|male|"
    r"female|"
    r"siblings?|brothers?|sisters?|infant|toddler|unborn|yp|(?:mother|father|mum|"
    r"dad)(?=[,(\s]{1,2}\(?\d))(?:\s\d\b)?"
    r"[\s,;:(\-–]{1,3}"
    rf"(?:(?P<first>{_SLASHED})\s?(?:and|&|,)\s?)?(?P<date>{_SLASHED})",
    {FIGURE},
)
_FIGURE_DATE = Form(rf"(?<![\w/.])(?:{_FIGURES})(?![\w/])", {FIGURE})
_EVENT = re.compile(
    r"\b(?:visit\w*|seen|met|saw|referr\w*|conference|strategy|hearing|appointment|incident|"
    r"email\w*|"
    r"wrote|rang|called|on|since|until|by|review|closed|opened|placed|moved|"
    r"happened)\b[^.?!]{0,12}$",
    re.I,
)
# "with a DOB after 31/08/1991", "children born since 1 April 2008": many people's, nobody's own
_COHORT = re.compile(
    r"\b(?:children|babies|infants|pupils|kids|people|those|anyone|everyone|every|all)\b"
    r"[^.?!\n]{0,40}\b(?:after|since|before|until)\s$",
    re.I,
)
# A worded date so old, in a message with somebody in it, is hardly ever that of an event at work.
_OLD_YEAR = re.compile(r"(?:19[4-9]\d|200[0-8])$")
_AND_ANOTHER = re.compile(r"^\s*(?:and|&|,|/|or)\s*$", re.I)
_NEAR = 40
_FURTHEST_PERSON = 20  # characters
_FILLER = re.compile(
    r"[\s,;:.()\-–/]*(?:(?:twins?|xmas|the|a|is|was|and|aged|\d{1,2}|boy|girl|male|female|f|m)"
    r"[\s,;:.()\-–/]*){0,3}",
    re.I,
)


def birth_dates(
    glance: Glance, people: Sequence[Detail], vocabulary: Vocabulary
) -> Iterator[Detail]:
    """Dates with a birth cue, and full dates beside a person that no publication bears."""
    for start, end in _cued(glance):
        yield Detail("date_of_birth", start, end)
    for start, end in _by_a_person(glance, people):
        if not vocabulary.is_public_code(glance.text[start:end]):
            yield Detail("date_of_birth", start, end)


def _cued(glance: Glance) -> Iterator[tuple[int, int]]:
    text, previous, ended = glance.text, -1, 0
    for match in _SHORT_DATE.found(glance):
        # No cue reaches over another date, and reading that one again would take time.
        before = text[max(ended, match.start() - _NEAR) : match.start()]
        ended = match.end()
        after = text[match.end() : match.end() + _NEAR]
        listed = previous >= 0 and _AND_ANOTHER.match(text[previous : match.start()])
        if listed or _BIRTH_CUE.search(before) or _BIRTH_AFTER.match(after):
            yield match.span()
            previous = match.end()
    yield from (match.span() for match in _SPOKEN.found(glance))
    for match in _CHILD_DATE.found(glance):
        yield from (match.span(name) for name in ("first", "date"))
    for match in _LOOSE.found(glance):
        start, end = match.span("date")
        if not _COHORT.search(text[max(0, start - 2 * _NEAR) : start]):
            yield start, end
    for form in (_BORN, _SHORT_FOR_BORN):
        yield from (match.span("date") for match in form.found(glance))


def _by_a_person(glance: Glance, people: Sequence[Detail]) -> Iterator[tuple[int, int]]:
    if not people:
        return
    text = glance.text
    for match in _FIGURE_DATE.found(glance):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if not _PUBLISHED.search(before) and not _EVENT.search(before):
            yield match.span()
    starts = sorted(person.start for person in people)
    ends = sorted(person.end for person in people)
    for match in _FULL_DATE.found(glance):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if _PUBLISHED.search(before):
            continue
        old = _OLD_YEAR.search(match.group()) and not _EVENT.search(before)
        if old or _beside(text, match.span(), starts, ends):
            yield match.span()


def _beside(text: str, span: tuple[int, int], starts: list[int], ends: list[int]) -> bool:
    """True when only punctuation or a filler word parts the date from the person next to it."""
    before, after = bisect_right(ends, span[0]), bisect_left(starts, span[1])
    gaps = [text[ends[before - 1] : span[0]]] if before else []
    if after < len(starts):
        gaps.append(text[span[1] : starts[after]])
    return any(len(gap) <= _FURTHEST_PERSON and _FILLER.fullmatch(gap) for gap in gaps)
