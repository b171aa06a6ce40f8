"""What a search returns: kept and rejected paragraphs, with every feature that decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Document, Paragraph
from index.edition import EditionId


@dataclass(frozen=True)
class Hit:
    """One paragraph found. `score` is 0 to 1; `features` are the named numbers it came from.
    `sentence` is the (start, end) of the best answering sentence in `paragraph.text`.
    `also_in` are near-duplicate paragraphs folded into this one.
    """

    paragraph: Paragraph
    document: Document
    score: float
    features: Mapping[str, float]
    sentence: tuple[int, int]
    also_in: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """`kept` are answers, best first; `rejected` the next nearest, kept so that every answer can be
    explained from its row. `answerable` is the calibrated probability, 0 to 1, that the edition
    answers the question. `exact` is true for a look-up by number ("rec 17").
    """

    kept: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    answerable: float
    exact: bool
    edition: EditionId
    elapsed_ms: float
