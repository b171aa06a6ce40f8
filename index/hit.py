"""What a search returns: kept and rejected paragraphs, with every feature that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from corpus.document import Document, Paragraph
from index.duty import Duty
from index.edition import EditionId
from index.exception import Limit


class Shape(StrEnum):
    """What the first paragraphs of a result are to one another."""

    ONE = "one"
    PARTS = "parts"
    OVER_TIME = "over time"


@dataclass(frozen=True)
class Hit:
    """One paragraph found. `score` is 0 to 1; `features` are the named numbers it came from.
    `sentence` is the (start, end) of the best answering sentence in `paragraph.text`.
    `also_in` are near-duplicate paragraphs folded into this one. `dated` is when the passage was
    published. `duties` and `limits` are what the sentence lays down and what limits it. `part` is
    the part of a question of several parts that the paragraph answers.
    """

    paragraph: Paragraph
    document: Document
    score: float
    features: Mapping[str, float]
    sentence: tuple[int, int]
    also_in: tuple[Paragraph, ...] = ()
    dated: date | None = None
    duties: tuple[Duty, ...] = ()
    limits: tuple[Limit, ...] = ()
    part: str = ""


@dataclass(frozen=True)
class SearchResult:
    """`kept` are answers, best first; `rejected` the next nearest, kept so that every answer can be
    explained from its row. `answerable` is the calibrated probability, 0 to 1, that the edition
    answers the question. `exact` is true for a look-up by number ("rec 17").

    The first `together` of `kept` make up the answer, related as `shape` says: the best paragraph
    of each part of the question, or passages of different dates, newest first. `unanswered` are the
    parts of the question that no paragraph seems to answer.
    """

    kept: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    answerable: float
    exact: bool
    edition: EditionId
    elapsed_ms: float
    shape: Shape = Shape.ONE
    together: int = 1
    unanswered: tuple[str, ...] = ()

    def led_by(self, first: Sequence[Hit], limit: int) -> SearchResult:
        """The same result with `first` before what it kept, less what repeats them or their
        families, and cut at `limit`; what is cut off is rejected.
        """
        taken = {hit.paragraph.paragraph_id for hit in first}
        owners = {hit.paragraph.parent for hit in first}
        rest = [
            hit
            for hit in self.kept
            if hit.paragraph.paragraph_id not in taken | owners
            and hit.paragraph.parent not in taken
        ]
        kept = (*first, *rest)
        rejected = (*kept[limit:], *self.rejected)[: max(len(self.rejected), 1)]
        return replace(self, kept=kept[:limit], rejected=rejected)
