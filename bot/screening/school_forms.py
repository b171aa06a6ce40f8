"""The ways in which people write a child's school, and the age or school year beside it."""

from __future__ import annotations

import re

from bot.screening.form import Form, listed

_TYPE = (
    r"(?:primary|infants?|juniors?|academy|high|comp|comprehensive|grammar|secondary|nursery|"
    r"pre-?school|college|c of e|cofe|ce|rc|catholic|sixth form|middle|upper|lower|prep|pru|"
    r"jnr|jnrs|inf|prim|pri|sec|acad|sch|kindergarten|playgroup|montessori|special|school|"
    r"(?:first|free|community|boarding|day|girls['’]?|boys['’]?|convent|steiner) school|"
    r"day nursery|utc|"
    r"technology college|pupil referral unit)"
)
_TYPE_WORDS = listed(
    "primary infant infants junior juniors academy high comp comprehensive grammar secondary "
    "nursery "
    "preschool school college c cofe ce rc catholic form middle upper lower prep pru jnr jnrs inf "
    "prim pri sec acad sch kindergarten playgroup montessori special utc unit"
)
# Words that also mean other things; alone they need a cue before the name.
WEAK_TYPES = frozenset(
    ("high", "middle", "upper", "lower", "special", "prep", "catholic", "rc", "ce", "prim", "pri")
) | frozenset(("sec", "acad", "sch", "inf", "comp", "grammar"))
FAITHS = frozenset(("catholic", "rc", "ce"))
_NAME_WORD = r"(?:st\.|[^\W\d_][\w'’\-]{0,30})"
FURTHEST_CUE = 40  # characters read back for a cue, so that a long message takes no longer
TYPED = Form(
    rf"(?<![\w'’.\-])(?P<name>(?:{_NAME_WORD}\s+){{1,5}}?)(?P<type>{_TYPE}(?:\s+(?:and\s+|"
    rf"&\s+)?{_TYPE}){{0,3}}(?:\sfor\s(?:the\s)?(?:blind|deaf|boys|girls))?)\b",
    _TYPE_WORDS,
)
SAINT = Form(
    r"\b(?:(?:st|saint|ss|holy|blessed|king|queen|prince)\b\.?\s+[^\W\d_][\w'’\-]*(?:\s+[ivx]+\b)?"
    r"(?:\s+(?:and|&)\s+st\.?\s+[\w'’\-]+)?|our lady(?:\s+(?:star\s|queen\s|"
    r"help\s)?of(?:\s+the)?\s+[\w'’]+)?|all (?:saints|"
    r"souls|hallows)"
    r"|sacred heart|christ (?:church|the king)|(?:the )?(?:pru|school|nursery|academy|"
    r"unit) (?:on|in) "
    r"[^\W\d_][\w'’]*(?:\s[\w'’]+)? (?:road|rd|street|st|lane|avenue|hill|way))",
    listed("st saint ss holy blessed king queen prince our all sacred christ")
    | listed("pru school nursery academy unit"),
)
YSGOL = Form(r"\bysgol(?:\s+[A-Zy][\w'’\-]*){1,3}", {"ysgol"})
AT = re.compile(
    r"(?:@\s?|\b(?:at|attends?|attending|goes to|go to|going to|went to|from|in|pupil at|"
    r"starts? at|"
    r"enrolled at|here at|school is|school:|called|named|moved? to|transferred to|now at|up at|"
    r"of)\s*(?:the\s+)?|"
    r"\b(?:y(?:ea)?r\s?\d{1,2}|reception)[\s,]*(?:at\s+)?|[,(]\s*)$",
    re.I,
)
STRONG_AT = re.compile(
    r"(?:\b(?:goes to|attends|attending|(?:y(?:ea)?r?\s?\d{1,2}|reception|pupil|student|"
    r"enrolled|place|"
    r"starts?|started|nursery|kids|class|form|form \w+|aged? \d{1,2}|olds?|\d{1,2}|now|is|are|"
    r"he|she|they|he['’]?s|she['’]?s|they['’]?re)(?: and)?,? (?:is )?(?:at|in (?=.*school))|"
    r"school is|school:|nursery:|nursery is|school called|nursery called|"
    r"(?:on|off) roll at|excluded from|expelled from|"
    r"leaver from|"
    r"(?:form|sixth|6th)(?:er| former)? (?:at|of)|(?:pupil|student) of|reception,|nursery,|"
    r"year (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven)|"
    r"y(?:ea)?r?\s?\d{1,2}(?: here at|s? at|\s?@)?)\s*,?)\s*(?:the\s+)?$",
    re.I,
)
_AGE = (
    r"(?:(?:aged?\s*)?\d{1,2}(?:\s?(?:and a half|½|1/2))?(?:\s?-?\s?(?:years?|yrs?|y/?o|"
    r"yo|months?|mths?)"
    r"(?:[\s\-]?olds?)?)?|y(?:ea)?r?\s?-?\s?\d{1,2}(?!\d)s?|year (?:one|two|three|four|five|"
    r"six|seven|"
    r"eight|nine|ten|eleven)|reception|yr r|ks\d|p[1-7]|f[12]|"
    r"(?:upper|lower) sixth|nursery class|rising \d|key stage \d|foundation stage|"
    r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen))"
)
AGE_BEFORE = re.compile(
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
SURE_AGE_BEFORE = re.compile(
    rf"(?P<age>\b(?:{_SURE_AGE}|(?<=he's )\d{{1,2}}|(?<=she's )\d{{1,2}}|"
    rf"(?<= is )\d{{1,2}}|(?<=hes )\d{{1,2}}"
    r"|(?<=shes )\d{1,2})\b)[^.?!\n]{0,40}$",
    re.I,
)
SURE_AGE_AFTER = re.compile(rf"^[^.?!\n]{{0,25}}?\b(?P<age>{_SURE_AGE})\b", re.I)
AGE_AFTER = re.compile(
    rf"^[\s,;)\-–]*(?:and\s+|is\s+|he'?s\s+|she'?s\s+|who is\s+|in\s+|aged?\s+|a\s+|"
    rf"class\s+)*(?P<age>{_AGE})\b",
    re.I,
)
FURTHEST_AGE = 60
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
BARE_AGE_BEFORE = re.compile(rf"(?P<age>\b{_BARE_AGE}(?!\w))[^.?!\n]{{0,32}}$", re.I)
BARE_AGE_AFTER = re.compile(
    rf"^[\s,;(\-–]*(?:(?:and|so|is|he|she|they|he['’]?s|she['’]?s|just|only|now|about|nearly|"
    rf"age|aged|in|who)"
    rf"\b[\s,]*){{0,4}}(?P<age>{_BARE_AGE})(?!\w)",
    re.I,
)


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
LOWER_AT = Form(
    rf"\b(?:{_SURE_AGE}|reception|\d{{1,2}}(?: ?(?:yrs?|years?)(?: old)?)?|{_WORD_AGE}|year r|"
    r"room|leaver|class|set \d|form|nursery|pre-?school|playgroup|juniors|infants|primary|"
    r"secondary|seniors)"
    r"\s?,?(?: \(?[ap]m\)?)?"
    r"(?: and| is| she['’]?s| he['’]?s| in| pupil| next week,?)?(?: at| @| goes to| attends|"
    r" up to|,? (?:excluded|expelled|home|leaver) from) "
    rf"(?P<name>{_NO_SCHOOL}[a-z][\w'’]{{1,30}}(?: {_NOT_ITS_NAME}[a-z][\w'’]{{1,30}}){{0,4}})",
    {"at", "@", "goes", "attends", "up", "from"},
)
CLASS_AT = Form(
    rf"\b(?:class at|(?:going|goes|moving|moves|"
    rf"moved) up to) (?P<name>{_NO_SCHOOL}[a-z][\w'’]{{1,30}}"
    rf"(?: {_NOT_ITS_NAME}[a-z][\w'’]{{1,30}}){{0,2}})",
    {"class", "up"},
)
# "the nursery (Little Acorns, Selby)"
BRACKETED = Form(
    r"\b(?:nursery|school|playgroup|pre-?school|college|academy)\s\((?P<name>(?-i:[A-Z])[\w'’]+"
    r"(?:\s(?-i:[A-Z])[\w'’]+){0,3}(?:,\s(?-i:[A-Z])[\w'’]+)?)\)",
    {"("},
    listed("nursery school playgroup preschool pre college academy"),
)
THE_SCHOOL = Form(
    rf"\b(?:(?:the|his|her|their|old|new) school,? |the big comp[^.?!,]{{0,20}}, |"
    rf"special school at )"
    rf"(?P<name>{_NO_SCHOOL}[a-z][\w'’]{{2,30}} {_NOT_ITS_NAME}[a-z][\w'’]{{2,30}})"
    r"(?=,? (?:won['’]?t|will|has|have|said|says|is|was|and|where|who|but)\b|[,.?!]|$)",
    {"school", "comp"},
)


ON_STREET = re.compile(
    r"^,? (?:on|in) [^\W\d_][\w'’]+(?: [\w'’]+)? (?:road|rd|street|lane|avenue|close|drive|hill)\b",
    re.I,
)
AGES_BEFORE = (AGE_BEFORE, SURE_AGE_BEFORE, BARE_AGE_BEFORE)
AGES_AFTER = (AGE_AFTER, SURE_AGE_AFTER, BARE_AGE_AFTER)
YEAR_NEXT = re.compile(r"^,? (?:y(?:ea)?r ?|y)\d{1,2}\b", re.I)
