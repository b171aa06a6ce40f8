"""What the learned name reader sees of a word: its lists, its letters, its neighbours, the rules.

Every feature is a short readable string, so that the weights can be read beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.screening import cues
from bot.screening.name_shape import name_likeness
from bot.screening.name_signs import AGE_NEXT, NameSigns
from bot.screening.spelling import near_common_word
from bot.screening.vocabulary import Vocabulary
from bot.screening.word_building import made_of_words
from bot.screening.words import Word

_GAPS = {" ": "s", "": "j", ", ": "c", ". ": "d", "-": "h", " - ": "h", "/": "l", " (": "b"}
_LONG = 8  # letters; fewer names are so long, and fewer of them a slip away from a word
_WORDS_RANK, _LONG_WORDS_RANK = 4_000, 20_000  # of the words that a slip may stand for
_SHORTEST_STRANGE = 3  # letters; the names of two letters are in the lists
_READ_AHEAD = 24  # characters read for what comes after a word
_REACH = 8  # words to either side that are features whatever their place
_BESIDE = (-2, -1, 1, 2)  # steps to the words that are features by their place
_ENDINGS = ("ed", "ing", "ly", "s")  # what tells verbs and many from the rest
_DIGIT = re.compile(r"\s*[(,]?\s*\d")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a word wherever it stands: English band, lists, class, capital."""

    english: str
    given: str
    family: str
    sort: str
    case: str
    name: str  # the word itself if common or a cue, else its sort
    part: str  # what part of speech it plays, if a common word, else its sort in small letters
    listing: str  # see `Vocabulary.listing`
    near: tuple[str, ...]  # if an English word: features of the words after, before, either side


class NameFeatures:
    """The features of each word of one message; made anew for each message."""

    def __init__(self, signs: NameSigns, fired: Mapping[int, tuple[str, ...]]) -> None:
        self._signs = signs
        self._fired = fired
        self._times = Counter(word.key for word in signs.words)
        known: dict[tuple[str, bool, bool], _Seen] = {}
        self._seen: list[_Seen] = []
        for index, word in enumerate(signs.words):
            key = (word.text, word.first, index in signs.blocked)
            if key not in known:
                known[key] = self._look(index)
            self._seen.append(known[key])

    def may_name(self, index: int) -> bool:
        """False for a common word in lower case of which no rule speaks: hardly ever a name, and
        most of every message.
        """
        seen = self._seen[index]
        return seen.sort != "C" or seen.case != "l" or index in self._fired

    def of(self, index: int) -> list[str]:
        """Feature names of one word."""
        word, seen = self._signs.words[index], self._seen[index]
        sort = seen.sort
        before, following = self._name(index - 1), self._name(index + 1)
        kinds = f"{self.sort(index - 1)}{sort}{self.sort(index + 1)}"
        gaps = self._gap(index) + self._gap(index + 1)
        lists = f"{seen.english}{seen.given}{seen.family}"
        found = [
            f"lists={lists}",
            f"english={seen.english}{seen.case}",
            f"given={seen.given}{seen.case}",
            f"family={seen.family}{seen.case}",
            f"sort={sort}{seen.case}",
            f"before={before}",
            f"after={following}",
            f"2before={self._name(index - 2)}",
            f"2after={self._name(index + 2)}",
            f"{sort} before={before}",
            f"{sort} after={following}",
            f"around={before} {following}",
            f"{sort} around={before} {following}",
            f"{sort} 2before={self._name(index - 2)} {before}",
            f"{sort} 2after={following} {self._name(index + 2)}",
            f"kinds={kinds}",
            f"kinds={kinds} {seen.case}{self._case(index + 1)}",
            f"gaps={sort}{gaps}",
            f"gaps={kinds}{gaps}",
        ]
        found += self._parts(index, seen)
        found += self._around(index, sort)
        return found + self._own(index, word, seen) + self._ahead(index, word, sort)

    def _around(self, index: int, sort: str) -> list[str]:
        """The English words of the same stretch, what the message is about, and their sorts."""
        found = []
        first, last = max(0, index - _REACH), index + _REACH + 1
        for place, seen in enumerate(self._seen[first:last], first):
            if place == index:
                continue
            found.append(f"near sort={seen.sort} {sort}")
            if seen.listing != "-":
                found.append(f"near listed={seen.listing} {self._seen[index].listing}")
            if seen.near:
                found += (seen.near[place > index], seen.near[2])
            if place - index in _BESIDE and seen.near and seen.english not in "01":
                key = self._signs.words[place].key
                found += (f"{place - index}={key}", f"{sort} {place - index}={key}")
        return found

    def _own(self, index: int, word: Word, seen: _Seen) -> list[str]:
        sort, key = seen.sort, word.key
        found = [f"rule={name}" for name in self._fired.get(index, ("none",))]
        found.append(f"rule={found[0]} {sort}{seen.case}")
        found += [f"rule beside {step} {sort}" for step in (-1, 1) if index + step in self._fired]
        if seen.near:
            found += (f"word={key}", f"word={key} {seen.case}")
        if sort in "FGNPXTLD" or seen.english in "34-":
            shape = max(-4, min(5, round(name_likeness(key))))
            found += [f"shape={shape}", f"shape={shape}{sort}", f"end={key[-3:]}"]
        if self._signs.vocabulary.is_public_word(key):
            found.append(f"public {sort}{seen.case}")
        if self._signs.vocabulary.is_place(key):
            found.append(f"place {sort}{seen.case}")
        if seen.listing != "-":
            before, after = self._part(index - 1), self._part(index + 1)
            found += (
                f"listed={seen.listing} {sort}{seen.case}",
                f"listed={seen.listing} {before}{self._gap(index)}",
                f"listed={seen.listing} {self._gap(index + 1)}{after}",
            )
        if self._times[key] > 1:
            found.append(f"again {sort}")
        return found

    def _ahead(self, index: int, word: Word, sort: str) -> list[str]:
        found = []
        rest = self._signs.text[word.end : word.end + _READ_AHEAD]
        if word.possessive:
            owned = self._signs.key(index + 1) in cues.OWNED
            found += [f"owns {owned}", f"owns {owned} {sort}"]
        if AGE_NEXT.match(rest):
            found += ["age", f"age {sort}"]
        if _DIGIT.match(rest):
            found.append(f"digit {sort}")
        if word.first:
            found.append(f"first {sort}")
        if len(self._signs.words) < 4:
            found.append(f"short {sort}")
        return found

    def _look(self, index: int) -> _Seen:
        word, vocabulary = self._signs.words[index], self._signs.vocabulary
        english, given, family = vocabulary.bands(word.key)
        sort = (
            "B" if index in self._signs.blocked else _sort(vocabulary, word, english, given, family)
        )
        cue = english in "01" or word.key in cues.ALL
        name = word.key if cue else f"<{sort}{_ending(word.key) if sort in 'CE' else ''}>"
        part = cues.CLASSES.get(word.key, f"{sort.lower()}{_ending(word.key)}")
        near = tuple(f"near{side}={word.key}" for side in (" before", " after", ""))
        return _Seen(
            english,
            given,
            family,
            sort,
            self._case_of(word),
            name,
            part,
            vocabulary.listing(word.key),
            near if english in "01234" else (),
        )

    def _case_of(self, word: Word) -> str:
        if not word.capital:
            return "l"
        if not self._signs.capitals_tell:
            return "n"
        if word.acronym or (len(word.text) > 1 and word.text.isupper()):
            return "u"
        return "f" if word.first else "t"

    def sort(self, index: int) -> str:
        """The sort of a word (see `_sort`), "^" and "$" past the ends."""
        if index < 0:
            return "^"
        return self._seen[index].sort if index < len(self._seen) else "$"

    def standing(self, index: int) -> str:
        """The sort of a word, and "t" if its capital says something, "f" if it begins a sentence,
        else "l".
        """
        seen = self._seen[index]
        return seen.sort + {"n": "l", "u": "t"}.get(seen.case, seen.case)

    def _name(self, index: int) -> str:
        if index < 0:
            return "^"
        return self._seen[index].name if index < len(self._seen) else "$"

    def _part(self, index: int) -> str:
        if index < 0:
            return "^"
        return self._seen[index].part if index < len(self._seen) else "$"

    def _parts(self, index: int, seen: _Seen) -> list[str]:
        """How the words around stand to it, by their parts of speech and the gaps between."""
        standing = self.standing(index)
        before = self._part(index - 1) + self._gap(index)
        after = self._gap(index + 1) + self._part(index + 1)
        return [
            f"parts={before}_{after}",
            f"parts={standing} {before}_{after}",
            f"parts={standing} {self._part(index - 2)}{before}",
            f"parts={standing} {after}{self._part(index + 2)}",
            f"before part={standing} {before}",
            f"after part={standing} {after}",
            f"own part={seen.part} {seen.sort}",
        ]

    def _case(self, index: int) -> str:
        return self._seen[index].case if 0 <= index < len(self._seen) else "-"

    def _gap(self, index: int) -> str:
        """The sort of gap before the word, one letter."""
        if index == 0:
            return "^"
        if index >= len(self._signs.words):
            return "$"
        gap = self._signs.words[index].gap
        if gap in _GAPS:
            return _GAPS[gap]
        if any(char.isdigit() for char in gap):
            return "9"
        if "\n" in gap:
            return "r"
        return next((sort for mark, sort in _MARKS if mark in gap), "o")


_MARKS = (
    (".", "d"),
    ("?", "d"),
    ("!", "d"),
    (",", "c"),
    ("(", "b"),
    (")", "e"),
    ("&", "a"),
    (":", "k"),
)


def _ending(key: str) -> str:
    return next((ending for ending in _ENDINGS if key.endswith(ending)), "")


def _sort(vocabulary: Vocabulary, word: Word, english: str, given: str, family: str) -> str:
    """C common (and if not among the commonest, in no list of names), E English, N English and a
    first name, W a plain word that few are called by, G first name, F surname, M English and a
    surname, P a name with an s, K published or a place, L a place and a name, D made of English
    words, T a slip of the finger, X unknown.
    """
    if english != "-":
        place = given in "-w" and english not in "01" and vocabulary.is_place(word.key)
        return "K" if place else _english_sort(english, given, family)
    if vocabulary.is_place(word.key):
        return "L" if given in "hab" or family in "hab" else "K"
    if given != "-" or family != "-":
        return "G" if given != "-" else "F"
    return _strange_sort(vocabulary, word.key)


def _english_sort(english: str, given: str, family: str) -> str:
    if given != "-":
        return "W" if given == "w" else "N"
    if family in "ha":
        return "M"
    return "C" if english in "01" or (english == "2" and family == "-") else "E"


def _strange_sort(vocabulary: Vocabulary, key: str) -> str:
    stem = key.removesuffix("s")
    parts = key.split("-")
    if len(key) < _SHORTEST_STRANGE:
        return "K"
    if len(parts) == 2 and all(vocabulary.family_band(part) in "hab" for part in parts):
        return "F"
    if vocabulary.is_known(key) or vocabulary.is_common(stem) or vocabulary.is_public_word(stem):
        return "K"
    if stem != key and vocabulary.given_band(stem) + vocabulary.family_band(stem) != "--":
        return "P"
    if made_of_words(key):
        return "D"
    most = _LONG_WORDS_RANK if len(key) >= _LONG else _WORDS_RANK
    return "T" if near_common_word(key, most) else "X"
