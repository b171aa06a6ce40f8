"""Numbers that name one person: NHS, pupil, National Insurance, case and car numbers.

Check digits follow the published rules: NHS number modulus 11 (NHS Data Dictionary), the unique
pupil number's check letter (DfE, "Unique pupil numbers"), National Insurance prefixes (HMRC
manual NIM39110).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening.detail import Detail
from bot.screening.figure_runs import FigureRun, runs_of
from bot.screening.form import FIGURE, Form, Glance, listed
from bot.screening.vocabulary import Vocabulary

# As printed, 3-3-4, and as people copy it: any separators may stand between these groups.
_USUAL_GROUPS = {(10,), (3, 3, 4), (3, 4, 3), (4, 3, 3), (5, 5), (2,) * 5, (1,) * 10}
_YEAR_GROUP = re.compile(r"(?:19|20)\d\d")
_NHS_CUE = re.compile(
    r"\b(?:nhs|n\.h\.s\.?)(?:\s*(?:no|nos|num|numb\w*|number|nr|id|is|#)\b){0,2}[\W_]{0,4}$", re.I
)
_NHS_LENGTH, _NHS_WORDS = 10, {"nhs", "n"}
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z](?:[ .\-]?\d){11}[ .\-]?[\dA-Z]\b", re.I)
_UPN_CUE = re.compile(r"\bupn\b", re.I)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NINO = re.compile(r"\b[A-Z] ?[A-Z](?:[ .\-/]?\d){6}[ .\-/]?[A-D]\b", re.I)
_NINO_CUE = re.compile(r"\b(?:ni|nino|n\.i\.?|national insurance)\b[^.?!]{0,25}$", re.I)
_NOT_NINO = re.compile(r"^(?:[DFIQUV]|.[DFIQUVO]|BG|GB|KN|NK|NT|TN|ZZ)", re.I)
# The last letter is often misread or typed as the figure that it looks like.
_PLATE = re.compile(r"\b[A-Z]{2}\d{2}[ \-]?[A-Z]{2}(?:[A-Z]|(?-i:(?<=[A-Z])[015]))\b", re.I)
# In small letters with a space, a plate is told from "by 10 the" by its letters being no words.
_SPACED_PLATE = re.compile(r"\b(?P<area>[a-z]{2}) \d{2} ?(?P<last>[a-z]{3})\b")
_UNITS = listed(
    "yrs wks hrs mth pts jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri"
)
_PREFIX_PLATE = re.compile(r"\b[A-HJ-NP-TV-Y]\d{1,3}[ \-]?[A-Z]{3}\b")
_ANY_PLATE = re.compile(
    r"\b(?:[A-Z]{2}[ \-]\d{2}[ \-]?[A-Z]{3}|[A-HJ-NPR-Y]\s?\d{1,3}[ \-]?[A-Z]{3}"
    r"|[A-Z]{3}[ \-]?\d{1,3}[A-Z]|[A-Z]{1,3}[ \-]?\d{3,4}"
    r"|\d{1,4}[ \-]?[A-Z]{2,3})\b",
    re.I,
)
_PLATE_CUE = re.compile(
    r"\b(?:car|van|vehicle|reg|registration|plate|number plate|index|driving|driver|motor|bmw|audi"
    r"|ford|fiesta|astra|corsa|golf|vw|transit|taxi|lorry)\b[^.?!]{0,30}$",
    re.I,
)
_CASE = Form(
    r"\b(?P<cue>(?:case|client|child|crime|incident|court|file|referral|cp|complaint|lado|job|log|"
    r"police|plan|ehm|social care|iss|rio|our|your|their|my)?\s*"
    r"(?:ref|reference|refs|case|urn|crn|cri|lcs|paris|mosaic|ics|swift|carefirst|care first|"
    r"frameworki|framework-?i|framework|fwi|liquidlogic|systmone|protocol|file|client|"
    r"incident|crime|"
    r"log|id|record|cms|cpoms|myconcern|complaint|claim|police|court|cad|niche|pnc|emis|rio|"
    r"ssid|ssd|"
    r"ehm|eha|mrn|hosp|hospital|patient|passport|visa|brp|admission|candidate|uln|tenancy|housing|"
    r"prison|prisoner|noms|custody|athena|cro|pncid|marac|lac|caf|mash|occurrence|exhibit|"
    r"framework i|social services|social care)\b)"
    r"(?:\s*(?P<number>no|nos|num|number|numbers|id|ref|reference|is|nr|"
    r"was)\b){0,3}[\s.:#=(\-]{0,6}(?:#\s?)?"
    r"(?P<value>(?:[A-Z]{1,6}[/\-]|"
    r"(?-i:[A-Z]{1,6} ))?(?:[A-Z0-9]*\d[A-Z0-9]*)(?:[/\-.][A-Z0-9]+){0,4})\b"
    r"(?:\s?(?:and|&|,|or)\s(?P<second>[A-Z]{0,6}[/\-]?\d{3,}[A-Z0-9/\-]*)\b)?",
    listed(
        "ref reference refs case urn crn cri lcs paris mosaic ics swift carefirst care "
        "framework frameworki fwi liquidlogic systmone protocol file client incident crime "
        "log id record cms cpoms myconcern complaint claim police court cad niche pnc emis "
        "rio ssid ssd ehm eha mrn hosp hospital patient passport visa brp admission candidate "
        "uln tenancy housing prison prisoner noms custody athena cro pncid marac lac caf mash "
        "occurrence exhibit social"
    ),
    {FIGURE},
)
_CASE_SHAPE = re.compile(
    r"\b[A-Z]{1,8}\d{0,3}/\d{2,6}/[A-Z0-9]{2,8}\b|\b[A-Z]{2}\d{2}[CPZD]\d{5}\b", re.I
)
# Letters, a dash, digits: "EDU-5519-07", "CYP-77120". A year alone is no number ("EYFS-2008").
_DASHED = re.compile(
    r"\b(?-i:[A-Z]{1,6}|[a-z]{2,5})[/\-](?:[A-Z0-9]{1,6}[/\-]){0,2}(?!(?:19|"
    r"20)\d\d\b(?![/\-]))\d{3,8}"
    r"(?:[/\-][A-Z0-9]{1,6}){0,3}\b|\b(?-i:[A-Z]{2,4})[/\-](?-i:[A-Z]{1,4})[/\-]\d{2,4}(?:[/\-]\d{1,6})?\b",
    re.I,
)
_MARKED = re.compile(
    r"\b\d{1,4}/(?-i:[A-Z]{2,4})/\d{2,6}\b|\b(?-i:[A-Z]{1,4})[#:]\s?\d[\d\-/]{4,12}\b"
    r"|\bscr\s[A-Z]{1,3}\d{2,6}\b|\bop(?:eration)?\s(?-i:[A-Z])[a-z]+\s\d{2,6}\b"
    r"|\bcad\s\d{2,6}(?:\s\d{1,2}[A-Z]{3}\d{2,4})?\b",
    re.I,
)
_SYSTEM_NUMBER = re.compile(
    r"\b(?:lcs|ics|paris|mosaic|swift|urn|crn|cri|cad|carefirst|niche|pnc|cpoms|rio|emis|"
    r"liquidlogic|"
    r"capita|cmp|cpc|uasc|edt|lac|cin|cp|yot|nass|ho|"
    r"fwi)\s?#?\s?\d{2,4}[\s/\-]?\d{2,6}(?:[/\-]\d+)?\b",
    re.I,
)
_PUBLICATION = re.compile(
    r"^(?:isbn|issn|dcsf|dfes|dfe|doh|hc|hl|cm|cmnd|s000|sfr|si|ks|nice|cg|ph|iso|bs|covid|h1n1)"
    r"[/\-\s]?\d",
    re.I,
)
# "policy ref CS/SAF/022", "invoice INV-004518": an office's own papers, nobody's case.
_OFFICE = re.compile(
    r"\b(?:invoice|purchase order|(?:post|vacancy|policy|procedure|booking|budget|helpdesk|"
    r"tender|circular|product|catalogue)\s(?:ref|reference|no|number|code))"
    r"(?:\s(?:ref|reference|no|number|code|is))*[\s:#(]{0,3}$",
    re.I,
)
_HASH_NUMBER = re.compile(r"(?<!\w)#\s?[A-Z]{0,4}\d{4,}\b", re.I)
_SYSTEM = re.compile(
    r"^(?:paris|lcs|mosaic|swift|urn|crn|cad|carefirst|cri|niche|pnc|cpoms|emis|rio)\b", re.I
)
_PLAIN_RANK = 3_000
_FURTHEST_OFFICE = 40  # characters
_REFERENCE = re.compile(r"\b(?:refs?|reference|urn|crn|case|file|claim|tenancy|id)$", re.I)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:[/\-](?:19|20)?\d\d)?$")
# "police log 0412 of 17/02/21"
_LOGGED = re.compile(
    r"\b(?:log|incident|cad|event|occurrence|crime)\s(?:no\.?\s|number\s|#)?"
    r"(?P<value>\d{2,5}\s\d{6}|\d{1,5}\s(?:(?:of|on|dated)\s(?:the\s)?)?\d{1,2}(?:[/.\-]\d{1,2}[/.\-]\d{2,4}|"
    r"(?:st|nd|rd|th)?\s(?:of\s)?[a-z]{3,9}(?:\s\d{2,4})?))\b",
    re.I,
)


# Typed small, a plate of the old sort needs the car right before it: "grey golf r774 pbw".
_SMALL_PLATE = re.compile(
    r"\b(?:car|van|vehicle|reg|plate|bmw|audi|ford|fiesta|astra|corsa|golf|transit|taxi|clio|polo|"
    r"micra|focus|mondeo|vectra|zafira|picasso|punto|fiat|volvo|saab|merc|mercedes|renault|peugeot|"
    r"vauxhall|toyota|nissan|honda|skoda|kia|escort)(?:\s(?:is|was|no|number|estate|van|plate|reg))?,?\s"
    r"(?P<plate>[a-hj-np-rtv-y]\d{2,3}\s?(?!and|the|for|was|but|has|had|not|who|she|his|her|got|are|"
    r"all|min|day|way)[a-z]{3})\b",
    re.I,
)


def identifiers(glance: Glance, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Every number of one person in the text."""
    if FIGURE not in glance.held:
        return
    yield from _checked_numbers(glance)
    yield from _plates(glance.text, vocabulary)
    yield from _case_references(glance)


def valid_nhs_number(digits: str) -> bool:
    """Modulus 11 over ten digits, the last being the check digit."""
    remainder = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    check = 0 if remainder == 11 else remainder
    return len(digits) == 10 and check != 10 and check == int(digits[9])


def valid_pupil_number(code: str) -> bool:
    """Modulus 23 check letter over the twelve characters that follow it."""
    last = code[12]
    values = [int(char) for char in code[1:12]]
    values.append(int(last) if last.isdigit() else _letter_value(last))
    if values[-1] < 0:
        return False
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return _UPN_LETTERS[total % 23] == code[0]


def _letter_value(letter: str) -> int:
    return _UPN_LETTERS.find(letter)


def _checked_numbers(glance: Glance) -> Iterator[Detail]:
    text = glance.text
    yield from (Detail("nhs_number", run.start, run.end) for run in _nhs_numbers(glance))
    for match in _UPN.finditer(text):
        code = re.sub(r"[ .\-]", "", match.group()).upper()
        if valid_pupil_number(code) or _UPN_CUE.search(text):
            yield Detail("upn", *match.span())
    for match in _NINO.finditer(text):
        cued = _NINO_CUE.search(text[max(0, match.start() - 50) : match.start()])
        if cued or not _NOT_NINO.match(match.group()):
            yield Detail("national_insurance", *match.span())


def _nhs_numbers(glance: Glance) -> Iterator[FigureRun]:
    """Ten figures with a true check digit, or nearly ten behind the letters NHS."""
    text, lengths = glance.text, [_NHS_LENGTH]
    said = not glance.held.isdisjoint(_NHS_WORDS)
    if said:  # a slip of the thumb makes a number shorter or longer
        lengths += [_NHS_LENGTH - 1, _NHS_LENGTH + 1]
    for length in lengths:
        for run in runs_of(text, length):
            valid = valid_nhs_number(run.digits) and _is_one_number(text, run)
            if valid or (said and _NHS_CUE.search(text[max(0, run.start - 30) : run.start])):
                yield run


def _is_one_number(text: str, run: FigureRun) -> bool:
    """False for a list of years, dates and figures that only happen to have ten digits, and for
    part of a longer number ("ISBN 978 0 10 175890 1").
    """
    if run.groups in _USUAL_GROUPS:
        return True
    between = set(re.sub(r"\d", "", text[run.start : run.end]))
    before, mark = text[run.start - 2 : run.start - 1], text[run.start - 1 : run.start]
    longer = mark in between and before.isdigit()
    return len(between) == 1 and not longer and not _YEAR_GROUP.search(text[run.start : run.end])


def _plates(text: str, vocabulary: Vocabulary) -> Iterator[Detail]:
    for pattern in (_PLATE, _PREFIX_PLATE):
        for match in pattern.finditer(text):
            yield Detail("car_registration", *match.span())
    for match in _SPACED_PLATE.finditer(text):
        words = match.group("area", "last")
        if not _UNITS.intersection(words) and not any(
            vocabulary.is_common(word, _PLAIN_RANK) for word in words
        ):
            yield Detail("car_registration", *match.span())
    for match in _SMALL_PLATE.finditer(text):
        yield Detail("car_registration", *match.span("plate"))
    for match in _ANY_PLATE.finditer(text):
        cued = _PLATE_CUE.search(text[max(0, match.start() - 45) : match.start()])
        said = match.group()
        if cued and said == said.upper() and not _PUBLICATION.match(said):
            yield Detail("car_registration", *match.span())


def _case_references(glance: Glance) -> Iterator[Detail]:
    text = glance.text
    for match in _CASE.found(glance):
        value = match.group("value")
        digits = sum(char.isdigit() for char in value)
        enough = 3 if match.group("number") or not value.isdigit() else 5
        cue = match.group("cue").strip()
        if (match.group("number") or "").lower() in {"ref", "reference"}:
            enough = 2
        elif _REFERENCE.search(cue):
            enough = 2 if " " in cue or not value.isalnum() else min(enough, 4)
        told = digits >= enough and not _YEAR.match(value)
        if told and not _of_an_office(text, match.start("value"), value):
            system = _SYSTEM.match(match.group())
            first = match.start() if system else match.start("value")
            yield Detail("case_reference", first, match.end("value"))
            if match.group("second"):
                yield Detail("case_reference", *match.span("second"))
    for match in _LOGGED.finditer(text):
        yield Detail("case_reference", *match.span("value"))
    for pattern in (_CASE_SHAPE, _HASH_NUMBER, _DASHED, _SYSTEM_NUMBER, _MARKED):
        for match in pattern.finditer(text):
            if not _of_an_office(text, match.start(), match.group()):
                yield Detail("case_reference", *match.span())


def _of_an_office(text: str, start: int, value: str) -> bool:
    """True for the number of a publication, a policy, an invoice."""
    before = text[max(0, start - _FURTHEST_OFFICE) : start]
    return bool(_PUBLICATION.match(value) or _OFFICE.search(before))
