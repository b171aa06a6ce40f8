"""What the words around a word say about it: is somebody meant here?"""

from __future__ import annotations

import re

from bot.screening import cues
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.spelling import near_common_word
from bot.screening.vocabulary import Vocabulary
from bot.screening.words import Word

AGE_NEXT = re.compile(
    r"^(?:['’]s)?[\s,(\-–]*(?:is |who is |who's |aged? |now |just |turns |turned |nearly |almost )*"
    r"(?:\d{1,2}\b(?!\s*(?:%|weeks? ago|days? ago))|y(?:ea)?r ?\d|d\.?o\.?b|born\b|reception\b)",
    re.I,
)


class NameSigns:
    """The words of one message and what stands around each; made anew for each message."""

    def __init__(self, glance: Glance, vocabulary: Vocabulary, taken: list[Detail]) -> None:
        self.text = text = glance.text
        self.vocabulary = vocabulary
        self.words = glance.words
        covered = bytearray(len(text))
        for detail in taken:
            covered[detail.start : detail.end] = b"\1" * (detail.end - detail.start)
        self.blocked = (
            vocabulary.public_runs(self.words)
            | {
                index
                for index, word in enumerate(self.words)
                if any(covered[word.start : word.full_end])
                or text[word.start - 1 : word.start].isdigit()  # "14yo"
                or (len(word.text) == 1 and text[word.end : word.end + 1].isdigit())  # "y9 boys"
            }
        )
        self.capitals_tell = not vocabulary.capitals_mean_nothing(text) and not self._title_case()

    def _person_like(self, index: int) -> bool:
        """What stands around the word treats it as a person."""
        word, following = self.words[index], self.key(index + 1)
        before = self.key(index - 1)
        rest = self.text[word.end :]
        if word.possessive and (following in cues.OWNED or self.tells(word)):
            return True
        if AGE_NEXT.match(rest) and not re.match(r"^\s+\d", rest):
            return True
        if self.adjacent(index + 1) and self._does(index, following):
            return True
        if self._before_surname(index) or self._about(index) or self._full_lower(index):
            return True
        if not self.adjacent(index):
            return False
        is_cue = before in {"is", "was"} and self.key(index - 2) in cues.KIN | cues.ADULT_ROLES
        people = cues.CHILD_ROLES | cues.ADULT_ROLES
        return (
            is_cue
            or before in cues.STRONG_NAMING
            or self._object(index)
            or (
                before in people
                and (self.tells(word) or word.key not in cues.VERBS)
                and (self.tells(word) or not self.vocabulary.is_common(word.key, 3_000))
            )
        )

    def _does(self, index: int, following: str) -> bool:
        """ "rose told me"; with a capital or a strange word, "Dawn is" and "navid asks" too."""
        if following in cues.SURELY_DOES:
            return True
        word = self.words[index]
        rare = self.tells(word) or not self.vocabulary.is_common(word.key, 2_500)
        named = rare and word.first and word.key not in cues.HOPES
        stranger = self.key(index - 1) not in cues.DETERMINERS and self.strange(word)
        return following in cues.DOES and (named or stranger)

    def _about(self, index: int) -> bool:
        """ "worried about daisy": after a preposition, with no noun behind it."""
        before, word = self.key(index - 1), self.words[index]
        if before not in cues.NAMING or word.key in cues.HOPES | cues.CALENDAR:
            return False
        following = self.key(index + 1)
        ends = not self.adjacent(index + 1) or following in cues.AFTER_NAME
        rare = not self.vocabulary.is_common(word.key, 1_500)
        return ends and (rare or self.tells(word)) and not self.vocabulary.is_place(word.key)

    def _full_lower(self, index: int) -> bool:
        """ "rose baker is 5": a first name that is a word, with a surname of the list."""
        if not self.adjacent(index + 1) or index + 1 in self.blocked:
            return False
        following = self.words[index + 1]
        if not self.vocabulary.is_surname(following.key):
            return False
        rare = not self.vocabulary.is_common(following.key, 3_000)
        person = bool(AGE_NEXT.match(self.text[following.end :]))
        return (rare and not self.vocabulary.is_common(self.key(index), 400)) or person

    def _object(self, index: int) -> bool:
        """ "picks rose up": a verb done to a person, and no noun after that would take the name."""
        before, following = self.key(index - 1), self.key(index + 1)
        sure = before in {"picks", "picked", "collects", "collected", "met", "tell", "told", "saw"}
        return sure and following in {
            "up",
            "from",
            "and",
            "today",
            "yesterday",
            "at",
            "",
            "that",
            "to",
        }

    def _before_surname(self, index: int) -> bool:
        """ "Mark Tranter", at the start of a sentence too."""
        if not self.adjacent(index + 1) or index + 1 in self.blocked:
            return False
        word, following = self.words[index], self.words[index + 1]
        surname = self.vocabulary.is_surname(following.key) or self._new_double(following)
        unknown = not self.vocabulary.is_known(following.key) and not following.acronym
        return self.tells(word) and self.tells(following) and (surname or unknown)

    def _new_double(self, word: Word) -> bool:
        """A hyphened surname that is in no document, though its halves may be: Laming-Brown."""
        parts = word.key.split("-")
        halves = [part for part in parts if self.vocabulary.is_surname(part)]
        return len(parts) == 2 and bool(halves) and not self.vocabulary.is_public_word(word.key)

    def key(self, index: int) -> str:
        """The folded word there, or "" past an end."""
        return self.words[index].key if 0 <= index < len(self.words) else ""

    def adjacent(self, index: int) -> bool:
        """True when only a space parts it from the word before."""
        return 0 < index < len(self.words) and self.words[index].joined()

    def tells(self, word: Word) -> bool:
        """True when its capital says something in this message."""
        return word.capital and self.capitals_tell

    def strange(self, word: Word) -> bool:
        """A word in nobody's list and no slip of the finger."""
        known = self.vocabulary.is_known(word.key) or self.vocabulary.is_known(
            word.key.removesuffix("s")
        )
        most = 20_000 if len(word.key) > 5 else 4_000
        return not known and not word.acronym and not near_common_word(word.key, most)

    def _name_like(self, word: Word) -> bool:
        vocabulary = self.vocabulary
        if vocabulary.is_surname(word.key) or vocabulary.is_first_name(word.key):
            return self.tells(word) or not vocabulary.is_common(word.key, 500)
        return not vocabulary.is_english(word.key) and not vocabulary.is_place(word.key)

    def _known_name(self, index: int) -> bool:
        return index not in self.blocked and self.vocabulary.is_first_name(self.key(index))

    def _as_date(self, index: int) -> bool:
        word = self.words[index]
        digits = bool(re.match(r"^\s*\d", self.text[word.full_end :])) or any(
            char.isdigit() for char in word.gap
        )
        term = self.key(index + 1) in {
            "term",
            "holidays",
            "holiday",
            "half",
            "school",
            "or",
            "and",
        }
        before = self.key(index - 1) in cues.BEFORE_CALENDAR and self.adjacent(index)
        return (
            digits
            or (before and self.key(index - 1) != "and")
            or (term and self.key(index + 2) in cues.CALENDAR | {""})
        )

    def _title_case(self) -> bool:
        """True when most words of the message start with a capital, as in a heading."""
        long = [word for word in self.words if len(word.key) > 3 and not word.acronym]
        known = [word for word in long if self.vocabulary.is_common(word.key)]
        return len(known) >= 4 and sum(word.capital for word in known) / len(known) > 0.8
