"""What a search needs of an edition, worked out once when the edition is first searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from index import near_misses
from index.acronyms import acronym_thesaurus
from index.adapter import fitting
from index.citing import Citing
from index.document_names import DocumentNames
from index.encoder import Vectors
from index.entries import EntryKind
from index.facets import bits, facets
from index.features import FeatureTable
from index.lexical import LexicalIndex
from index.lookup import Numbers
from index.open_edition import OpenEdition
from index.outside import Outside
from index.question import Reader, wanted_kinds
from index.sentences import Span
from index.terms import salient_stems
from index.thesaurus import Thesaurus, safeguarding_thesaurus
from index.typos import Spelling


class Prepared:
    """One edition with its words, numbers, families and feature table at hand."""

    def __init__(self, edition: OpenEdition, pieces: Callable[[str], int]) -> None:
        """`pieces` counts the word pieces of a word: the encoder's own vocabulary of whole words
        tells common English from slips of the keyboard.
        """
        self.edition = edition
        self.lexicon = LexicalIndex(edition)
        self.table = FeatureTable(edition, self.lexicon)
        self.numbers = Numbers(edition)
        self.citing = Citing(edition)
        # What is learned from phrasings counts only beside phrasings.
        phrased = bool(self.table.has_phrasings.any())
        self.adapter = fitting(edition.manifest.model) if phrased else None
        self.near_misses = near_misses.fitting(edition.manifest.model) if phrased else None
        self.adapted = self.adapter.apply(edition.vectors) if self.adapter else edition.vectors
        # The row of the paragraph that each entry is a view of, (entries,), and by the entry's id.
        self.entry_rows = np.array(
            [self.table.row[one.paragraph_id] for one in edition.entries], np.intp
        )
        self.row_of_entry = {
            one.entry_id: int(row)
            for one, row in zip(edition.entries, self.entry_rows, strict=True)
        }
        self._entries: dict[int, list[int]] = defaultdict(list)
        for at, one in enumerate(edition.entries):
            if one.kind is EntryKind.SENTENCE:
                self._entries[self.table.row[one.paragraph_id]].append(at)
        self.phrasing_entries = np.flatnonzero(
            [one.kind is EntryKind.PHRASING for one in edition.entries]
        )
        # The kinds of answer that each phrasing asks for.
        self.phrasings_want = [
            wanted_kinds(edition.entries[at].text) for at in self.phrasing_entries
        ]
        # The facets of each, as bits, and the phrasings of each row.
        self.phrasings_ask: NDArray[np.uint32] = np.array(
            [bits(facets(edition.entries[at].text)) for at in self.phrasing_entries], np.uint32
        )
        self.phrasings_of: dict[int, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.phrasing_entries):
            self.phrasings_of[self.table.row[edition.entries[entry].paragraph_id]].append(number)
        self._sentences: dict[int, list[tuple[Span, int, frozenset[str]]]] = {}
        # Words seen in small letters: two capitals in a row that are not among them are a name.
        self.everyday = frozenset(
            word for one in edition.paragraphs for word in one.text.split() if word.islower()
        )
        self.outside = Outside(
            (one.text for one in edition.paragraphs), lambda word: pieces(word) == 1
        )
        self._names = DocumentNames(edition.documents)
        self._acronyms = acronym_thesaurus(edition.paragraphs)
        self._spelling = Spelling(self.lexicon.word_counts, lambda word: pieces(word) == 1)
        self._readers: dict[frozenset[str], Reader] = {}

    def sentences(self, row: int) -> list[tuple[Span, int, frozenset[str]]]:
        """The sentences of a paragraph: span, number of its entry, stems; worked out once."""
        if row not in self._sentences:
            entries = [(at, self.edition.entries[at]) for at in self._entries[row]]
            self._sentences[row] = [
                ((one.start, one.end), at, frozenset(salient_stems(one.text)))
                for at, one in entries
            ]
        return self._sentences[row]

    def reader(self, without: frozenset[str]) -> Reader:
        """A reader of questions with the vocabularies that are not left out."""
        key = without & {"thesaurus", "acronyms", "typos"}
        if key not in self._readers:
            vocabularies: list[Thesaurus] = []
            if "acronyms" not in key:
                vocabularies.append(self._acronyms)
            if "thesaurus" not in key:
                vocabularies.append(safeguarding_thesaurus())
            spelling = None if "typos" in key else self._spelling
            self._readers[key] = Reader(self.lexicon, self._names, tuple(vocabularies), spelling)
        return self._readers[key]

    def without_entries(self, similarities: Vectors, without: frozenset[str]) -> Vectors:
        """Cosines with the entries of the parts left out set to nothing."""
        if "dense" in without:
            return np.zeros_like(similarities)
        parts = {"sentences": EntryKind.SENTENCE, "phrasings": EntryKind.PHRASING}
        for part in without & parts.keys():
            left_out = [one.kind is parts[part] for one in self.edition.entries]
            similarities = np.where(np.array(left_out), np.float32(0.0), similarities)
        return similarities
