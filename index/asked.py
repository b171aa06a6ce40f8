"""A question as it is asked of each document: of those it names, without their names.

"Do the managers in Dudley visit teams?" is answered by a paragraph of Dudley's report that need not
say "Dudley", while every paragraph that does would be near it. That the document is named counts as
a feature of its own (`index.features`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.features import Features
from index.prepared import Prepared
from index.question import Question


@dataclass(frozen=True)
class Asked:
    """The whole question, and what it asks `about` in the documents it names, where it does."""

    question: Question
    about: Question | None

    @property
    def wordings(self) -> tuple[str, ...]:
        """What to encode: the question as asked, its other wordings, then those of `about`."""
        return self.question.wordings + (self.about.wordings if self.about else ())

    def similarities(self, ready: Prepared, vectors: Vectors, entries: Vectors) -> Vectors:
        """(2, entries): each entry's cosine to the first wording, and its best to any. `vectors`
        are those of `wordings`, `entries` those of the entries, both unit rows.
        """
        own = len(self.question.wordings)
        cosines = vectors @ entries.T
        found = _first_and_best(cosines[:own])
        if self.about is None:
            return found
        named = self._named(ready)[ready.entry_rows]
        return np.where(named, _first_and_best(cosines[own:]), found)

    def of_rows(self, ready: Prepared, work_out: Callable[[Question], Features]) -> Features:
        """Features of every row, each from the question as it is asked of the row's document."""
        features = work_out(self.question)
        if self.about is None:
            return features
        named, others = self._named(ready), work_out(self.about)
        return {name: np.where(named, others[name], one) for name, one in features.items()}

    def _named(self, ready: Prepared) -> NDArray[np.bool_]:
        """(paragraphs,): which are in a document that the question names."""
        named = self.question.documents
        return np.array([one.document in named for one in ready.edition.paragraphs])


def _first_and_best(cosines: Vectors) -> Vectors:
    return np.stack([cosines[0], cosines.max(axis=0)])
