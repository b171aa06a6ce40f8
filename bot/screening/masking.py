"""The text of a message with every personal detail replaced by a label that says its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.screening.address_reader import load_address_reader
from bot.screening.addresses import addresses
from bot.screening.clean import Cleaned
from bot.screening.contacts import contacts
from bot.screening.context_reader import SecondReader
from bot.screening.dates import birth_dates
from bot.screening.detail import PLACEHOLDER, Detail, settle
from bot.screening.form import Glance
from bot.screening.hidden import hidden_text
from bot.screening.identifiers import identifiers
from bot.screening.initials import initials
from bot.screening.names import NameFinder
from bot.screening.schools import schools
from bot.screening.screened import MaskedSpan
from bot.screening.vocabulary import Vocabulary

_MOST_PASSES = 12
_SHORTEST_ECHO = 4
_LONGEST_PLACE = 12  # words; no published place has as many
_FLOOR = re.compile(r"^(?:(?:ground|top|\d{1,2}(?:st|nd|rd|th)?) floor,\s*)", re.I)
_CODE_BEHIND = re.compile(
    r"(?:,?\s+[A-Z][a-z]+){0,2},?\s+(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
)
_CAPITALS_AT_END = re.compile(r"(?:\b[A-Z][\w'’\-]{0,30}\s?)+$")


class MaskingUnstable(Exception):
    """Masking went on finding details in its own output; the message must not be kept."""


@dataclass(frozen=True)
class Masked:
    """Text free of details, and where they stood in the message as received."""

    text: str
    spans: tuple[MaskedSpan, ...]


def mask(cleaned: Cleaned, vocabulary: Vocabulary, again: SecondReader | None = None) -> Masked:
    """Mask until another pass finds nothing, so that masking masked text changes nothing. `again`
    reads what may or may not be a name (see `NameFinder`).
    """
    text, places = cleaned.text, list(cleaned.places)
    spans: list[MaskedSpan] = []
    for _ in range(_MOST_PASSES):
        found = find_details(text, vocabulary, again)
        if not found:
            return Masked(text, tuple(sorted(spans, key=lambda span: span.start)))
        spans.extend(
            MaskedSpan(item.kind, places[item.start][0], places[item.end - 1][1]) for item in found
        )
        text, places = _replace(text, places, found)
    raise MaskingUnstable


def find_details(
    text: str, vocabulary: Vocabulary, again: SecondReader | None = None
) -> list[Detail]:
    """Every personal detail in the clean text, in order, none overlapping another."""
    plain = _ascii_digits(text)
    glance = Glance(plain)
    labels = [match.span() for match in PLACEHOLDER.finditer(plain)]
    fixed = besides_names(glance, vocabulary)
    people = [*initials(plain, vocabulary), *NameFinder(glance, vocabulary, fixed, again).find()]
    person_numbers = [n for n in fixed if n.kind in {"nhs_number", "upn", "national_insurance"}]
    beside = [*people, *person_numbers, *(Detail("person_name", *span) for span in labels)]
    born = birth_dates(glance, beside, vocabulary)
    # Names are looked for beside the rules' addresses only: what the reader adds takes none away.
    more = _private(load_address_reader().read(glance, vocabulary, fixed), glance, vocabulary)
    found = [item for item in fixed if item.kind != "label"]
    everything = settle([*found, *people, *born, *more])
    echoed = settle([*everything, *_echoes(plain, everything, vocabulary)])
    return [item for item in echoed if not any(item.overlaps(*span) for span in labels)]


def besides_names(glance: Glance, vocabulary: Vocabulary) -> list[Detail]:
    """Details that rules find and no name can lie in: numbers, contacts, addresses, schools,
    earlier labels.
    """
    plain = glance.text
    said = [*identifiers(glance, vocabulary), *contacts(glance), *hidden_text(plain)]
    public = [d for d in said if vocabulary.is_public_code(plain[d.start : d.end])]
    numbers = [d for d in said if not any(p.start <= d.start and d.end <= p.end for p in public)]
    places = _private(
        [*addresses(glance, vocabulary), *schools(glance, vocabulary)], glance, vocabulary
    )
    labels = [Detail("label", *match.span()) for match in PLACEHOLDER.finditer(plain)]
    return [*numbers, *places, *labels]


def _private(places: Iterable[Detail], glance: Glance, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Those that no published document prints, nor the postcode behind them."""
    for place in places:
        code = _CODE_BEHIND.match(glance.text, place.end)
        public = code and vocabulary.is_public_code(code.group("code"))
        if not public and not _public_place(glance.text[place.start : place.end], vocabulary):
            yield place


def _public_place(text: str, vocabulary: Vocabulary) -> bool:
    head = _FLOOR.sub("", text).split(",", maxsplit=1)[0]
    if head.count(" ") > _LONGEST_PLACE:
        return False
    without_number = re.sub(r"^\d+\s*(?:st|nd|rd|th)?\s*(?:floor\s*)?", "", head, flags=re.I)
    words = without_number.split()
    without_town = " ".join(words[:-1]) if len(words) > 2 else ""
    capitals = _CAPITALS_AT_END.search(head)
    parts = (without_number, without_town, capitals.group() if capitals else "")
    return any(vocabulary.is_public_phrase(part) for part in parts)


def _echoes(text: str, found: list[Detail], vocabulary: Vocabulary) -> list[Detail]:
    """The same words standing elsewhere in the message, whole and in any case."""
    repeated: list[Detail] = []
    written = {(text[item.start : item.end].lower(), item.kind, item.child) for item in found}
    names = {
        (part, kind, child)
        for whole, kind, child in written
        if kind == "person_name"
        for part in re.split(r"[\s.]+", whole)
        if not vocabulary.is_english(part)
    }
    lowered = text.lower()
    if len(lowered) != len(text):
        return repeated
    for words, kind, child in written | names:
        if sum(char.isalnum() for char in words) < _SHORTEST_ECHO:
            continue
        repeated.extend(Detail(kind, *span, child) for span in _whole(words, lowered))
    return repeated


def _whole(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand whole; plain search, since compiling a pattern costs more."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        inside = _wordish(text[start - 1 : start]) or _wordish(text[end : end + 1])
        if not inside:
            yield start, end
        start = text.find(words, start + 1)


def _wordish(char: str) -> bool:
    return char.isalnum() or char == "_"


def _replace(
    text: str, places: list[tuple[int, int]], found: list[Detail]
) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = 0
    for item in found:
        pieces += [text[at : item.start], item.label]
        kept += places[at : item.start]
        kept += [(places[item.start][0], places[item.end - 1][1])] * len(item.label)
        at = item.end
    pieces.append(text[at:])
    return "".join(pieces), kept + places[at:]


def _ascii_digits(text: str) -> str:
    """The same length of text with every digit of any script as 0-9 (full-width, Arabic)."""
    if text.isascii():
        return text
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if char.isdigit() and not char.isascii():
        return str(unicodedata.digit(char, 0))
    if "\uff01" <= char <= "\uff5e":
        return unicodedata.normalize("NFKC", char)
    return char
