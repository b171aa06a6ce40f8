"""The safeguarding thesaurus: what practitioners say, and the words the documents use for it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.terms import stem, words


@dataclass(frozen=True)
class Concept:
    """One notion: the documents' words for it, what people say, and neighbouring notions."""

    concept_id: str
    preferred: tuple[str, ...]
    alternative: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A label found in a question: which words (`first` up to `last`, not included), its concept,
    and whether the label is already the documents' own word.
    """

    first: int
    last: int
    concept: Concept
    preferred: bool


class Thesaurus:
    """Finds the labels of concepts in a question, the longest label first."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._labels: dict[tuple[str, ...], list[tuple[Concept, bool, str]]] = defaultdict(list)
        for concept in concepts:
            for label in concept.alternative:
                self._add(label, concept, preferred=False)
            for label in concept.preferred:
                self._add(label, concept, preferred=True)
        self._longest = max((len(label) for label in self._labels), default=0)

    def _add(self, label: str, concept: Concept, *, preferred: bool) -> None:
        key = tuple(stem(word) for word in words(label))
        if key:
            self._labels[key].append((concept, preferred, label))

    def matches(self, question: str) -> list[Match]:
        """Every concept the question names. Of two overlapping labels only the longer counts."""
        stemmed = [stem(word) for word in words(question)]
        found: list[Match] = []
        taken: set[int] = set()
        for length in range(min(self._longest, len(stemmed)), 0, -1):
            for start in range(len(stemmed) - length + 1):
                span = range(start, start + length)
                if taken.intersection(span):
                    continue
                labels = self._labels.get(tuple(stemmed[start : start + length]), ())
                hits = [one for one in labels if _case_fits(one[2], question)]
                if hits:
                    taken.update(span)
                    end = start + length
                    found += [Match(start, end, concept, pref) for concept, pref, _ in hits]
        return found


def _case_fits(label: str, question: str) -> bool:
    """A label written in capitals ("IT", "SEND") is an everyday word otherwise: case decides."""
    if not label.isupper() or len(label) > 4 or "&" in label:
        return True
    return label.lower() not in _EVERYDAY or bool(re.search(rf"\b{label}\b", question))


_EVERYDAY = frozenset(["it", "ed", "er", "go", "la", "da", "ma", "ca", "ia", "send", "sen", "ta"])


@cache
def safeguarding_thesaurus() -> Thesaurus:
    """The thesaurus that ships with the package."""
    text = resources.files("index").joinpath("thesaurus.toml").read_text(encoding="utf-8")
    return Thesaurus(_concept(entry) for entry in tomllib.loads(text)["concept"])


def _concept(entry: dict[str, Sequence[str]]) -> Concept:
    return Concept(
        str(entry["id"]),
        tuple(entry["preferred"]),
        tuple(entry["alternative"]),
        tuple(entry["related"]),
    )
