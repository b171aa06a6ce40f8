"""The search: a question in; kept and rejected paragraphs out, with every feature that decided.

An exact look-up by number goes first. Candidates come from the vector store and from the words;
every candidate gets the features of `index.features`, one fused score (`index.fusion`), and the
question one calibrated probability that the edition answers it (`index.answerability`).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from time import perf_counter

import numpy as np

from corpus.document import Paragraph
from index.answerability import answerable
from index.asked import Asked
from index.citing import Cited
from index.encoder import Encoder, Vectors
from index.errors import StoreFailed
from index.evidence import Evidence
from index.features import Column, Features
from index.fusion import UNADAPTED, WITH_PHRASINGS, WITHOUT_PHRASINGS, Fusion, shipped
from index.hit import Hit, SearchResult
from index.lookup import Lookup
from index.open_edition import OpenEdition
from index.prepared import Prepared
from index.question import Question
from index.quotes import Sentence, best_quote, opening
from index.reranker import READ, Reranker, reranked
from index.sentences import Span

log = logging.getLogger(__name__)
_VOCABULARIES = ("thesaurus", "acronyms", "typos")
_MODELS = ("dense", "adapter", "reranker")
PARTS = frozenset(
    (*_VOCABULARIES, *_MODELS, "phrasings", "lexical", "sentences", "lookup", "names")
)
SHOWN = 3  # citations an answer shows; who asks for more wants the ranking
REJECTED = 10
NEAREST = 300  # entries asked of the vector store
EXAMINED = 150  # paragraphs whose words are looked at one by one
_LEXICAL = "bm25_text_widened"
# What the names of the features of each part have in common.
_IN_NAME = {"lexical": "bm25", "phrasings": "phrasing", "sentences": "sentence"}


class Searcher:
    """Searches open editions. Safe to share between threads; what it works out for an edition is
    kept for the two editions used last, so that a reader who is moved over waits once.
    """

    def __init__(
        self, encoder: Encoder, fusion: Fusion | None = None, reranker: Reranker | None = None
    ) -> None:
        self._encoder = encoder
        self._fusion = fusion
        self._reranker = reranker
        self._prepared: list[Prepared] = []
        self._lock = Lock()

    def prepare(self, edition: OpenEdition) -> Prepared:
        """Work out what a search needs of `edition`, once. Takes about a second the first time."""
        with self._lock:
            for one in self._prepared:
                if one.edition is edition:
                    return one
            self._prepared = [Prepared(edition, self._encoder.pieces), *self._prepared[:1]]
            return self._prepared[0]

    def search(
        self,
        edition: OpenEdition,
        question: str,
        *,
        limit: int = SHOWN,
        without: frozenset[str] = frozenset(),
    ) -> SearchResult:
        """The best `limit` paragraphs for `question`. `without` names `PARTS` to leave out; a name
        that is none of them is a ValueError.
        """
        if unknown := without - PARTS:
            raise ValueError(f"no such part of the search: {', '.join(sorted(unknown))}")
        started = perf_counter()
        ready = self.prepare(edition)
        lookup = Lookup() if "lookup" in without else ready.numbers.find(question)
        ranking = self.rank(ready, question, without)
        order = ranking.order
        found = ranking.lookup_rows(lookup)
        exact = bool(found)
        pure = exact and not lookup.topic and limit <= SHOWN
        rows = found if pure else [*found, *(row for row in order if row not in set(found))]
        hits = ranking.hits(rows, found, limit + REJECTED, by_number=not lookup.topic)
        return SearchResult(
            kept=tuple(hits[:limit]),
            rejected=tuple(hits[limit:]),
            answerable=answerable(ranking.evidence(), lookup, found=exact),
            exact=exact,
            edition=edition.edition,
            elapsed_ms=(perf_counter() - started) * 1000,
        )

    def rank(self, ready: Prepared, text: str, without: frozenset[str] = frozenset()) -> Ranking:
        """Every feature of every paragraph for one question, and the paragraphs in order."""
        reader = ready.reader(without)
        question = reader.read(text)
        asked = Asked(question, None if "names" in without else reader.about(question))
        vectors = self._encoder.encode(asked.wordings)
        similarities = asked.similarities(ready, vectors, ready.edition.vectors)
        features = self._features(ready, asked, similarities, without)
        if ready.adapter and not without & {"adapter", "phrasings", "dense"}:
            adapted = ready.adapter.apply(vectors)
            moved = asked.similarities(ready, adapted, ready.adapted)
            features |= _less(ready.table.adapted(ready.without_entries(moved, without)), without)
        fusion = self._fusion or _fitting(ready, without)
        foremost = _foremost(fusion.combine(features))
        coverage = asked.of_rows(ready, lambda one: ready.table.coverage(one, foremost))
        features |= _less(coverage, without)
        total = fusion.combine(features)
        candidates = self._candidates(ready, vectors, features, without)
        total = np.where(candidates, total, total - np.float32(100.0))
        if self._reranker and "reranker" not in without:
            best = rows_by(total)[:READ]
            texts = [ready.edition.paragraphs[row].text for row in best]
            total = reranked(total, best, self._reranker.scores(text, texts))
        similarity = similarities.max(axis=0)
        return Ranking(ready, question, features, total, fusion, similarity, vectors[0])

    def _features(
        self, ready: Prepared, asked: Asked, similarities: Vectors, without: frozenset[str]
    ) -> Features:
        kept = ready.without_entries(similarities, without)
        features = ready.table.dense(kept)
        features |= asked.of_rows(ready, ready.table.lexical)
        features |= ready.table.asked_for(asked.question) | ready.table.standing
        return _less(features, without)

    def _candidates(
        self, ready: Prepared, vectors: Vectors, features: Features, without: frozenset[str]
    ) -> Column:
        """Which paragraphs are worth ranking: those the store finds, and those the words find."""
        wanted = np.zeros(len(ready.edition.paragraphs), dtype=bool)
        if _LEXICAL in features:
            wanted[_foremost(features[_LEXICAL])] = True
        if "dense" in without:
            return wanted
        try:
            for vector in vectors:
                for entry_id, _ in ready.edition.store.nearest(vector, NEAREST):
                    wanted[ready.row_of_entry[entry_id]] = True
        except StoreFailed as error:
            log.warning("edition %s: searched exactly: %s", ready.edition.edition, error)
            wanted[:] = True
        return wanted


@dataclass(frozen=True)
class Ranking:
    """One question's features and totals over all paragraphs, and the hits made from them.
    `similarity` is each entry's best cosine to a wording of the question, `vector` the question as
    asked.
    """

    ready: Prepared
    question: Question
    features: Features
    total: Column
    fusion: Fusion
    similarity: Column
    vector: Column

    @cached_property
    def order(self) -> list[int]:
        """Every row, the highest total first."""
        return rows_by(self.total)

    def evidence(self) -> Evidence:
        """What the ranking shows about whether the question is answered at all."""
        return Evidence(
            self.ready,
            self.question,
            self.features,
            self.total,
            self.similarity,
            self.order,
            self.vector,
        )

    def lookup_rows(self, lookup: Lookup) -> list[int]:
        """The rows a look-up found, the likeliest first where several bear the number."""
        rows = [self.ready.table.row[one.paragraph_id] for one in lookup.found]
        if lookup.topic and lookup.several:
            rows.sort(key=lambda row: -float(self.total[row]))
        return rows

    def hits(
        self, rows: Sequence[int], looked_up: Sequence[int], most: int, *, by_number: bool = False
    ) -> list[Hit]:
        """Citations for `rows` in order; those looked up are cited as they are, and quoted from
        their beginning when the question asks for nothing more than the number.
        """
        exact = list(dict.fromkeys(looked_up))[:most]
        cited = [Cited(row, row) for row in exact]
        others = (row for row in rows if row not in set(exact))
        if most > len(exact):
            cited += self.ready.citing.cite(others, most - len(exact), self._quote)
        hits = [self._hit(one, certain=one.row in set(exact)) for one in cited]
        if not by_number:
            return hits
        opened = [
            replace(hit, sentence=self._opening(row)) for hit, row in zip(hits, exact, strict=False)
        ]
        return [*opened, *hits[len(opened) :]]

    def _hit(self, cited: Cited, *, certain: bool) -> Hit:
        paragraphs = self.ready.edition.paragraphs
        paragraph = paragraphs[cited.row]
        return Hit(
            paragraph=paragraph,
            document=self.ready.edition.documents[paragraph.document],
            score=1.0 if certain else self.fusion.score(float(self.total[cited.found])),
            features={name: float(one[cited.found]) for name, one in self.features.items()},
            sentence=self._sentence(cited, paragraph),
            also_in=tuple(paragraphs[row] for row in cited.folded),
        )

    def _sentence(self, cited: Cited, paragraph: Paragraph) -> Span:
        """The answering span; for a bullet cited with its owner, within that bullet."""
        start, end = self._quote(cited.found)
        if cited.found == cited.row:
            return (start, end)
        found = self.ready.edition.paragraphs[cited.found]
        if found.parent_start is None:  # an owner found, one of its bullets cited
            return (0, len(paragraph.text))
        return (found.parent_start + start, found.parent_start + end)

    def _opening(self, row: int) -> Span:
        """The span with which a row's text begins."""
        text = self.ready.edition.paragraphs[row].text
        return opening(text, [span for span, _, _ in self.ready.sentences(row)])

    def _quote(self, row: int) -> Span:
        """The span of a row's text that answers the question."""
        text = self.ready.edition.paragraphs[row].text
        sentences = [
            Sentence(span, float(self.similarity[entry]), stems)
            for span, entry, stems in self.ready.sentences(row)
        ]
        return best_quote(text, sentences, self.question.units)


def _less(features: Features, without: frozenset[str]) -> Features:
    """The features less those of the parts left out."""
    dropped = [_IN_NAME[part] for part in without & _IN_NAME.keys()]
    return {name: one for name, one in features.items() if not any(p in name for p in dropped)}


def _fitting(ready: Prepared, without: frozenset[str]) -> Fusion:
    """The weights for what the search may use."""
    if "phrasings" in without or not ready.table.has_phrasings.any():
        return shipped(WITHOUT_PHRASINGS)
    adapted = ready.adapter is not None and not without & {"adapter", "dense"}
    return shipped(WITH_PHRASINGS if adapted else UNADAPTED)


def rows_by(scores: Column) -> list[int]:
    """Every row, the highest score first; of equals the earlier."""
    return [int(row) for row in np.argsort(-scores, kind="stable")]


def _foremost(scores: Column) -> list[int]:
    """The rows of the highest scores, best first."""
    return rows_by(scores)[:EXAMINED]
