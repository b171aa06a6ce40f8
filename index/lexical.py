"""Words to scores: BM25 over the fields of every paragraph of an edition (bm25s).

Fields are what is printed (text), what stands around it (section path, the words that lead into a
bullet, the recommendation a cell responds to), its title and locator, and its phrasings, each
phrasing a text of its own. Scores are divided by the best that the query's terms could reach in the
field, so that they lie between 0 and about 1 whatever the question's length.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.document import Paragraph, ParagraphId, ParagraphKind
from index.entries import EntryKind
from index.open_edition import OpenEdition
from index.terms import STOP_WORDS, stem, words

Scores = NDArray[np.float32]
_K1, _B = 1.2, 0.7


class Field:
    """One field of all texts, scored by BM25 with a weight for each term of the query. `stems` are
    those of each text.
    """

    def __init__(self, stems: Sequence[list[str]]) -> None:
        import bm25s  # noqa: PLC0415 - loads scipy, which few commands need

        self._size = len(stems)
        self._model = bm25s.BM25(k1=_K1, b=_B, method="lucene") if any(stems) else None
        if self._model is not None:
            self._model.index(stems, create_empty_token=False, show_progress=False)

    def scores(self, terms: Mapping[str, float]) -> Scores:
        """The BM25 score of each text, (texts,), as a share of the highest weight possible."""
        total = np.zeros(self._size, dtype=np.float32)
        most = 0.0
        for term, weight in terms.items():
            at = self._model.vocab_dict.get(term) if self._model is not None else None
            if self._model is None or at is None:
                continue
            scored = self._model.get_scores_from_ids([at])
            total += weight * scored
            most += weight * float(scored.max(initial=0.0))
        return total / np.float32(most) if most else total


def _meaning(spoken: Sequence[str]) -> list[str]:
    """The stems of the words that carry meaning."""
    return [stem(word) for word in spoken if word not in STOP_WORDS]


class LexicalIndex:
    """The words of one edition: fields, inverse document frequencies, vocabulary."""

    def __init__(self, edition: OpenEdition) -> None:
        paragraphs = edition.paragraphs
        spoken = [words(one.text) for one in paragraphs]
        own = [_meaning(each) for each in spoken]
        around = [_meaning(words(_context(one, edition))) for one in paragraphs]
        titles = [f"{edition.documents[one.document].title} {one.locator}" for one in paragraphs]
        self.text, self.context = Field(own), Field(around)
        self.title = Field([_meaning(words(title)) for title in titles])
        self._size = len(paragraphs)
        self.word_counts = Counter(word for each in spoken for word in each)
        self.stems = [frozenset(each) for each in own]
        self.all_stems = [
            held | frozenset(each) for held, each in zip(self.stems, around, strict=True)
        ]
        self._frequency = Counter(term for held in self.stems for term in held)
        self.pairs = [frozenset(pairwise(each)) for each in own]
        self._index_phrasings(edition)

    def _index_phrasings(self, edition: OpenEdition) -> None:
        """Each phrasing is a text of its own; the best of a paragraph's counts."""
        position = {one.paragraph_id: at for at, one in enumerate(edition.paragraphs)}
        asked = [one for one in edition.entries if one.kind is EntryKind.PHRASING]
        owners = [position[one.paragraph_id] for one in asked]
        stems = [_meaning(words(one.text)) for one in asked]
        self._phrasing_owner = np.array(owners, dtype=np.intp)
        self._phrasing = Field(stems)
        self.phrasing_stems: dict[int, list[frozenset[str]]] = defaultdict(list)
        for owner, each in zip(owners, stems, strict=True):
            self.phrasing_stems[owner].append(frozenset(each))

    def phrasings(self, terms: Mapping[str, float]) -> Scores:
        """The best BM25 score among each paragraph's phrasings; 0 where it has none."""
        best = np.zeros(self._size, dtype=np.float32)
        if len(self._phrasing_owner):
            np.maximum.at(best, self._phrasing_owner, self._phrasing.scores(terms))
        return best

    def knows(self, term: str) -> bool:
        """Whether a stem occurs in any paragraph."""
        return term in self._frequency

    def idf(self, term: str) -> float:
        """Inverse document frequency; a stem that no paragraph holds has the highest."""
        seen = self._frequency.get(term, 0)
        return math.log(1 + (self._size - seen + 0.5) / (seen + 0.5))


def _context(paragraph: Paragraph, edition: OpenEdition) -> str:
    """What stands around a paragraph and says what it is about."""
    parts = [*paragraph.section, paragraph.speaker or ""]
    if paragraph.parent is not None:
        owner = edition.by_id[paragraph.parent]
        parts.append(owner.text[: _lead_in_end(owner.paragraph_id, edition)])
    if paragraph.kind in (ParagraphKind.GOVERNMENT_RESPONSE, ParagraphKind.PROGRESS_UPDATE):
        parts += [one.text for one in edition.paragraphs if _answers(one, paragraph)]
    return " ".join(parts)


def _lead_in_end(owner: ParagraphId, edition: OpenEdition) -> int:
    """Where the first bullet of a paragraph starts."""
    return min(bullet.parent_start or 0 for bullet in edition.children[owner])


def _answers(recommendation: Paragraph, cell: Paragraph) -> bool:
    """Whether a table cell belongs to the same row as `recommendation`."""
    return (
        recommendation.kind is ParagraphKind.RECOMMENDATION
        and recommendation.document == cell.document
        and _row(recommendation) == _row(cell)
    )


def _row(cell: Paragraph) -> str:
    """What the cells of one row share: the locator up to the column."""
    return cell.locator.rpartition(",")[0] or cell.locator
