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
_NAME_WORD = r"[^\W\d_][\w'’.\-]{0,30}"
_FURTHEST_CUE = 40  # characters read back for a cue, so that a long message takes no longer
_TYPED = re.compile(
    rf"(?<![\w'’.\-])(?P<name>(?:{_NAME_WORD}\s+){{1,5}}?)(?P<type>{_TYPE}(?:\s+{_TYPE}){{0,3}})\b",
    re.I,
)
_SAINT = re.compile(
    r"\b(?:(?:st|saint|ss|holy|blessed|king|queen|prince)\b\.?\s+[^\W\d_][\w'’\-]*(?:\s+[ivx]+\b)?"
    r"(?:\s+(?:and|&)\s+st\.?\s+[\w'’\-]+)?|our lady(?:\s+of\s+[\w'’]+)?|all (?:saints|"
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


def schools(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Named schools, each joined with an age or school year that stands beside it."""
    for start, end in sorted(set(_named(text, vocabulary))):
        if vocabulary.is_public_phrase(text[start:end]):
            continue
        yield _with_age(text, start, end)


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
    yield from (match.span("name") for match in _LOWER_AT.finditer(text))
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
    if match.group("type").lower() in _WEAK_TYPES and not (cued or _AGE_BEFORE.search(before)):
        return None
    if (
        (named and not vocabulary.capitals_mean_nothing(text))
        or cued
        or own[0].key in {"st", "saint"}
    ):
        return start
    return None


# "in reception at beech hill": plain words, but a child of that age is at something named so.
_LOWER_AT = re.compile(
    r"\b(?:y(?:ea)?r?\s?\d{1,2}|reception|aged? \d{1,2}|\d{1,2} ?(?:yrs?|years?)(?: old)?)\s?,?"
    r"(?: and| is)? at (?P<name>(?!(?:risk|home|school|all|least|most|present|times|the|a|an|work|"
    r"weekends?|nights?|lunch|hospital|dads?|mums?|nans?|contact|moment|time|end|start|this|that|my|"
    r"his|her|our|their|nursery|college|once|any|some|one|two|both|another|different|local|"
    r"secondary|primary|special)\b)[a-z][\w'’]{1,30}(?: (?!(?:is|was|has|had|says?|said|and|or|who|"
    r"with|but|in|on|to|for|she|he|they|mum|dad|always|never|keeps?|told|wont|doesnt|isnt)\b)"
    r"[a-z][\w'’]{1,30}){0,2})"
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
    read_from = max(0, start - _FURTHEST_AGE)
    back = text[read_from:start]
    before = _AGE_BEFORE.search(back) or _SURE_AGE_BEFORE.search(back)
    if before:
        return Detail("age_and_school", read_from + before.start("age"), end)
    ahead = text[end : end + 40]
    after = _AGE_AFTER.match(ahead) or _SURE_AGE_AFTER.match(ahead)
    if after:
        return Detail("age_and_school", start, end + after.end("age"))
    return Detail("school", start, end)
