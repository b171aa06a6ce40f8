"""What the documents themselves say their short forms mean, and which names they know."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from corpus.document import Paragraph

_BRACKET = re.compile(r"\(([A-Z][A-Za-z0-9&]{1,8}?)((?<=[A-Z])s)?\)")
_REVERSED = re.compile(r"\b([A-Z]{3,8}) \(([A-Z][^()]{5,60})\)")
_NAME = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9’'&-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"’”)]*\s+)['\"‘“(]*$")
_SMALL = frozenset({"and", "for", "of", "the", "in", "on", "to", "a"})
_LONGEST = 12
# Characters before a bracket in which a full form can begin.
_REACH = 200


def acronyms(paragraphs: Iterable[Paragraph]) -> Mapping[str, str]:
    """Short form to full form, both singular: {"LSCB": "Local Safeguarding Children Board"}.

    Found where a document writes the full form and the short one in brackets (or the other way
    round) and the letters agree, capitals or not ("Cafcass"). Where documents differ, the most
    frequent full form; of equals the longest.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in _texts(paragraphs):
        for found in _BRACKET.finditer(text):
            if full := _full_form(text[max(0, found.start() - _REACH) : found.start()], found[1]):
                forms[found[1]][_singular(full) if found[2] else full] += 1
        for found in _REVERSED.finditer(text):
            if _holds_letters(found[2], found[1]):
                forms[found[1]][found[2]] += 1
    return MappingProxyType({short: _most_used(full) for short, full in forms.items()})


def _texts(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Every printed text once, headings included."""
    headings: dict[str, None] = {}
    for paragraph in paragraphs:
        if paragraph.parent is None:
            yield paragraph.text
        headings.update(dict.fromkeys(paragraph.section))
    yield from headings


def _most_used(forms: Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], len(form)))


def _holds_letters(full: str, short: str) -> bool:
    """Whether the short form's letters stand in the full form in order, the first one first."""
    rest = iter(full.lower())
    return full[0] == short[0] and all(letter in rest for letter in short.lower())


def _full_form(before: str, short: str) -> str | None:
    """The shortest run of words before the bracket whose first letters spell the short form."""
    letters = re.sub(r"[^a-z]", "", short.replace("&", "a").lower())
    spans = [found.span() for found in re.finditer(r"[^\s\-/(]+", before)][-_LONGEST:]
    if len(letters) < 2 or not spans or before[spans[-1][1] :].strip():
        return None
    for start in range(len(spans) - 1, -1, -1):
        span_words = [before[a:b] for a, b in spans[start:]]
        if span_words[0].lower() not in _SMALL and _spells(span_words, letters):
            full = before[spans[start][0] : spans[-1][1]].removesuffix("'s").removesuffix("’s")
            return None if re.search(r"[.;:!?]\s|\(", full) else full
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Whether the words' first letters are the letters; small words may be left out, and one
    last word ("Centre") may stand outside the short form."""
    initials = [word.lstrip("'‘\"“")[:1].lower() for word in words]
    small = [word.lower().strip(",") in _SMALL for word in words]

    def fits(word: int, letter: int) -> bool:
        if letter == len(letters):
            rest = words[word:]
            return all(small[word:]) or (len(rest) == 1 and len(letters) > 3)
        if word == len(words):
            return False
        taken = initials[word] == letters[letter] and fits(word + 1, letter + 1)
        return taken or (small[word] and word > 0 and fits(word + 1, letter))

    return fits(0, 0)


def _singular(full: str) -> str:
    """ "Directors of Children's Services" has its plural in front: the word before "of"."""
    head, of, rest = full.partition(" of ")
    if of and head.endswith("s") and not head.endswith("ss") and " " not in head:
        return f"{head[:-1]}{of}{rest}"
    if full.endswith("ies"):
        return f"{full[:-3]}y"
    return full[:-1] if full.endswith("s") and not full.endswith("ss") else full


def known_words(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Names and other words that the documents write with a capital, case-folded.

    A capital at the start of a sentence says nothing and is left out, unless the whole word is in
    capitals.
    """
    known: set[str] = set()
    for paragraph in paragraphs:
        if paragraph.parent is not None:
            continue
        for text in (paragraph.text, paragraph.speaker or ""):
            for found in _NAME.finditer(text):
                word = found[0].removesuffix("'s").removesuffix("’s").strip("'’")
                inside = not _SENTENCE_START.search(text[max(0, found.start() - 8) : found.start()])
                if word[:1].isupper() and (inside or (len(word) > 1 and word.isupper())):
                    known.add(word.casefold())
    return frozenset(known)
