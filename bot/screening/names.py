"""Names of private people: found by cues, by lists of names, and by capitals nobody published.

Order of work: words that surely belong to a name ("seeds"), then their neighbours, then the runs.
Nothing inside a public phrase ("Victoria Climbié") is ever a seed.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.screening import cues
from bot.screening.detail import Detail
from bot.screening.name_signs import AGE_NEXT, NameSigns
from bot.screening.spelling import near_common_word


class NameFinder(NameSigns):
    """Finds the names in one message."""

    def find(self) -> list[Detail]:
        """Every name, in order, titles such as Mrs included."""
        rules: tuple[Callable[[int], bool], ...] = (
            self._titled,
            self._listed,
            self._ambiguous,
            self._unknown_capital,
            self._cued_lower,
        )
        seeds = {
            index
            for index in range(len(self._words))
            if index not in self._blocked and any(rule(index) for rule in rules)
        }
        return self._runs(self._paired(seeds))

    def _titled(self, index: int) -> bool:
        """ "Mrs Ballsworth", "dr venkataraman", "aunty abena"."""
        before = self._key(index - 1)
        word = self._words[index]
        if not word.joined() and word.gap != ". ":
            return False
        if before in cues.FORMAL_TITLES:
            if (self._tells(word) and not word.acronym) or self._name_like(word):
                return True
            plain = before not in {"miss", "master", "judge", "pastor", "sister"}
            return plain and word.key not in cues.AFTER_TITLE and not word.acronym
        return before in cues.FAMILY_TITLES and self._name_like(word) and not word.acronym

    def _listed(self, index: int) -> bool:
        """A first name that is no English word, in any case; "gurdeeps" too."""
        word = self._words[index]
        if word.acronym and self._capitals_tell and len(word.text) < 5:
            return False
        key = word.key
        if self._vocabulary.is_rare_name(key):
            return True
        return (
            len(key) > 4
            and key.endswith("s")
            and not self._vocabulary.is_known(key)
            and self._vocabulary.is_rare_name(key[:-1])
        )

    def _ambiguous(self, index: int) -> bool:
        """A first name that is also a word: Grace, will, Summer, Paris."""
        word, vocabulary = self._words[index], self._vocabulary
        if not vocabulary.is_first_name(word.key):
            return False
        if word.key in cues.CALENDAR and self._as_date(index):
            return False
        if self._tells(word) and not word.first and not vocabulary.is_place(word.key):
            return self._key(index + 1) not in cues.COMPOUNDS
        return self._person_like(index)

    def _unknown_capital(self, index: int) -> bool:
        """A capitalised word that neither English nor the published guidance knows."""
        word, vocabulary = self._words[index], self._vocabulary
        if self._key(index - 1) == "the" and self._surname_alone(index):
            return True
        if not self._tells(word) or word.acronym or len(word.key) < 2:
            return False
        if vocabulary.is_known(word.key) or vocabulary.is_known(word.key.removesuffix("s")):
            return self._surname_alone(index)
        if not any(char.islower() for char in word.text[1:]) and len(word.key) < 7:
            return False
        return not (word.first and near_common_word(word.key, vocabulary))

    def _surname_alone(self, index: int) -> bool:
        """ "the Smith family": a known word used as a family's name."""
        word = self._words[index]
        return (
            self._vocabulary.is_surname(word.key.removesuffix("s"))
            and not word.first
            and word.key not in cues.NOT_FAMILIES
            and (self._key(index + 1) in cues.FOLLOWED or self._key(index - 1) == "surname")
        )

    def _cued_lower(self, index: int) -> bool:
        """A lower-case word nobody knows, beside a cue: "my pupil aishath", "mum is kellee"."""
        word = self._words[index]
        if len(word.key) < 3 or not self._strange(word):
            return False
        before = self._key(index - 1)
        if before in {"is", "was", "called", "named", "name", "s"}:
            before = self._key(index - 2) if before in {"is", "was", "s"} else before
        roles = cues.CHILD_ROLES | cues.ADULT_ROLES | cues.STRONG_NAMING
        if before in roles or self._person_like(index) or self._key(index + 1) in cues.FOLLOWED:
            return True
        return self._adjacent(index + 1) and self._strange(self._words[index + 1])

    def _paired(self, seeds: set[int]) -> set[int]:
        """ "Holly and Ivy", "Lee and Dawn": two list names joined, or one joined to a seed."""
        found = set(seeds)
        for index in range(1, len(self._words) - 1):
            if self._key(index) not in {"and", "n", "or"} and self._words[index].text != "&":
                continue
            left, right = index - 1, index + 1
            if {left, right} & self._blocked:
                continue
            names = [
                i
                for i in (left, right)
                if self._vocabulary.is_first_name(self._key(i)) or self._strange(self._words[i])
            ]
            capitals = all(self._tells(self._words[i]) for i in (left, right))
            if (len(names) == 2 and capitals) or (names and {left, right} & found):
                found.update(names)
        for index in range(1, len(self._words)):
            if "&" in self._words[index].gap and index in found and self._known_name(index - 1):
                found.add(index - 1)
        return found

    def _runs(self, seeds: set[int]) -> list[Detail]:
        found: list[Detail] = []
        index = 0
        while index < len(self._words):
            if index not in seeds:
                index += 1
                continue
            first = self._left(index)
            last = self._right(index, seeds)
            start = self._words[first].start
            child = self._is_child(first, last)
            title = self._words[first - 1] if first else None
            if title and title.key in cues.FORMAL_TITLES and first - 1 not in self._blocked:
                start = title.start
            found.append(Detail("person_name", start, self._words[last].end, child))
            index = last + 1
        return found

    def _left(self, index: int) -> int:
        while index > 0 and index - 1 not in self._blocked and self._words[index].joined():
            word = self._words[index - 1]
            particle = word.key in cues.PARTICLES and word.key in {
                "umm",
                "abu",
                "dela",
                "al",
                "el",
                "ni",
            }
            capital = (
                self._tells(word) and not word.first and not self._vocabulary.is_known(word.key)
            )
            listed = self._vocabulary.is_first_name(word.key) and (
                self._tells(word) or not self._vocabulary.is_common(word.key, 1_500)
            )
            if word.possessive or not (capital or listed or particle):
                break
            index -= 1
        return index

    def _right(self, index: int, seeds: set[int]) -> int:
        last = index
        while not self._words[last].possessive:
            step = last + 1
            if (
                self._key(step) in cues.PARTICLES
                and self._adjacent(step)
                and self._surname(step + 1)
            ):
                last = step + 1
            elif step < len(self._words) and (self._surname(step) or self._seeded(step, seeds)):
                last = step
            else:
                break
        return last

    def _seeded(self, index: int, seeds: set[int]) -> bool:
        return index in seeds and self._adjacent(index)

    def _surname(self, index: int) -> bool:
        """True when the word goes on with the name before it."""
        if index >= len(self._words) or index in self._blocked or not self._adjacent(index):
            return False
        word, vocabulary = self._words[index], self._vocabulary
        if word.key in cues.NOT_SURNAMES or (word.acronym and self._capitals_tell):
            return False
        if self._tells(word):
            return not vocabulary.is_place(word.key) or vocabulary.is_surname(word.key)
        if vocabulary.is_first_name(word.key) and not vocabulary.is_common(word.key, 1_500):
            return True
        if vocabulary.is_surname(word.key):
            return not vocabulary.is_common(word.key, 8_000)
        return len(word.key) > 3 and self._strange(word)

    def _is_child(self, first: int, last: int) -> bool:
        before = {self._key(first - 1), self._key(first - 2)} - {""}
        word = self._words[last]
        if before & cues.CHILD_ROLES or AGE_NEXT.match(self._text[word.end :]):
            return True
        parent = {
            "mum",
            "mums",
            "mother",
            "dad",
            "dads",
            "father",
            "parents",
            "school",
            "nan",
            "stepdad",
        }
        return word.possessive and self._key(last + 1) in parent
