"""What is public or plain English: the words no rule may take for a private person's name.

Public names come from the published edition itself: every run of capitalised words in it is a
phrase that is let through whole, and only whole ("Victoria Climbié" yes, "Victoria Jarvis" no).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from bot.screening.words import Word, fold, words_of

DATA = Path(__file__).parent / "data"
_SHIPPED = Path(__file__).parents[2] / "corpus" / "documents"
_LONGEST_PHRASE = 8
_NUMBER = re.compile(r"(?<!\w)[+(]?\d[\d ()\-/.]{3,}\d(?!\w)|\b(?=\w*\d)[A-Z0-9][A-Z0-9/\-]{3,}\b")
_EMAIL = re.compile(r"[\w.\-]+@[\w\-]+(?:\.[\w\-]+)+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_END = re.compile(r"[.?!]")
_SHORTENED = frozenset(["st", "mr", "mrs", "ms", "dr", "prof", "rev", "no", "para", "rec"])
_CONTRACTED = frozenset(["m", "ve", "re", "ll", "d", "t", "s", "em", "all"])
# Neither the list of words nor its frequencies have these, and everybody types them.
_VERBS_WITH_NOT = (
    "is are was were do does did has have had ca wo would could should must need ai might sha"
)
_RUN_TOGETHER = (
    "im ive id youre youve theyre theyve weve thats whats theres wheres whos hes shes its pls thx u"
)
_DAYS = "mon tues wednes thurs fri satur sun"
_NOT_RANK, _DAY_RANK, _CHAT_RANK = 250, 1_000, 5_000
_COMMON = 20_000
_ENGLISH_BANDS = ((300, "0"), (1_500, "1"), (4_000, "2"), (12_000, "3"), (60_000, "4"))
_SHOUTING = 0.7


class Vocabulary:
    """Words and phrases known to the published guidance, to English, and to name lists."""

    def __init__(self, known_text: Iterable[str] | None = None) -> None:
        self._english = _english_ranks()
        self._first_names = _names("first_names.csv")
        self._surnames = _names("surnames.csv")
        self._given_ranks = _ranks("given_names.txt")
        self._word_names = _word_names()
        self._family_ranks = _ranks("family_names.txt")
        self._places = frozenset(key for phrase in _listed("places.csv") for key in _keys(phrase))
        self._public_words: set[str] = set()
        self._phrases: set[tuple[str, ...]] = set()
        self._codes: set[str] = set()
        self._bands: dict[str, tuple[str, str, str]] = {}
        for text in _shipped_text() if known_text is None else known_text:
            self._learn(text)
        self._beginnings: set[tuple[str, ...]] = set()
        self._noted: set[str] = set()
        for file in ("public_words.csv", "places.csv", "public_uses.csv"):
            for phrase in _listed(file):
                self._note(tuple(_keys(phrase)))
        self._borne = frozenset(key for name in _listed("borne_uses.csv") for key in _keys(name))
        self._towns = _ranks("towns.txt")
        self._codes.update(_public_numbers())

    def is_english(self, key: str) -> bool:
        """True for a dictionary word, a chat abbreviation, or a compound of such words."""
        if key in self._english or key.removesuffix("'") in self._english:
            return True
        if key.isalpha():
            return False
        parts = [part for part in re.split(r"[-']", key) if part]
        if len(parts) > 1 and parts[-1] in _CONTRACTED:
            parts.pop()
        return bool(parts) and key != parts[0] and all(part in self._english for part in parts)

    def is_common(self, key: str, most: int = _COMMON) -> bool:
        """True for one of the `most` commonest English words."""
        return self._english.get(key, most) < most

    def bands(self, key: str) -> tuple[str, str, str]:
        """How far English knows the word ("0" the commonest to "5", "-" never), and its bands among
        first names and surnames; remembered for English words, which are nobody's secret.
        """
        known = self._bands.get(key)
        if known is None:
            known = self._english_band(key), self.given_band(key), self.family_band(key)
            if key in self._english:
                self._bands[key] = known
        return known

    def _english_band(self, key: str) -> str:
        rank = self._english.get(key)
        if rank is None:
            return "5" if self.is_english(key) else "-"
        return next((band for most, band in _ENGLISH_BANDS if rank < most), "5")

    def is_known(self, key: str) -> bool:
        """True when English, a place, or the published text has the word."""
        if self.is_english(key) or key in self._public_words or key in self._places:
            return True
        if key.isalpha():
            return False
        parts = [part for part in re.split(r"[-'/]", key) if part]
        return len(parts) > 1 and all(self.is_known(part) for part in parts)

    def is_public_word(self, key: str) -> bool:
        """True when the published text has the word just so."""
        return key in self._public_words

    def listing(self, key: str) -> str:
        """ "n" for a word noted by hand as in public use, "p" for a name so noted that many bear,
        "t" for a town of these islands, "-" for none. Somebody may still be called by it.
        """
        if key in self._noted:
            return "n"
        return "p" if key in self._borne else "t" if key in self._towns else "-"

    def is_place(self, key: str) -> bool:
        """True for a town, county, country, people or language."""
        return key in self._places

    def is_first_name(self, key: str) -> bool:
        """True for a first name of the list, also double-barrelled ("kayleigh-mae")."""
        if key in self._first_names:
            return True
        if "-" not in key:
            return False
        parts = key.split("-")
        return len(parts) == 2 and all(len(p) > 1 for p in parts) and parts[0] in self._first_names

    def is_surname(self, key: str) -> bool:
        """True for a surname of the list."""
        return key in self._surnames

    def given_band(self, key: str) -> str:
        """How far first names of many countries know the word: "h", "a", "b", "c", "w" for a plain
        word that some people are called by, or "-" never.
        """
        if self.is_first_name(key):
            return "h"
        rank = self._given_ranks.get(key)
        return "w" if rank is None and key in self._word_names else _band(rank)

    def word_names(self) -> list[str]:
        """The plain words that some people are called by, in order."""
        return sorted(self._word_names)

    def family_band(self, key: str) -> str:
        """How far surnames of many countries know the word: "h", "a", "b", "c", or "-" never."""
        if key in self._surnames:
            return "h"
        return _band(self._family_ranks.get(key))

    def is_rare_name(self, key: str) -> bool:
        """True for a listed first name that is not also an English word or a place."""
        return self.is_first_name(key) and not self.is_english(key) and key not in self._places

    def public_runs(self, words: list[Word]) -> set[int]:
        """Indexes of the words that are covered by a public phrase of two words or more."""
        covered: set[int] = set()
        keys = tuple(word.key for word in words)
        for index in range(len(keys)):
            if not self._begins_phrase(keys[index : index + 2]):
                continue
            for length in range(min(_LONGEST_PHRASE, len(keys) - index), 1, -1):
                if self._is_phrase(keys[index : index + length]) and _said_together(
                    words[index : index + length]
                ):
                    covered.update(range(index, index + length))
                    break
        return covered

    def is_public_phrase(self, text: str) -> bool:
        """True when the whole text is one phrase of the published documents."""
        return self._is_phrase(tuple(word.key for word in words_of(text)))

    def is_public_code(self, text: str) -> bool:
        """True for a number, date, e-mail or postcode printed in the published documents."""
        return _code(text) in self._codes

    @staticmethod
    def capitals_mean_nothing(text: str) -> bool:
        """True when nearly all letters are capitals, so that a capital marks no name."""
        if text.islower():
            return False
        letters = [char for char in text if char.isalpha()]
        upper = sum(map(str.isupper, letters))
        return len(letters) > 12 and upper / len(letters) >= _SHOUTING

    def _begins_phrase(self, pair: tuple[str, ...]) -> bool:
        """Whether a longer phrase may begin with the pair."""
        return pair in self._beginnings or self._is_phrase(pair)

    def _is_phrase(self, keys: tuple[str, ...]) -> bool:
        if len(keys) < 2:
            return False
        return keys in self._phrases or (*keys[:-1], keys[-1].removesuffix("s")) in self._phrases

    def _learn(self, text: str) -> None:
        words = words_of(text)
        run: list[str] = []
        for word in words:
            self._public_words.add(word.key)
            if run and not (word.capital and word.gap in {" ", "  ", "-"}):
                self._learn_phrase(tuple(run))
                run = []
            if word.capital:
                run.append(word.key)
        self._learn_phrase(tuple(run))
        for pattern in (_NUMBER, _EMAIL, _POSTCODE):
            self._codes.update(_code(match.group()) for match in pattern.finditer(text))

    def _note(self, keys: tuple[str, ...]) -> None:
        """A phrase of our lists counts whole: "Bob the Builder", but not "Bob the"."""
        self._public_words.update(keys)
        if len(keys) == 1:
            self._noted.update(keys)
        else:
            self._phrases.add(keys)
            self._beginnings.add(keys[:2])

    def _learn_phrase(self, keys: tuple[str, ...]) -> None:
        """A phrase of the documents counts in parts too: "Roger Singleton" of "Sir Roger ..."."""
        self._public_words.update(keys)
        for start in range(len(keys)):
            for end in range(start + 2, min(start + _LONGEST_PHRASE, len(keys)) + 1):
                self._phrases.add(keys[start:end])


def _said_together(words: list[Word]) -> bool:
    """False when a sentence ends between them: "she met Robin. Hood up, he hid"."""
    return not any(
        _END.search(word.gap) and before.key not in _SHORTENED for before, word in pairwise(words)
    )


def commonest_english(keys: set[str]) -> int:
    """The least rank among the keys that are English words; past the last rank if none is."""
    ranks = _english_ranks()
    return min((ranks[key] for key in ranks.keys() & keys), default=len(ranks))


def _code(text: str) -> str:
    return re.sub(r"[\s()\-/]", "", text).lower()


def _keys(phrase: str) -> list[str]:
    return [word.key for word in words_of(phrase)]


def _shipped_text() -> Iterable[str]:
    return (path.read_text(encoding="utf-8") for path in sorted(_SHIPPED.glob("*.txt")))


@lru_cache(maxsize=1)
def _english_ranks() -> dict[str, int]:
    listed = (DATA / "english_words.txt").read_text(encoding="utf-8").split()
    ranks = {word: rank for rank, word in enumerate(listed)}
    for line in (DATA / "chat_words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            ranks.update({fold(word): _CHAT_RANK for word in line.split() if word not in ranks})
    for ending in ("n't", "nt"):
        ranks.update({f"{verb}{ending}": _NOT_RANK for verb in _VERBS_WITH_NOT.split()})
    ranks.update(dict.fromkeys(_RUN_TOGETHER.split(), _NOT_RANK))
    ranks.update({f"{day}day": _DAY_RANK for day in _DAYS.split()})
    return ranks


def _band(rank: int | None) -> str:
    if rank is None:
        return "-"
    return "a" if rank < 1_000 else "b" if rank < 10_000 else "c"


@lru_cache(maxsize=3)
def _ranks(file: str) -> dict[str, int]:
    listed = (DATA / file).read_text(encoding="utf-8").split()
    return {name: rank for rank, name in enumerate(listed)}


@lru_cache(maxsize=2)
def _names(file: str) -> frozenset[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return frozenset(fold(row["name"]) for row in csv.DictReader(rows))


@lru_cache(maxsize=1)
def _word_names() -> frozenset[str]:
    with (DATA / "word_names.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(name for row in csv.DictReader(rows) for name in row["names"].split())


@lru_cache(maxsize=1)
def _public_numbers() -> tuple[str, ...]:
    with (DATA / "public_numbers.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(_code(row["number"]) for row in csv.DictReader(rows))


@lru_cache(maxsize=4)
def _listed(file: str) -> tuple[str, ...]:
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return tuple(name for row in csv.DictReader(rows) for name in row["names"].split("|"))
