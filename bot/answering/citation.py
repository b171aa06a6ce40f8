"""From a hit to a citation, checked against the published paragraph every time."""

from __future__ import annotations

from bot.answering.answer import Citation, Duty, ReadWith
from bot.errors import QuoteMismatch
from corpus.document import Paragraph
from index import duty as laid
from index.exception import Limit
from index.hit import Hit


def reader_url(paragraph: Paragraph) -> str:
    """Path of the paragraph's place in the reader: `/read/one-year-on-2010#para-27`."""
    return f"/read/{paragraph.document}#{paragraph.anchor}"


def cite(hit: Hit, rank: int) -> Citation:
    """One citation of a hit; the quotation is checked before anybody sees it.

    Raises:
        QuoteMismatch: the quotation is empty, cuts a word, or the document is another one.
    """
    paragraph, document = hit.paragraph, hit.document
    if paragraph.document != document.slug:
        raise QuoteMismatch(paragraph.paragraph_id, "document")
    return Citation(
        rank=rank,
        document=document.slug,
        title=document.title,
        author=document.author,
        published=document.published.isoformat() if document.published else None,
        standing=document.standing,
        status=document.status,
        paragraph_id=paragraph.paragraph_id,
        locator=paragraph.locator,
        section=paragraph.section,
        text=paragraph.text,
        quote=_quote(paragraph, hit.sentence),
        url=reader_url(paragraph),
        score=round(hit.score, 4),
        also_in=tuple((p.document, p.locator, reader_url(p)) for p in hit.also_in),
        dated=_dated(hit),
        part=hit.part,
        duties=tuple(_duty(paragraph, one) for one in hit.duties),
        read_with=tuple(_read_with(one) for one in hit.limits),
    )


def _dated(hit: Hit) -> str | None:
    """When the passage is from: the day its document was published, or the month of its column."""
    if hit.dated is None or hit.dated == hit.document.published:
        return None if hit.dated is None else hit.dated.isoformat()
    return f"{hit.dated:%Y-%m}"


def _duty(paragraph: Paragraph, duty: laid.Duty) -> Duty:
    return Duty(
        sentence=_quote(paragraph, duty.sentence),
        strength=duty.strength.value,
        on="" if duty.on is None else _quote(paragraph, duty.on),
        standing=duty.standing.value,
    )


def _read_with(limit: Limit) -> ReadWith:
    return ReadWith(
        relation=limit.relation.value,
        paragraph_id=limit.paragraph.paragraph_id,
        locator=limit.paragraph.locator,
        url=reader_url(limit.paragraph),
        text=_quote(limit.paragraph, limit.span),
    )


def _quote(paragraph: Paragraph, span: tuple[int, int]) -> str:
    """The words of `span`, whole words only: a quotation never starts or ends inside a word."""
    start, end = span
    quote = paragraph.text[start:end].strip()
    if not 0 <= start < end <= len(paragraph.text) or not quote:
        raise QuoteMismatch(paragraph.paragraph_id, "quote")
    cuts_start = start > 0 and paragraph.text[start - 1 : start + 1].isalnum()
    cuts_end = end < len(paragraph.text) and paragraph.text[end - 1 : end + 1].isalnum()
    if cuts_start or cuts_end:
        raise QuoteMismatch(paragraph.paragraph_id, "quote")
    return quote
