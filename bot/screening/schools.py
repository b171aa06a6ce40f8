"""Schools and nurseries of a child, with the age or school year that is joined to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.screening import school_forms as forms
from bot.screening.cues import GENERIC_SCHOOL_WORDS
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.vocabulary import Vocabulary
from bot.screening.words import Word, words_of

_SHORTEST_NAME = 3
_MOST_AGES = 2  # "brookside primary, Y1, age 6"


def schools(glance: Glance, vocabulary: Vocabulary) -> Iterator[Detail]:
    """Named schools, each joined with an age or school year that stands beside it."""
    text = glance.text
    for start, end in sorted(set(_named(glance, vocabulary))):
        if vocabulary.is_public_phrase(text[start:end]):
            continue
        the = text[max(0, start - 4) : start].lower() == "the "
        yield _with_age(text, start - 4 if the else start, end)


def _before(text: str, start: int) -> str:
    return text[max(0, start - forms.FURTHEST_CUE) : start]


def _named(glance: Glance, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    for match in forms.TYPED.found(glance):
        start = _name_start(glance.text, match, vocabulary)
        if start is not None:
            yield start, match.end("type")
    for match in forms.SAINT.found(glance):
        before = _before(glance.text, match.start())
        royal = re.match(r"king|queen|prince", match.group(), re.I)
        sure = forms.STRONG_AT.search(before) or forms.AGE_BEFORE.search(before)
        sure = sure or forms.YEAR_NEXT.match(glance.text[match.end() : match.end() + 12])
        if sure or (forms.AT.search(before) and not royal):
            yield match.span()
    yield from (match.span() for match in forms.YSGOL.found(glance))
    for form in (forms.LOWER_AT, forms.CLASS_AT, forms.THE_SCHOOL, forms.BRACKETED):
        yield from (match.span("name") for match in form.found(glance))
    yield from _bare(glance, vocabulary)


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
    kind = match.group("type").lower()
    if kind in forms.WEAK_TYPES and not _placed(before, kind):
        return None
    if own[0].key in {"st", "saint"} or (named and not vocabulary.capitals_mean_nothing(text)):
        return start
    return start if forms.AT.search(before) else None


def _placed(before: str, kind: str) -> bool:
    """Whether a word such as "at", or an age, says that a school's name comes next."""
    at = forms.STRONG_AT if kind in forms.FAITHS else forms.AT
    return any(p.search(before) for p in (at, forms.AGE_BEFORE, forms.BARE_AGE_BEFORE))


def _bare(glance: Glance, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """A name right after "goes to" or "year 4 at", without a word that says it is a school."""
    words = glance.words
    for index, word in enumerate(words):
        if not _could_name_a_school(word, vocabulary):
            continue
        if not forms.STRONG_AT.search(_before(glance.text, word.start)):
            continue
        end = word.full_end
        for following in words[index + 1 : index + 4]:
            if not (following.capital and following.joined()):
                break
            end = following.full_end
        yield word.start, end


def _could_name_a_school(word: Word, vocabulary: Vocabulary) -> bool:
    if len(word.key) < _SHORTEST_NAME or word.key in GENERIC_SCHOOL_WORDS or word.acronym:
        return False
    strange = word.capital or not vocabulary.is_english(word.key)
    return strange and not vocabulary.is_place(word.key)


def _with_age(text: str, start: int, end: int) -> Detail:
    """The school with the ages or years beside it, the furthest on each side, and its street."""
    read_from = max(0, start - forms.FURTHEST_AGE)
    back = text[read_from:start]
    before = [
        read_from + found.start("age") for p in forms.AGES_BEFORE if (found := p.search(back))
    ]
    first, last = min(before, default=start), end
    for _ in range(_MOST_AGES):
        last = _age_after(text, last)
    if last == end:
        street = forms.ON_STREET.match(text[end : end + forms.FURTHEST_CUE])
        last += street.end() if street else 0
        return Detail("age_and_school" if before else "school", first, last)
    return Detail("age_and_school", first, last)


def _age_after(text: str, end: int) -> int:
    """Where the age or year right behind a school ends; `end` when there is none."""
    ahead = text[end : end + forms.FURTHEST_CUE]
    found = (pattern.match(ahead) for pattern in forms.AGES_AFTER)
    return max((end + match.end("age") for match in found if match), default=end)
