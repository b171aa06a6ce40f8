"""The whole answer: what one search finds, with what must be shown beside it.

A question of several parts is searched part by part and its first paragraphs are the best of each.
A question about change over time gets passages of different dates beside one another. Every
quotation gets its duties and the sentences that limit it. A plain question costs one search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from corpus.document import Paragraph, ParagraphId
from index.columns import COLUMNS
from index.duty import duties
from index.exception import limits
from index.hit import Hit, SearchResult, Shape
from index.open_edition import OpenEdition
from index.over_time import Month, RowOf, Times, dated, side_by_side, times, topic
from index.part_answers import DEPTH, joined
from index.parts import parts, searched
from index.quotes import opening
from index.search import SHOWN, Searcher
from index.sentences import Span, sentence_spans

POOL = 30  # hits among which passages of other dates are looked for


class WholeAnswers:
    """Searches as `Searcher` does, and completes what it finds. Safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def search(
        self,
        edition: OpenEdition,
        question: str,
        *,
        limit: int = SHOWN,
        without: frozenset[str] = frozenset(),
    ) -> SearchResult:
        """The best `limit` paragraphs for `question`; see `Searcher.search`."""
        started = perf_counter()
        asked, pieces = times(question), parts(question)
        if asked is not None:
            result = self._over_time(edition, question, asked, limit, without)
        elif pieces:
            result = self._in_parts(edition, question, pieces, limit, without)
        else:
            result = self._searcher.search(edition, question, limit=limit, without=without)
        kept = tuple(_completed(edition, hit) for hit in result.kept)
        elapsed = (perf_counter() - started) * 1000
        return replace(result, kept=kept, elapsed_ms=elapsed)

    def _over_time(
        self,
        edition: OpenEdition,
        question: str,
        asked: Times,
        limit: int,
        without: frozenset[str],
    ) -> SearchResult:
        """Passages of different dates first, newest first; else what the plain search finds."""
        depth = max(limit, POOL)
        result = self._searcher.search(edition, question, limit=depth, without=without)
        about = topic(question)
        found, chance = result.kept, result.answerable
        if about != question and not result.exact:
            again = self._searcher.search(edition, about, limit=depth, without=without)
            found, chance = _both(again.kept, found), max(chance, again.answerable)
        found = tuple(replace(hit, dated=dated(hit.paragraph, hit.document)) for hit in found)
        first = side_by_side(asked, found, _row_of(edition, found), _newest(edition))
        if result.exact:
            first = tuple(_from_the_beginning(edition, hit) for hit in first)
        if len(first) > limit or not first:
            return result.led_by((), limit)
        return replace(
            result.led_by(first, limit),
            answerable=chance,
            shape=Shape.OVER_TIME,
            together=len(first),
        )

    def _in_parts(
        self,
        edition: OpenEdition,
        question: str,
        pieces: tuple[str, ...],
        limit: int,
        without: frozenset[str],
    ) -> SearchResult:
        """The best paragraph of each part first, then what the whole question finds."""
        whole = self._searcher.search(edition, question, limit=limit, without=without)
        if whole.exact or limit < len(pieces):
            return whole
        each = [
            self._searcher.search(edition, one, limit=DEPTH, without=without)
            for one in searched(pieces)
        ]
        return joined(whole, pieces, each, limit)


def _both(one: Sequence[Hit], other: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of two searches for one thing, the highest mean score first, quoted as by `one`."""
    scores: dict[ParagraphId, float] = {}
    hits: dict[ParagraphId, Hit] = {}
    for hit in (*one, *other):
        name = hit.paragraph.paragraph_id
        scores[name] = scores.get(name, 0.0) + hit.score / 2
        hits.setdefault(name, hit)
    found = [replace(hit, score=scores[name]) for name, hit in hits.items()]
    return tuple(sorted(found, key=lambda hit: -hit.score))


def _row_of(edition: OpenEdition, found: Sequence[Hit]) -> RowOf:
    """Gives the other columns of a hit's row: as they were found, else from their beginning."""

    def row_of(hit: Hit) -> list[Hit]:
        if hit.paragraph.kind not in COLUMNS:
            return []
        cells = [
            one
            for one in edition.paragraphs
            if one.section == hit.paragraph.section
            and one.document == hit.paragraph.document
            and one.parent is None
            and one.kind in COLUMNS
            and one.kind is not hit.paragraph.kind
        ]
        return [_cell(edition, one, found, hit) for one in cells]

    return row_of


def _cell(edition: OpenEdition, cell: Paragraph, found: Sequence[Hit], beside: Hit) -> Hit:
    """A column of a row as a hit: it or a bullet of it as it was found, else its beginning."""
    for hit in found:
        if cell.paragraph_id in (hit.paragraph.paragraph_id, hit.paragraph.parent):
            return hit
    when = dated(cell, beside.document)
    hit = replace(beside, paragraph=cell, dated=when, features={}, also_in=())
    return _from_the_beginning(edition, hit)


def _from_the_beginning(edition: OpenEdition, hit: Hit) -> Hit:
    """The hit quoted from the beginning of its paragraph."""
    span = opening(hit.paragraph.text, _sentences(edition, hit.paragraph))
    return replace(hit, sentence=span)


def _newest(edition: OpenEdition) -> Month | None:
    """The month of the newest document."""
    days = [one.published for one in edition.documents.values() if one.published is not None]
    return (max(days).year, max(days).month) if days else None


def _completed(edition: OpenEdition, hit: Hit) -> Hit:
    """The hit with its date, the duties of its quotation and what limits it."""
    paragraph, document = hit.paragraph, hit.document

    def sentences_of(one: Paragraph) -> Sequence[Span]:
        return _sentences(edition, one)

    found = duties(paragraph, document, sentences_of(paragraph), hit.sentence)
    return replace(
        hit,
        dated=dated(paragraph, document),
        duties=found,
        limits=limits(edition, paragraph, hit.sentence, sentences_of, rule=bool(found)),
    )


def _sentences(edition: OpenEdition, paragraph: Paragraph) -> Sequence[Span]:
    """The sentences of a paragraph, one of them starting at each of its bullets."""
    bullets = edition.children.get(paragraph.paragraph_id, ())
    return sentence_spans(paragraph.text, [one.parent_start or 0 for one in bullets])
