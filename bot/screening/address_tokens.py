"""The words and numbers of a message as an address reader sees them: "29b", "2/1", "c/o", "Quay".

Unlike a word of `words`, a token may hold figures; and it knows what part it could play in an
address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.screening import cues
from bot.screening.form import FIGURE, Glance, listed
from bot.screening.streets import HOUSE_WORDS, ROAD_WORDS, STREET_WORDS, UNIT_WORDS
from bot.screening.vocabulary import Vocabulary
from bot.screening.word_building import made_of_words
from bot.screening.words import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’\-/&][^\W_]+)*")
_UNITS = UNIT_WORDS | listed(
    "rm nos nr appt appartment bedsit studio suite annexe annex berth mooring static tent van shed "
    "garage maisonette basement attic bell buzzer landing stairwell stairs ward bed wing level "
    "floor door croft boat narrowboat houseboat barge box po hmp yoi c/o b&b bnb guest digs dorm "
    "corridor stair wagon trailer container cabin dispersal accommodation upstairs downstairs"
)
_BESIDE = listed(
    "above over behind below under beneath opposite opp next near nr off corner end middle past by "
    "back rear side front top bottom ground upper lower left right backs beside between facing "
    "first second third last far outside round"
)
_SITES = listed(
    "shop pub cafe bookies chippy takeaway garage church chapel station depot hospital centre "
    "canal river lock bridge gates lights works office hall surgery supermarket school unit salon "
    "bar club arms inn ringroad bypass roundabout layby green estate camp industrial trading"
)
_CUES = listed(
    "live lives living lived stay stays staying stayed address addresses addy addr moved moving "
    "reside resides residing residence home house placed visit visited stopping sleeps sleeping "
    "kipping outside parked discharged registered premises located"
)
_WEAK_CUES = listed("at from add post posted letter sent went called seen based found")
# Every word that is near an address by itself, in the pieces that a glance has them in.
_SIGNS = STREET_WORDS | HOUSE_WORDS | ROAD_WORDS | _UNITS | _SITES | _CUES | listed("c b o")
_COMMON = 1_500
_ENDING = 3  # letters
_FIGURES = re.compile(r"\d+\Z")
_FIGURES_LETTER = re.compile(r"\d+[a-h]\Z")
_FIGURES_JOINED = re.compile(r"\d+[a-h]?[/\-&]\d+[a-h]?\Z")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_ROAD_NUMBER = re.compile(r"[abm]\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and figures at text[start:end], with the `gap` of text before it.

    `part` is what it could play: "#" a number, "R" a street, "H" a house, "U" a flat or room, "B" a
    word for beside, "S" a site, "c" or "w" and its class a common word, else a `_sort`; `name` is
    the token itself if such a word or a common one, else its sort; `case` is l, t, u or n where
    capitals say nothing; `ending` are the last letters of a word that is none of these.
    """

    key: str
    start: int
    end: int
    gap: str
    part: str
    name: str
    case: str
    ending: str

    @property
    def sign(self) -> str:
        """What speaks for an address some tokens on: the part of a figure or of a word that
        addresses hold, a cue ("lives"), or nothing.
        """
        if self.part in "#RHUSB":
            return self.part
        return self.key if self.key in _CUES or self.key in _WEAK_CUES else ""

    @property
    def near_address(self) -> bool:
        """True for a token beside which an address may stand."""
        return self.part in "#RHUS" or self.key in _CUES


def may_hold_address(glance: Glance) -> bool:
    """False when no token can be `near_address`: most short questions."""
    return FIGURE in glance.held or not _SIGNS.isdisjoint(glance.held)


def tokens_of(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Every token of the text, in order."""
    cased = not vocabulary.capitals_mean_nothing(text)
    known: dict[str, tuple[str, str, str, str, str]] = {}
    found: list[Token] = []
    before = 0
    for match in _TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        if raw not in known:
            known[raw] = _look(raw, _case(raw) if cased else "n", vocabulary)
        key, *seen = known[raw]
        found.append(Token(key, start, end, text[before:start], *seen))
        before = end
    return found


def _look(raw: str, case: str, vocabulary: Vocabulary) -> tuple[str, str, str, str, str]:
    """Key, part, name, case and ending of a token."""
    key = fold(raw).removesuffix("'s")
    if any(char.isdigit() for char in raw):
        sort = _number(key)
        return key, "#" if sort != "#x" else "x", sort, case, ""
    part = _part(key)
    if part:
        return key, part, key, case, ""
    sort = f"w{cues.CLASSES[key]}" if key in cues.CLASSES else ""
    if vocabulary.is_common(key, _COMMON):
        return key, sort or "c", key, case, ""
    sort = sort or _sort(key, vocabulary)
    return key, sort, key if key in _CUES else f"<{sort}>", case, key[-_ENDING:]


def _case(raw: str) -> str:
    if not raw[0].isupper():
        return "l"
    return "u" if len(raw) > 1 and raw.isupper() else "t"


def _number(key: str) -> str:
    if _FIGURES.match(key):
        return f"#{min(len(key), 5)}"
    if _FIGURES_LETTER.match(key):
        return "#a"
    if _FIGURES_JOINED.match(key):
        return "#/"
    if _ORDINAL.match(key):
        return "#th"
    return "#m" if _ROAD_NUMBER.match(key) else "#x"


def _part(key: str) -> str:
    if key in _UNITS:
        return "U"
    if key in ROAD_WORDS or key == "st":
        return "R"
    if key in HOUSE_WORDS:
        return "H"
    if key in _BESIDE:
        return "B"
    if key in STREET_WORDS:
        return "R"
    return "S" if key in _SITES else ""


def _sort(key: str, vocabulary: Vocabulary) -> str:
    """1 a letter, P a place, e English (er seldom, with g a first name too), g a first name, f a
    surname, k made of English words, x unknown.
    """
    if len(key) == 1:
        return "1"
    if vocabulary.is_place(key):
        return "P"
    english, given, family = vocabulary.bands(key)
    if english != "-":
        return "e" + ("" if english in "23" else "r") + ("g" if given in "ha" else "")
    if given != "-" and (given in "ha" or family == "-"):
        return "g"
    if family != "-":
        return "f"
    return "k" if made_of_words(key) else "x"
