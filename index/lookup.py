"""Exact look-ups: from a reference by number to the paragraphs it means, or to none.

A number that does not exist is `missing`, never the nearest that does: an assistant that answers
"recommendation 64" with recommendation 46 is worse than one that says there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Paragraph, Slug
from index.columns import COLUMNS, columns_asked, without_column_words
from index.document_names import DocumentNames, elsewhere
from index.numerals import VALUES
from index.open_edition import OpenEdition
from index.references import Numbered, Reference, references
from index.terms import salient

_WORDS_OF_NUMBERS = (
    "rec recs recommendation recommendations para paras paragraph paragraphs project projects "
    "annex appendix section sections bullet bullets point points last number numbers no say "
    "says said read reads text full exact wording words show shown quote column government govt "
    "gov laming lord update march may december report document please about contain contains "
    "cover covers mention mentions state states look summary give open see page"
)
_OF_NUMBERS = frozenset(_WORDS_OF_NUMBERS.split()) | frozenset(
    part for word in VALUES for part in word.replace("-", " ").split()
)
_PARAGRAPH_OF_LAMING = re.compile(r"\bof\s+(?:lord\s+)?laming['’]?s?\b", re.IGNORECASE)
_ANNEX = re.compile(r"(?:annex|appendix) (\w)\b", re.IGNORECASE)
_SECTION = re.compile(r"(?:section )?(\d+(?:\.\d+)*)\.?(?:\s|$)", re.IGNORECASE)
_RECOMMENDATION_NUMBER = re.compile(r"\brecommendation\s+(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Lookup:
    """What a question's references came to: paragraphs in the order to show, and the references
    that no paragraph answers. Both are empty when the question holds no reference. `several` says
    that paragraphs of equal right bear the number; `topic` that the question asks about something
    beside the number, so that the search may put them in order.
    """

    found: tuple[Paragraph, ...] = ()
    missing: tuple[Reference, ...] = ()
    several: bool = False
    topic: bool = False

    @property
    def asked(self) -> bool:
        """Whether the question pointed to anything by number."""
        return bool(self.found or self.missing)


class Numbers:
    """The numbered things of one edition, ready to be looked up."""

    def __init__(self, edition: OpenEdition) -> None:
        self._names = DocumentNames(edition.documents)
        self._children = edition.children
        self._recommendations: dict[str, list[Paragraph]] = defaultdict(list)
        self._mentions: dict[tuple[Slug, str], list[Paragraph]] = defaultdict(list)
        self._numbered: dict[str, list[Paragraph]] = defaultdict(list)
        self._projects: dict[str, list[Paragraph]] = defaultdict(list)
        self._sections: dict[str, list[Paragraph]] = defaultdict(list)
        self._annexes: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in edition.paragraphs:
            self._file(paragraph)
        sizes: dict[Slug, int] = defaultdict(int)
        for listed in self._numbered.values():
            for paragraph in listed:
                sizes[paragraph.document] += 1
        self._sizes = sizes

    def _file(self, paragraph: Paragraph) -> None:
        """Note a paragraph under every number it can be asked for by."""
        cell = paragraph.kind in COLUMNS
        numbers = set(_RECOMMENDATION_NUMBER.findall(paragraph.text))
        for number in numbers if not cell else ():
            self._mentions[paragraph.document, number].append(paragraph)
        if paragraph.parent is not None:
            return
        if cell:
            label = _RECOMMENDATION_NUMBER.search(paragraph.locator)
            self._recommendations[label[1] if label else str(paragraph.number)].append(paragraph)
        elif (project := re.match(r"project (\d+)\b", paragraph.locator, re.I)) is not None:
            self._projects[project[1]].append(paragraph)
        elif paragraph.number:
            self._numbered[paragraph.number.rstrip(".")].append(paragraph)
        for annex in _first_labels(_ANNEX, paragraph):
            self._annexes[annex.upper()].append(paragraph)
        for section in _first_labels(_SECTION, paragraph):
            self._sections[section].append(paragraph)

    def find(self, question: str) -> Lookup:
        """Every paragraph the question asks for by number, and every number that is not there."""
        documents = self._names.named(question)
        abroad = elsewhere(self._names.without_names(question))
        found: list[Paragraph] = []
        missing: list[Reference] = []
        for reference in references(question):
            paragraphs = self._resolve(reference, question, documents, abroad=abroad)
            if paragraphs is None:
                continue
            if not paragraphs:
                missing.append(reference)
            found += paragraphs
        several = len(found) > 1 and all(one.kind not in COLUMNS for one in found)
        topic = self._has_topic(question)
        return Lookup(tuple(dict.fromkeys(found)), tuple(missing), several, topic)

    def _has_topic(self, question: str) -> bool:
        """Whether anything is asked about beside numbers, documents and columns."""
        rest = without_column_words(self._names.without_names(question))
        return any(word.isalpha() and word not in _OF_NUMBERS for word in salient(rest))

    def _resolve(
        self, reference: Reference, question: str, documents: tuple[Slug, ...], *, abroad: bool
    ) -> Sequence[Paragraph] | None:
        """The paragraphs of one reference; empty when missing, None when it is no look-up."""
        match reference.what:
            case Numbered.RECOMMENDATION:
                return [] if abroad else self._recommendation(reference, question, documents)
            case Numbered.PARAGRAPH:
                if abroad or _PARAGRAPH_OF_LAMING.search(self._names.without_names(question)):
                    return []
                return self._paragraph(reference, documents)
            case Numbered.PROJECT:
                return self._projects.get(reference.label, [])
            case Numbered.SECTION:
                return self._section(reference, documents)
            case Numbered.ANNEX:
                return self._ordered(self._annexes.get(reference.label, []), documents)

    def _recommendation(
        self, reference: Reference, question: str, documents: tuple[Slug, ...]
    ) -> list[Paragraph]:
        cells = self._recommendations.get(reference.label, [])
        order = columns_asked(question)
        wanted = sorted(cells, key=lambda one: (order.index(one.kind), one.position))
        homes = {one.document for one in cells}
        for document in documents:
            mentions = self._mentions.get((document, reference.label), [])
            if document not in homes and mentions:
                return _innermost(mentions) + wanted
        return wanted

    def _paragraph(self, reference: Reference, documents: tuple[Slug, ...]) -> list[Paragraph]:
        candidates = self._ordered(self._numbered.get(reference.label, []), documents)
        if reference.bullet is None:
            return candidates
        return [bullet for one in candidates if (bullet := self._bullet(one, reference.bullet))]

    def _section(
        self, reference: Reference, documents: tuple[Slug, ...]
    ) -> Sequence[Paragraph] | None:
        """A section by number is a look-up only when dotted ("2.1") or its document is named."""
        if not documents and "." not in reference.label:
            return None
        label = reference.label
        exact = self._ordered(self._numbered.get(label, []), documents)
        return exact or self._ordered(self._sections.get(label, []), documents)

    def _ordered(self, found: Sequence[Paragraph], documents: tuple[Slug, ...]) -> list[Paragraph]:
        """Those of the documents named, else all, those of the longest numbering first."""
        if documents:
            return [one for one in found if one.document in documents]
        return sorted(found, key=lambda one: (-self._sizes[one.document], one.position))

    def _bullet(self, paragraph: Paragraph, number: int) -> Paragraph | None:
        bullets = self._children.get(paragraph.paragraph_id, ())
        at = number if number < 0 else number - 1
        return bullets[at] if -len(bullets) <= at < len(bullets) else None


def _first_labels(pattern: re.Pattern[str], paragraph: Paragraph) -> list[str]:
    """The label that `pattern` finds first at the start of a heading above a paragraph."""
    parts = (*paragraph.section, paragraph.locator)
    return [found[1] for part in parts if (found := pattern.match(part)) is not None][:1]


def _innermost(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Bullets rather than the paragraphs that own them."""
    owners = {one.parent for one in paragraphs if one.parent is not None}
    return [one for one in paragraphs if one.paragraph_id not in owners]
