"""The named numbers that rank a paragraph for a question; all lie between about 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import ParagraphId, ParagraphKind
from index.answer_kinds import kinds_held
from index.columns import COLUMNS
from index.encoder import Vectors
from index.entries import EntryKind
from index.holding import Holdings
from index.lexical import LexicalIndex
from index.open_edition import OpenEdition
from index.question import Question
from index.terms import words

NEARNESS = 0.07  # cosine: how much nearer an entry must be to count e times as much
Column = NDArray[np.float32]
Features = dict[str, Column]


class FeatureTable:
    """Works out features for every paragraph of one edition at once, as (paragraphs,) columns."""

    def __init__(self, edition: OpenEdition, lexicon: LexicalIndex) -> None:
        self._edition = edition
        self._lexicon = lexicon
        self.row: dict[ParagraphId, int] = {
            one.paragraph_id: at for at, one in enumerate(edition.paragraphs)
        }
        self._owner = np.array([self.row[one.paragraph_id] for one in edition.entries], np.intp)
        self._of_kind = {
            kind: np.flatnonzero([one.kind is kind for one in edition.entries])
            for kind in EntryKind
        }
        self._parent = np.array(
            [self.row[one.parent or one.paragraph_id] for one in edition.paragraphs], np.intp
        )
        has = np.zeros(len(edition.paragraphs), dtype=bool)
        has[self._owner[self._of_kind[EntryKind.PHRASING]]] = True
        self.has_phrasings = has

    @cached_property
    def _held(self) -> list[frozenset[str]]:
        everyday = frozenset(
            word for one in self._edition.paragraphs for word in one.text.split() if word.islower()
        )
        return [
            frozenset(str(kind) for kind in kinds_held(one.text, everyday))
            for one in self._edition.paragraphs
        ]

    def dense(self, similarities: Vectors) -> Features:
        """Best cosine among each paragraph's entries of each kind, its owner's and its family's,
        and its rank. `similarities` is (2, entries): to the question as asked, and the best to any
        wording of it.
        """
        found = self._likeness(similarities)
        found["owner_context"] = found["context"][self._parent]
        found["phrasing_family"] = self._of_family(found["phrasing"])
        for name in ("context", "sentence", "phrasing"):
            found[f"{name}_rank"] = _reciprocal_ranks(found[name])
        return found

    def adapted(self, similarities: Vectors) -> Features:
        """The likeness of each paragraph's entries once the adapter has moved question and entries:
        by kind, and of all its entries together, the near ones counting most.
        """
        found = {f"adapted_{name}": one for name, one in self._likeness(similarities).items()}
        near = np.exp((similarities.max(axis=0) - 1.0) / NEARNESS)
        together = self._zeros()
        np.add.at(together, self._owner, near.astype(np.float32))
        found["adapted_all"] = NEARNESS * np.log(together + np.float32(1e-12))
        return found

    def _likeness(self, similarities: Vectors) -> Features:
        """Best cosine among each paragraph's entries of each kind."""
        asked, best = similarities[0], similarities.max(axis=0)
        found = {str(kind): self._best(best, kind) for kind in EntryKind}
        found |= {f"{kind}_asked": self._best(asked, kind) for kind in EntryKind}
        found["phrasing_two"] = self._best_two(best)
        instead = np.maximum(found["context"], found["sentence"])
        for name in ("phrasing", "phrasing_asked", "phrasing_two"):
            found[name] = np.where(self.has_phrasings, found[name], instead)
        return found

    def _best(self, similarities: Column, kind: EntryKind) -> Column:
        rows = self._of_kind[kind]
        best = np.zeros(len(self._edition.paragraphs), dtype=np.float32)
        np.maximum.at(best, self._owner[rows], similarities[rows])
        return best

    def _best_two(self, similarities: Column) -> Column:
        """The mean of each paragraph's two best phrasings; a chance likeness is seldom double."""
        rows = self._of_kind[EntryKind.PHRASING]
        first = self._best(similarities, EntryKind.PHRASING)
        owners, values = self._owner[rows], similarities[rows]
        lower = np.where(values < first[owners], values, np.float32(0.0))
        second = np.zeros(len(first), dtype=np.float32)
        np.maximum.at(second, owners, lower)
        return (first + second) / np.float32(2.0)

    def _of_family(self, column: Column) -> Column:
        """The highest value among a paragraph, its owner and the owner's other bullets."""
        highest = np.zeros_like(column)
        np.maximum.at(highest, self._parent, column)
        return highest[self._parent]

    def lexical(self, question: Question) -> Features:
        """BM25 by field, for the stems as asked and for those the vocabularies add."""
        lexicon = self._lexicon
        both = {**question.widened, **question.asked}
        found = {
            "bm25_text": lexicon.text.scores(question.asked),
            "bm25_text_widened": lexicon.text.scores(both),
            "bm25_context": lexicon.context.scores(both),
            "bm25_title": lexicon.title.scores(question.asked),
            "bm25_phrasing": lexicon.phrasings(question.asked),
            "bm25_phrasing_widened": lexicon.phrasings(both),
        }
        found["bm25_text_rank"] = _reciprocal_ranks(found["bm25_text_widened"])
        found["bm25_owner"] = found["bm25_text_widened"][self._parent]
        return found

    def coverage(self, question: Question, rows: Sequence[int]) -> Features:
        """The share of the question's notions, weighted by rarity, that each of `rows` holds."""
        examined = self._zeros()
        examined[rows] = 1.0
        phrased = self._zeros()
        owners, asked = self._phrased
        np.maximum.at(phrased, owners, asked.covered(question.units))
        return {
            "coverage": examined * self._texts.covered(question.units),
            "coverage_around": examined * self._contexts.covered(question.units),
            "coverage_phrasing": examined * phrased,
            "pairs": self._pairs(question, rows),
        }

    @cached_property
    def _texts(self) -> Holdings:
        return Holdings(self._lexicon.stems)

    @cached_property
    def _contexts(self) -> Holdings:
        return Holdings(self._lexicon.all_stems)

    @cached_property
    def _phrased(self) -> tuple[NDArray[np.intp], Holdings]:
        """The row that each phrasing belongs to, and the phrasings."""
        of_row = self._lexicon.phrasing_stems.items()
        owners = [row for row, stems in of_row for _ in stems]
        return np.array(owners, np.intp), Holdings([one for _, stems in of_row for one in stems])

    def _pairs(self, question: Question, rows: Sequence[int]) -> Column:
        """The share of the question's pairs of neighbouring words that each of `rows` holds."""
        shares = self._zeros()
        if question.pairs:
            for row in rows:
                shared = len(question.pairs & self._lexicon.pairs[row])
                shares[row] = shared / len(question.pairs)
        return shares

    def asked_for(self, question: Question) -> Features:
        """What the question asks for beside its words: a column, a document, a kind of answer."""
        paragraphs = self._edition.paragraphs
        wanted = frozenset(str(kind) for kind in question.wanted)
        is_cell = [one.kind in COLUMNS for one in paragraphs]
        found = {
            "column_right": [one.kind is question.column for one in paragraphs],
            "column_wrong": [
                question.column is not None and cell and one.kind is not question.column
                for one, cell in zip(paragraphs, is_cell, strict=True)
            ],
            "document_named": [one.document in question.documents for one in paragraphs],
            "answer_kind": [bool(wanted) and wanted <= held for held in self._held],
            "answer_kind_missing": [bool(wanted - held) for held in self._held],
        }
        return {name: np.array(values, dtype=np.float32) for name, values in found.items()}

    @cached_property
    def standing(self) -> Features:
        """What a paragraph is, whatever is asked."""
        paragraphs = self._edition.paragraphs
        found: dict[str, NDArray[Any]] = {
            "is_bullet": np.array([one.parent is not None for one in paragraphs]),
            "is_recommendation": self._is(ParagraphKind.RECOMMENDATION),
            "is_response": self._is(ParagraphKind.GOVERNMENT_RESPONSE),
            "is_progress": self._is(ParagraphKind.PROGRESS_UPDATE),
        }
        lengths = np.array([len(words(one.text)) for one in paragraphs], dtype=np.float32)
        found["length"] = np.log1p(lengths) / np.log(500.0)
        found["short"] = lengths < 15
        return {name: column.astype(np.float32) for name, column in found.items()}

    def _is(self, kind: ParagraphKind) -> NDArray[np.bool_]:
        return np.array([one.kind is kind for one in self._edition.paragraphs])

    def _zeros(self) -> Column:
        return np.zeros(len(self._edition.paragraphs), dtype=np.float32)


def _reciprocal_ranks(scores: Column) -> Column:
    """10 / (10 + rank), rank from 0; texts that score nothing get 0."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[order] = np.arange(len(scores), dtype=np.float32)
    return np.where(scores > 0, 10.0 / (10.0 + ranks), 0.0).astype(np.float32)
