"""Schools and nurseries of a child, with the age or school year that is joined to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening.cues import GENERIC_SCHOOL_WORDS
from bot.screening.detail import Detail
from bot.screening.vocabulary import Vocabulary
from bot.screening.words import Word, words_of

_TYPE = (
    r"(?:primary|infants?|juniors?|academy|high|comp|comprehensive|grammar|secondary|nursery|"
    r"pre-?school|college|c of e|cofe|ce|rc|catholic|sixth form|middle|upper|lower|prep|pru|"
    r"jnr|jnrs|inf|prim|pri|sec|acad|sch|kindergarten|playgroup|montessori|special|school|"
    r"community school|pupil referral unit)"
)
# Words that also mean other things; alone they need a cue before the name.
_WEAK_TYPES = frozenset(
    ("high", "middle", "upper", "lower", "special", "prep", "catholic", "rc", "ce", "prim", "pri")
) | frozenset(("sec", "acad", "sch", "inf", "comp", "grammar"))
_FAITHS = frozenset(("catholic", "rc", "ce"))
_NAME_WORD = r"(?:st\.|[^\W\d_][\w'’\-]{0,30})"
_FURTHEST_CUE = 40  # characters read back for a cue, so that a long message takes no longer
_TYPED = re.compile(
    rf"(?<![\w'’.\-])(?P<name>(?:{_NAME_WORD}\s+){{1,5}}?)(?P<type>{_TYPE}(?:\s+(?:and\s+|"
    rf"&\s+)?{_TYPE}){{0,3}})\b",
    re.I,
)
_SAINT = re.compile(
    r"\b(?:(?:st|saint|ss|holy|blessed|king|queen|prince)\b\.?\s+[^\W\d_][\w'’\-]*(?:\s+[ivx]+\b)?"
    r"(?:\s+(?:and|&)\s+st\.?\s+[\w'’\-]+)?|our lady(?:\s+(?:star\s|queen\s|"
    r"help\s)?of(?:\s+the)?\s+[\w'’]+)?|all (?:saints|"
    r"souls|hallows)"
    r"|sacred heart|christ (?:church|the king)|(?:the )?(?:pru|school|nursery|academy|"
    r"unit) (?:on|in) "
    r"[^\W\d_][\w'’]*(?:\s[\w'’]+)? (?:road|rd|street|st|lane|avenue|hill|way))",
    re.I,
)
_YSGOL = re.compile(r"\bysgol(?:\s+[A-Zy][\w'’\-]*){1,3}", re.I)
_AT = re.compile(
    r"(?:\b(?:at|attends?|attending|goes to|go to|going to|went to|from|in|pupil at|starts? at|"
    r"enrolled at|school is|school:|called|named|moved? to|transferred to|now at|up at|"
    r"of)\s*(?:the\s+)?|"
    r"\b(?:y(?:ea)?r\s?\d{1,2}|reception)[\s,]*(?:at\s+)?|[,(]\s*)$",
    re.I,
)
_STRONG_AT = re.compile(
    r"(?:\b(?:goes to|attends|attending|(?:y(?:ea)?r?\s?\d{1,2}|reception|pupil|student|"
    r"enrolled|place|"
    r"starts?|started|nursery|kids|class|form|form \w+|aged? \d{1,2}|olds?|\d{1,2}|now|is|are|"
    r"he|she|they|he['’]?s|she['’]?s|they['’]?re)(?: and)?,? (?:is )?(?:at|in (?=.*school))|"
    r"school is|school called|nursery called|on roll at|excluded from|expelled from|"
    r"y(?:ea)?r?\s?\d{1,2})\s*,?)\s*(?:the\s+)?$",
    re.I,
)
_AGE = (
    r"(?:(?:aged?\s*)?\d{1,2}(?:\s?(?:and a half|½|1/2))?(?:\s?-?\s?(?:years?|yrs?|y/?o|"
    r"yo|months?|mths?)"
    r"(?:[\s\-]?olds?)?)?|y(?:ea)?r?\s?-?\s?\d{1,2}(?!\d)|year (?:one|two|three|four|five|"
    r"six|seven|"
    r"eight|nine|ten|eleven)|reception|yr r|ks\d|p[1-7]|f[12]|"
    r"(?:upper|lower) sixth|nursery class|rising \d|key stage \d|foundation stage|"
    r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen))"
)
_AGE_BEFORE = re.compile(
    rf"(?P<age>\b{_AGE}\b)(?:[\s,;()\-–]+(?:and|&|he|she|they|is|are|in|at|from|a|the|"
    rf"pupil|girl|boy|"
    r"child|student|goes|go|going|to|attends|attending|who|currently|now|year|yr|y|"
    r"\d{1,2}|class|old|"
    r"years|started|starts|just|on|roll|lad|kid|his|her|my|our|daughter's|son's|school|of|for|"
    r"moved|with|us|here|has|been|form|room|tutor|group|set|doing|well|reception|nursery|"
    r"new|pru)\b)*"
    r"[\s,;(\-–'’s]*$",
    re.I,
)
_WORD_AGE = (
    r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)"
)
_SURE_AGE = (
    rf"(?:{_WORD_AGE}(?: years?[\s\-]old|(?=,? (?:and|in|at)\b))|"
    r"y(?:ea)?r?\s?-?\s?\d{1,2}(?!\d)|year (?:one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven)|"
    r"reception|p[1-7]|f[12]|(?:upper|lower) sixth|nursery class|rising \d|"
    r"aged? \d{1,2}|\d{1,2}\s?-?\s?(?:years?|yrs?)[\s\-]?olds?|\d{1,2}\s?y/?o)"
)
_SURE_AGE_BEFORE = re.compile(
    rf"(?P<age>\b(?:{_SURE_AGE}|(?<=he's )\d{{1,2}}|(?<=she's )\d{{1,2}}|"
    rf"(?<= is )\d{{1,2}}|(?<=hes )\d{{1,2}}"
    r"|(?<=shes )\d{1,2})\b)[^.?!\n]{0,40}$",
    re.I,
)
_SURE_AGE_AFTER = re.compile(rf"^[^.?!\n]{{0,25}}?\b(?P<age>{_SURE_AGE})\b", re.I)
_AGE_AFTER = re.compile(
    rf"^[\s,;)\-–]*(?:and\s+|is\s+|he'?s\s+|she'?s\s+|who is\s+|in\s+|aged?\s+|a\s+|"
    rf"class\s+)*(?P<age>{_AGE})\b",
    re.I,
)
_FURTHEST_AGE = 60
# A bare number or number word that can only be an age or a school year, this near a school.
_BARE_AGE = (
    r"(?:(?<![\w./\-£#])(?<!rec )(?<!para )(?<!page )(?<!chapter )(?:aged?\s)?"
    r"(?:[2-9]|1[0-9])(?![\d%/:.])(?!\s?(?:am|pm|days?|weeks?|wks?|times?|hours?|hrs|mins?|"
    r"minutes|percent|"
    r"kids|children|st|nd|rd|th|of|other|more)\b)(?: ?(?:1/2|½|and a half|and three quarters|"
    r"3/4))?|"
    rf"{_WORD_AGE}(?!\s(?:kids|children|times|days|weeks|of|other|more|hours)\b)(?: and a half)?|"
    r"y(?:ea)?rs? ?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|"
    r"reception|nursery|"
    r"y(?:ea)?r r|pre-?school|foundation(?: stage)?|sixth form(?:er)?|f[12]|p[1-7]|y\d{1,2})"
)
_BARE_AGE_BEFORE = re.compile(rf"(?P<age>\b{_BARE_AGE}(?!\w))[^.?!\n]{{0,32}}$", re.I)
_BARE_AGE_AFTER = re.compile(
    rf"^[\s,;(\-–]*(?:(?:and|so|is|he|she|they|he['’]?s|she['’]?s|just|only|now|about|nearly|"
    rf"age|aged|in|who)"
    rf"\b[\s,]*){{0,4}}(?P<age>{_BARE_AGE})(?!\w)",
    re.I,
)


def schools(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Named schools, each joined with an age or school year that stands beside it."""
    for start, end in sorted(set(_named(text, vocabulary))):
        if vocabulary.is_public_phrase(text[start:end]):
            continue
        the = text[max(0, start - 4) : start].lower() == "the "
        yield _with_age(text, start - 4 if the else start, end)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _FURTHEST_CUE) : start]


def _named(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    for match in _TYPED.finditer(text):
        start = _name_start(text, match, vocabulary)
        if start is not None:
            yield start, match.end("type")
    for pattern in (_SAINT, _YSGOL):
        for match in pattern.finditer(text):
            before = _before(text, match.start())
            royal = re.match(r"king|queen|prince", match.group(), re.I)
            sure = _STRONG_AT.search(before) or _AGE_BEFORE.search(before)
            if sure or pattern is _YSGOL or (_AT.search(before) and not royal):
                yield match.span()
    for pattern in (_LOWER_AT, _CLASS_AT, _THE_SCHOOL):
        yield from (match.span("name") for match in pattern.finditer(text))
    yield from _bare(text, vocabulary)


def _name_start(text: str, match: re.Match[str], vocabulary: Vocabulary) -> int | None:
    """Where the school's own name begins, or None when the words only say what sort it is."""
    words = words_of(match.group("name"))
    own: list[Word] = []
    for word in reversed(words):
        if word.key in GENERIC_SCHOOL_WORDS and not (own and word.key in {"of", "the", "and"}):
            break
        own.insert(0, word)
    while own and own[0].key in {"of", "the", "and"}:
        own.pop(0)
    if not own:
        return None
    start = match.start("name") + own[0].start
    named = any(
        (word.capital and not word.acronym) or not vocabulary.is_english(word.key) for word in own
    )
    before = _before(text, start)
    cued = bool(_AT.search(before))
    aged = _AGE_BEFORE.search(before) or _BARE_AGE_BEFORE.search(before)
    sure = _STRONG_AT.search(before) if match.group("type").lower() in _FAITHS else cued
    if match.group("type").lower() in _WEAK_TYPES and not (sure or aged):
        return None
    if (
        (named and not vocabulary.capitals_mean_nothing(text))
        or cued
        or own[0].key in {"st", "saint"}
    ):
        return start
    return None


# "in reception at beech hill": plain words, but a child of that age is at something named so.
_NO_SCHOOL = (
    r"(?!(?:risk|home|school|all|least|most|present|times|the|a|an|work|weekends?|nights?|lunch|"
    r"hospital|"
    r"dads?|mums?|nans?|contact|moment|time|end|start|this|that|my|his|her|our|their|nursery|"
    r"college|"
    r"once|any|some|one|two|both|another|different|local|secondary|primary|special|court|bed|sleep|"
    r"disco|party|park|shops?|station|door|gates?|club|live|see|be|visit|stay|get|go|have|"
    r"meetings?|night|church|mosque|cubs|scouts)\b)"
)
_NOT_ITS_NAME = (
    r"(?!(?:is|was|has|had|says?|said|and|or|who|with|but|in|to|for|she|he|they|mum|dad|always|"
    r"never|"
    r"keeps?|told|wont|doesnt|isnt|not|bit|hit|so|thats|cant|came|did|does|tells?|sleeps?|"
    r"lives?)\b)"
)
_LOWER_AT = re.compile(
    rf"\b(?:{_SURE_AGE}|reception|\d{{1,2}}(?: ?(?:yrs?|years?)(?: old)?)?|{_WORD_AGE}|year r|"
    r"room|leaver|class|set \d|form|nursery|pre-?school|playgroup|juniors|infants|primary|"
    r"secondary|seniors)"
    r"\s?,?(?: \(?[ap]m\)?)?"
    r"(?: and| is| she['’]?s| he['’]?s| in| pupil| next week,?)?(?: at| goes to| attends| up to) "
    rf"(?P<name>{_NO_SCHOOL}[a-z][\w'’]{{1,30}}(?: {_NOT_ITS_NAME}[a-z][\w'’]{{1,30}}){{0,4}})",
    re.I,
)
_CLASS_AT = re.compile(
    rf"\b(?:class at|(?:going|goes|moving|moves|"
    rf"moved) up to) (?P<name>{_NO_SCHOOL}[a-z][\w'’]{{1,30}}"
    rf"(?: {_NOT_ITS_NAME}[a-z][\w'’]{{1,30}}){{0,2}})",
    re.I,
)
_THE_SCHOOL = re.compile(
    rf"\b(?:(?:the|his|her|their|old|new) school,? |the big comp[^.?!,]{{0,20}}, |"
    rf"special school at )"
    rf"(?P<name>{_NO_SCHOOL}[a-z][\w'’]{{2,30}} {_NOT_ITS_NAME}[a-z][\w'’]{{2,30}})"
    r"(?=,? (?:won['’]?t|will|has|have|said|says|is|was|and|where|who|but)\b|[,.?!]|$)",
    re.I,
)


def _bare(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """A name right after "goes to" or "year 4 at", without a word that says it is a school."""
    words = words_of(text)
    for index, word in enumerate(words):
        if word.key in GENERIC_SCHOOL_WORDS or not _STRONG_AT.search(_before(text, word.start)):
            continue
        if vocabulary.is_place(word.key) or word.acronym:
            continue
        if word.capital or not vocabulary.is_english(word.key):
            end = word.full_end
            for following in words[index + 1 : index + 4]:
                if not (following.capital and following.joined()):
                    break
                end = following.full_end
            yield word.start, end


def _with_age(text: str, start: int, end: int) -> Detail:
    """The school with the ages or years beside it, the furthest on each side, and its street."""
    read_from = max(0, start - _FURTHEST_AGE)
    back = text[read_from:start]
    befores = [p.search(back) for p in (_AGE_BEFORE, _SURE_AGE_BEFORE, _BARE_AGE_BEFORE)]
    ahead = text[end : end + 40]
    afters = [p.match(ahead) for p in (_AGE_AFTER, _SURE_AGE_AFTER, _BARE_AGE_AFTER)]
    first = min([read_from + m.start("age") for m in befores if m], default=start)
    last = max([end + m.end("age") for m in afters if m], default=end)
    if last == end:
        street = _ON_STREET.match(ahead)
        last += street.end() if street else 0
    kind = "age_and_school" if any(befores) or any(afters) else "school"
    return Detail(kind, first, last)


_ON_STREET = re.compile(
    r"^,? (?:on|in) [^\W\d_][\w'’]+(?: [\w'’]+)? (?:road|rd|street|lane|avenue|close|drive|hill)\b",
    re.I,
)
