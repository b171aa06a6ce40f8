"""Names of private people: each word judged by a learned reader that weighs rules, lists,
letters and neighbours; those in doubt by a second one, when there is a sentence model; then the
words of a name joined.

Nothing inside a public phrase ("Victoria Climbié") or inside another detail is ever judged.
"""

from __future__ import annotations

import logging
import math
import re

from bot.screening import cues
from bot.screening.context_reader import Doubtful, SecondReader
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.name_features import NameFeatures
from bot.screening.name_reader import load_name_reader
from bot.screening.name_rules import NameRules
from bot.screening.name_signs import AGE_NEXT
from bot.screening.vocabulary import Vocabulary

_INITIALS_BEFORE = re.compile(r"(?:\b[A-Z]\.\s?){1,2}$")  # "D. Yogeswaran"

_log = logging.getLogger(__name__)


class NameFinder(NameRules):
    """Finds the names in one message."""

    def __init__(
        self,
        glance: Glance,
        vocabulary: Vocabulary,
        taken: list[Detail],
        again: SecondReader | None = None,
    ) -> None:
        """`again`, when there is one, reads what the word lists leave in doubt."""
        super().__init__(glance, vocabulary, taken)
        self._reader = load_name_reader()
        self._again = again

    def find(self) -> list[Detail]:
        """Every name, in order, titles such as Mrs included."""
        scores = self._scores()
        names = {index for index, score in scores.items() if score >= self._reader.sure}
        beside = {index for index, score in scores.items() if score >= self._reader.beside}
        for index in range(1, len(self.words)):
            if index - 1 in names and index in beside and self.adjacent(index):
                names.add(index)
        for index in range(len(self.words) - 1, 0, -1):
            if index in names and index - 1 in beside and self.adjacent(index):
                names.add(index - 1)
        return list(self._details(sorted(names)))

    def _scores(self) -> dict[int, float]:
        """The score of each word that a name could be, by its index."""
        features = NameFeatures(self, self.fired())
        scores = {
            index: self._reader.score(features.of(index), features.standing(index))
            for index in range(len(self.words))
            if index not in self.blocked and features.may_name(index)
        }
        if self._again is not None:
            scores.update(self._read_again(self._again, scores, features))
        return scores

    def _read_again(
        self, again: SecondReader, scores: dict[int, float], features: NameFeatures
    ) -> dict[int, float]:
        """The new scores of the words in doubt; none when they cannot be read."""
        doubtful = again.doubtful(scores)
        if not doubtful:
            return {}
        words = [
            Doubtful(self.words[i].start, self.words[i].end, features.standing(i), scores[i])
            for i in doubtful
        ]
        try:
            read = dict(zip(doubtful, again.read(self.text, words), strict=True))
        except Exception as error:  # the first scores are there: the message is not lost for this
            _log.error("names are read once", extra={"error_kind": type(error).__name__})
            return {}
        return {index: score for index, score in read.items() if math.isfinite(score)}

    def _details(self, names: list[int]) -> list[Detail]:
        found: list[Detail] = []
        first = -1
        for place, index in enumerate(names):
            if first < 0:
                first = index
            following = names[place + 1] if place + 1 < len(names) else -1
            if (
                following == index + 1
                and self.adjacent(following)
                and not self.words[index].possessive
            ):
                continue
            found.append(self._detail(first, index))
            first = -1
        return found

    def _detail(self, first: int, last: int) -> Detail:
        start = self.words[first].start
        title = self.words[first - 1] if first else None
        if title and title.key in cues.FORMAL_TITLES and first - 1 not in self.blocked:
            start = title.start
        before = _INITIALS_BEFORE.search(self.text[max(0, start - 8) : start])
        if before and self.words[first].capital:
            start -= len(before.group())
        return Detail("person_name", start, self.words[last].end, self._is_child(first, last))

    def _is_child(self, first: int, last: int) -> bool:
        before = {self.key(first - 1), self.key(first - 2)} - {""}
        word = self.words[last]
        if before & cues.CHILD_ROLES or AGE_NEXT.match(self.text[word.end :]):
            return True
        return word.possessive and self.key(last + 1) in cues.PARENTS
