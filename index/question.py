"""A question as the search reads it: salient units with what else they may be called, the wordings
to encode, the column and documents asked for, and the kind of answer wanted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import ParagraphKind, Slug
from index.columns import column_named
from index.document_names import DocumentNames
from index.lexical import LexicalIndex
from index.terms import STOP_WORDS, stem, stems, word_spans
from index.thesaurus import Match, Thesaurus
from index.typos import Spelling

PREFERRED_WEIGHT, RELATED_WEIGHT = 0.8, 0.3


class Wanted(StrEnum):
    """A kind of answer that a question asks for in so many words."""

    PERSON = "person"
    DATE = "date"
    DURATION = "duration"
    COUNT = "count"
    MONEY = "money"
    CONTACT = "contact"


_WANTED = {
    Wanted.PERSON: r"\bwho\b|\bwhose\b|\bname of\b|\bwhich (?:person|minister|judge)\b|\bwho's\b",
    Wanted.DATE: r"\bwhen\b|\bwhat (?:date|year|month|day)\b|\bwhich (?:date|year|month|day)\b|"
    r"\bby what date\b|\bdeadline\b|\bhow soon\b",
    Wanted.DURATION: r"\bhow long\b|\btime ?(?:limit|scale|frame)\b|\bhow often\b|\bhow quickly\b|"
    r"\bhow (?:many|few) (?:days|weeks|months|years|hours)\b|\bhow frequent",
    Wanted.COUNT: r"\bhow many\b|\bwhat (?:number|percentage|proportion|share)\b|\bpercent\w*\b|"
    r"\bhow much of\b|\bnumber of\b|\bhow far up\b",
    Wanted.MONEY: r"£|\bcosts?\b|\bbudget of\b|\bmillions?\b|\bhow much\b(?!\s+of\b)",
    Wanted.CONTACT: r"\b(?:phone|telephone|fax|email|e-mail|postal|website)\b|"
    r"\bnumber (?:for|to)\b|\baddress\b|\bcontact details\b|"
    r"\bwho do i (?:ring|call|contact|email)\b|\burl\b|\blink to\b|"
    r"\bwhere do (?:i|we) (?:send|post|email|order|reply)\b",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _WANTED.items()}


@dataclass(frozen=True)
class Unit:
    """One notion of a question: the stems as asked, and other labels for it with a weight of 0 to
    1 each. `weight` is its inverse document frequency; `known` whether the corpus holds it.
    """

    asked: tuple[str, ...]
    others: tuple[tuple[tuple[str, ...], float], ...]
    weight: float
    known: bool


@dataclass(frozen=True)
class Question:
    """What is looked for. `asked` and `widened` weigh the stems as asked and those the thesaurus
    and the acronyms add. `wordings` are texts to encode: as asked, then in the documents' words.
    """

    text: str
    units: tuple[Unit, ...]
    asked: Mapping[str, float]
    widened: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    wordings: tuple[str, ...]
    column: ParagraphKind | None
    documents: tuple[Slug, ...]
    wanted: frozenset[Wanted]


class Reader:
    """Reads questions for one edition. A vocabulary left out is simply empty."""

    def __init__(
        self,
        lexicon: LexicalIndex,
        names: DocumentNames,
        vocabularies: tuple[Thesaurus, ...],
        spelling: Spelling | None,
    ) -> None:
        self._lexicon = lexicon
        self._names = names
        self._vocabularies = vocabularies
        self._spelling = spelling

    def read(self, text: str) -> Question:
        """Read one question."""
        corrected = self._corrected(text)
        spans = word_spans(corrected)
        matches = [one for each in self._vocabularies for one in each.matches(corrected)]
        units = self._units([word for word, _, _ in spans], matches)
        meaningful = [stem(word) for word, _, _ in spans if word not in STOP_WORDS]
        return Question(
            text=text,
            units=units,
            asked={term: 1.0 for unit in units for term in unit.asked},
            widened=_widened(units),
            pairs=frozenset(itertools.pairwise(meaningful)),
            wordings=self._wordings(corrected, spans, matches),
            column=column_named(text),
            documents=self._names.named(text),
            wanted=wanted_kinds(text),
        )

    def about(self, question: Question) -> Question | None:
        """What is asked of the documents that `question` names, read without their names, which
        their own paragraphs need not repeat; None when it names none or asks nothing more.
        """
        if not question.documents:
            return None
        rest = self.read(" ".join(self._names.without_names(question.text).split()))
        return rest if rest.units else None

    def _corrected(self, text: str) -> str:
        """The question with each unknown word replaced by the word of the corpus it resembles."""
        if self._spelling is None:
            return text
        for word, start, end in reversed(word_spans(text)):
            better = self._spelling.correct(word)
            if better is not None:
                text = text[:start] + better + text[end:]
        return text

    def _units(self, spoken: list[str], matches: list[Match]) -> tuple[Unit, ...]:
        """The notions of a question: labels of concepts, then every other word with meaning."""
        grouped: dict[tuple[int, int], list[Match]] = {}
        for match in matches:
            grouped.setdefault((match.first, match.last), []).append(match)
        covered = {at for first, last in grouped for at in range(first, last)}
        units = [
            self._unit(tuple(stem(word) for word in spoken[first:last]), found)
            for (first, last), found in sorted(grouped.items())
        ]
        units += [
            self._unit((stem(word),), [])
            for at, word in enumerate(spoken)
            if at not in covered and word not in STOP_WORDS
        ]
        return tuple({unit.asked: unit for unit in units}.values())

    def _unit(self, asked: tuple[str, ...], matches: list[Match]) -> Unit:
        others: dict[tuple[str, ...], float] = {}
        for match in matches:
            for label in match.concept.related:
                others.setdefault(tuple(stems(label)), RELATED_WEIGHT)
            for label in match.concept.preferred:
                others[tuple(stems(label))] = PREFERRED_WEIGHT
        others.pop(asked, None)
        meaning = tuple(term for term in asked if term not in _STOP_STEMS) or asked
        labels = [meaning] + [label for label, weight in others.items() if weight > RELATED_WEIGHT]
        usable = [label for label in labels if all(self._lexicon.knows(term) for term in label)]
        weight = min(
            (max(self._lexicon.idf(term) for term in label) for label in usable),
            default=max(self._lexicon.idf(term) for term in meaning),
        )
        return Unit(meaning, tuple(others.items()), weight, bool(usable))

    def _wordings(
        self, corrected: str, spans: list[tuple[str, int, int]], matches: list[Match]
    ) -> tuple[str, ...]:
        """The question as asked, and again with each label in the documents' own words."""
        rewritten = corrected
        done: set[tuple[int, int]] = set()
        for match in sorted(matches, key=lambda one: -one.first):
            place = (match.first, match.last)
            if match.preferred or place in done:
                continue
            done.add(place)
            start, end = spans[match.first][1], spans[match.last - 1][2]
            rewritten = rewritten[:start] + match.concept.preferred[0] + rewritten[end:]
        return tuple(dict.fromkeys((corrected, rewritten)))


def wanted_kinds(question: str) -> frozenset[Wanted]:
    """The kinds of answer that a question asks for in so many words."""
    return frozenset(kind for kind, found in _PATTERNS.items() if found.search(question))


_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)


def _widened(units: tuple[Unit, ...]) -> dict[str, float]:
    """The stems that other labels add, each with the weight of its best label, spread over the
    label's words so that a long label does not outweigh a short one.
    """
    weights: dict[str, float] = {}
    for unit in units:
        for label, weight in unit.others:
            meaning = [term for term in label if term not in _STOP_STEMS]
            for term in meaning:
                share = weight / len(meaning) ** 0.5
                weights[term] = max(weights.get(term, 0.0), share)
    for unit in units:
        for term in unit.asked:
            weights.pop(term, None)
    return weights
