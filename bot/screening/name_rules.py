"""What hand-written rules say of a word: part of a private name, and by which sign?

Order of work: words that surely belong to a name ("seeds"), then their neighbours, then the runs.
Nothing inside a public phrase ("Victoria Climbié") is ever a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.screening import cues
from bot.screening.name_signs import NameSigns
from bot.screening.spelling import near_common_word


class NameRules(NameSigns):
    """What each rule says of the words of one message."""

    def fired(self) -> dict[int, tuple[str, ...]]:
        """The rules that take a word for part of a name, by the word's index."""
        rules: tuple[tuple[str, Callable[[int], bool]], ...] = (
            ("titled", self._titled),
            ("listed", self._listed),
            ("ambiguous", self._ambiguous),
            ("capital", self._unknown_capital),
            ("cued", self._cued_lower),
        )
        said = {
            index: tuple(name for name, rule in rules if rule(index))
            for index in range(len(self.words))
            if index not in self.blocked
        }
        seeds = {index for index, names in said.items() if names}
        for index in self._paired(seeds) - seeds:
            said[index] = ("paired",)
            seeds.add(index)
        for first, last in self._runs(seeds):
            for index in range(first, last + 1):
                said[index] = said.get(index) or ("run",)
        return {index: names for index, names in said.items() if names}

    def _titled(self, index: int) -> bool:
        """ "Mrs Ballsworth", "dr venkataraman", "aunty abena"."""
        before = self.key(index - 1)
        word = self.words[index]
        if not word.joined() and word.gap != ". ":
            return False
        if before in cues.FORMAL_TITLES:
            if (self.tells(word) and not word.acronym) or self._name_like(word):
                return True
            plain = before not in {"miss", "master", "judge", "pastor", "sister"}
            return plain and word.key not in cues.AFTER_TITLE and not word.acronym
        return before in cues.FAMILY_TITLES and self._name_like(word) and not word.acronym

    def _listed(self, index: int) -> bool:
        """A first name that is no English word, in any case; "gurdeeps" too."""
        word = self.words[index]
        if word.acronym and self.capitals_tell and len(word.text) < 5:
            return False
        key = word.key
        if self.vocabulary.is_rare_name(key):
            return True
        return (
            len(key) > 4
            and key.endswith("s")
            and not self.vocabulary.is_known(key)
            and self.vocabulary.is_rare_name(key[:-1])
        )

    def _ambiguous(self, index: int) -> bool:
        """A first name that is also a word: Grace, will, Summer, Paris."""
        word, vocabulary = self.words[index], self.vocabulary
        if not vocabulary.is_first_name(word.key):
            return False
        if word.key in cues.CALENDAR and self._as_date(index):
            return False
        if self.tells(word) and not word.first and not vocabulary.is_place(word.key):
            return self.key(index + 1) not in cues.COMPOUNDS
        return self._person_like(index)

    def _unknown_capital(self, index: int) -> bool:
        """A capitalised word that neither English nor the published guidance knows."""
        word, vocabulary = self.words[index], self.vocabulary
        if self.key(index - 1) == "the" and self._surname_alone(index):
            return True
        if not self.tells(word) or word.acronym or len(word.key) < 2:
            return False
        if vocabulary.is_known(word.key) or vocabulary.is_known(word.key.removesuffix("s")):
            return self._surname_alone(index)
        if not any(char.islower() for char in word.text[1:]) and len(word.key) < 7:
            return False
        return not (word.first and near_common_word(word.key))

    def _surname_alone(self, index: int) -> bool:
        """ "the Smith family": a known word used as a family's name."""
        word = self.words[index]
        return (
            self.vocabulary.is_surname(word.key.removesuffix("s"))
            and not word.first
            and word.key not in cues.NOT_FAMILIES
            and (self.key(index + 1) in cues.FOLLOWED or self.key(index - 1) == "surname")
        )

    def _cued_lower(self, index: int) -> bool:
        """A lower-case word nobody knows, beside a cue: "my pupil aishath", "mum is kellee"."""
        word = self.words[index]
        if len(word.key) < 3 or not self.strange(word):
            return False
        before = self.key(index - 1)
        if before in {"is", "was", "called", "named", "name", "s"}:
            before = self.key(index - 2) if before in {"is", "was", "s"} else before
        roles = cues.CHILD_ROLES | cues.ADULT_ROLES | cues.STRONG_NAMING
        if before in roles or self._person_like(index) or self.key(index + 1) in cues.FOLLOWED:
            return True
        return self.adjacent(index + 1) and self.strange(self.words[index + 1])

    def _paired(self, seeds: set[int]) -> set[int]:
        """ "Holly and Ivy", "Lee and Dawn": two list names joined, or one joined to a seed."""
        found = set(seeds)
        for index in range(1, len(self.words) - 1):
            if self.key(index) not in {"and", "n", "or"} and self.words[index].text != "&":
                continue
            left, right = index - 1, index + 1
            if {left, right} & self.blocked:
                continue
            names = [
                i
                for i in (left, right)
                if self.vocabulary.is_first_name(self.key(i)) or self.strange(self.words[i])
            ]
            capitals = all(self.tells(self.words[i]) for i in (left, right))
            if (len(names) == 2 and capitals) or (names and {left, right} & found):
                found.update(names)
        for index in range(1, len(self.words)):
            if "&" in self.words[index].gap and index in found and self._known_name(index - 1):
                found.add(index - 1)
        return found

    def _runs(self, seeds: set[int]) -> Iterator[tuple[int, int]]:
        """First and last word of every name that a seed lies in."""
        index = 0
        while index < len(self.words):
            if index in seeds:
                last = self._right(index, seeds)
                yield self._left(index), last
                index = last
            index += 1

    def _left(self, index: int) -> int:
        while index > 0 and index - 1 not in self.blocked and self.words[index].joined():
            word = self.words[index - 1]
            particle = word.key in cues.PARTICLES and word.key in {
                "umm",
                "abu",
                "dela",
                "al",
                "el",
                "ni",
            }
            capital = self.tells(word) and not word.first and not self.vocabulary.is_known(word.key)
            listed = self.vocabulary.is_first_name(word.key) and (
                self.tells(word) or not self.vocabulary.is_common(word.key, 1_500)
            )
            if word.possessive or not (capital or listed or particle):
                break
            index -= 1
        return index

    def _right(self, index: int, seeds: set[int]) -> int:
        last = index
        while not self.words[last].possessive:
            step = last + 1
            if self.key(step) in cues.PARTICLES and self.adjacent(step) and self._surname(step + 1):
                last = step + 1
            elif step < len(self.words) and (self._surname(step) or self._seeded(step, seeds)):
                last = step
            else:
                break
        return last

    def _seeded(self, index: int, seeds: set[int]) -> bool:
        return index in seeds and self.adjacent(index)

    def _surname(self, index: int) -> bool:
        """True when the word goes on with the name before it."""
        if index >= len(self.words) or index in self.blocked or not self.adjacent(index):
            return False
        word, vocabulary = self.words[index], self.vocabulary
        if word.key in cues.NOT_SURNAMES or (word.acronym and self.capitals_tell):
            return False
        if self.tells(word):
            return not vocabulary.is_place(word.key) or vocabulary.is_surname(word.key)
        if vocabulary.is_first_name(word.key) and not vocabulary.is_common(word.key, 1_500):
            return True
        if vocabulary.is_surname(word.key):
            return not vocabulary.is_common(word.key, 8_000)
        return len(word.key) > 3 and self.strange(word)
