"""What gets a vector: each paragraph in its context, each of its sentences, each phrasing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.document import Document, Paragraph, ParagraphId, Slug
from corpus.phrasings import Phrasing
from index.encoder import Encoder

Span = tuple[int, int]

LEAD_IN_CHARACTERS = 240
MODEL_MARKS = 2  # the model's own start and end marks


class SentenceSplitter(Protocol):
    """Text to sentences, as `index.sentences.sentence_spans` does it."""

    def __call__(self, text: str, breaks: Iterable[int] = ()) -> Sequence[Span]:
        """The (start, end) of each sentence; one starts at each of `breaks` whatever the text."""
        ...


class EntryKind(StrEnum):
    """Which view of a paragraph an entry is."""

    CONTEXT = "context"
    SENTENCE = "sentence"
    PHRASING = "phrasing"


@dataclass(frozen=True)
class Entry:
    """One text that has a vector. `start` and `end` are the characters of the paragraph's text it
    stands for: a window, a sentence, or (phrasing) the whole.
    """

    entry_id: str
    paragraph_id: ParagraphId
    kind: EntryKind
    text: str
    start: int
    end: int


def entries_of(
    documents: Iterable[Document],
    paragraphs: Sequence[Paragraph],
    split: SentenceSplitter,
    phrasings: Iterable[Phrasing],
    encoder: Encoder,
) -> tuple[Entry, ...]:
    """Every entry of `paragraphs`, in their order; phrasings of other paragraphs are left out.

    A paragraph that does not fit the encoder's window with its heading gets several context
    entries, cut at sentences. Ids are stable: `<paragraph id>#context-0`, `#sentence-2`.
    """
    titles = {document.slug: document.title for document in documents}
    bullets = _bullet_starts(paragraphs)
    lead_ins = _lead_ins(paragraphs, bullets)
    asked: dict[ParagraphId, list[str]] = {}
    for phrasing in phrasings:
        asked.setdefault(phrasing.paragraph_id, []).append(phrasing.text)
    found: list[Entry] = []
    for paragraph in paragraphs:
        sentences = split(paragraph.text, bullets.get(paragraph.paragraph_id, []))
        heading = _heading(paragraph, titles, lead_ins)
        heading = _shortened(heading, encoder.window // 2, encoder.pieces)
        found += _contexts(paragraph, heading, sentences, encoder)
        found += _numbered(
            paragraph,
            EntryKind.SENTENCE,
            [(paragraph.text[start:end], start, end) for start, end in sentences],
        )
        whole = len(paragraph.text)
        found += _numbered(
            paragraph,
            EntryKind.PHRASING,
            [(text, 0, whole) for text in asked.get(paragraph.paragraph_id, [])],
        )
    return tuple(found)


def repeated_ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Entry ids that more than one entry has; an edition with any is refused."""
    counts = Counter(entry.entry_id for entry in entries)
    return tuple(entry_id for entry_id, count in counts.items() if count > 1)


def _numbered(
    paragraph: Paragraph, kind: EntryKind, texts: Iterable[tuple[str, int, int]]
) -> Iterator[Entry]:
    owner = paragraph.paragraph_id
    for number, (text, start, end) in enumerate(texts):
        yield Entry(f"{owner}#{kind}-{number}", owner, kind, text, start, end)


def _heading(
    paragraph: Paragraph, titles: Mapping[Slug, str], lead_ins: Mapping[ParagraphId, str]
) -> str:
    parts = [titles[paragraph.document], *paragraph.section]
    if paragraph.parent is not None and lead_ins.get(paragraph.parent):
        parts.append(lead_ins[paragraph.parent])
    return ". ".join(part.rstrip(". ") for part in parts) + ". "


def _shortened(heading: str, room: int, pieces: Callable[[str], int]) -> str:
    """The end of a heading that would leave too little of the window to the text itself."""
    while pieces(heading) > room and " " in heading.rstrip():
        heading = heading.split(" ", 1)[1]
    return heading


def _bullet_starts(paragraphs: Iterable[Paragraph]) -> dict[ParagraphId, list[int]]:
    """Where the bullets of each paragraph that owns any start in its text."""
    starts: dict[ParagraphId, list[int]] = {}
    for paragraph in paragraphs:
        if paragraph.parent is not None and paragraph.parent_start is not None:
            starts.setdefault(paragraph.parent, []).append(paragraph.parent_start)
    return starts


def _lead_ins(
    paragraphs: Iterable[Paragraph], bullets: Mapping[ParagraphId, list[int]]
) -> dict[ParagraphId, str]:
    """The words before the first bullet of each paragraph that owns bullets: they say what the
    bullets are bullets of. The end is kept when they are long, as it introduces the list.
    """
    lead_ins: dict[ParagraphId, str] = {}
    for paragraph in paragraphs:
        if starts := bullets.get(paragraph.paragraph_id):
            lead_in = paragraph.text[: min(starts)][-LEAD_IN_CHARACTERS:]
            lead_ins[paragraph.paragraph_id] = lead_in.strip(" :;-•")
    return lead_ins


def _contexts(
    paragraph: Paragraph, heading: str, sentences: Sequence[Span], encoder: Encoder
) -> Iterator[Entry]:
    room = encoder.window - MODEL_MARKS - encoder.pieces(heading)
    windows = _windows(paragraph.text, sentences, room, encoder.pieces)
    texts = ((heading + paragraph.text[start:end], start, end) for start, end in windows)
    return _numbered(paragraph, EntryKind.CONTEXT, texts)


def _windows(
    text: str, sentences: Sequence[Span], room: int, pieces: Callable[[str], int]
) -> list[Span]:
    """Cover the sentences with windows of at most `room` word pieces, cut between sentences."""
    if pieces(text) <= room:
        return [(0, len(text))]
    windows: list[Span] = []
    start, end, used = 0, 0, 0
    for first, last in _small_enough(text, sentences, room, pieces):
        size = pieces(text[first:last])
        if used and used + size > room:
            windows.append((start, end))
            start, used = first, 0
        end, used = last, used + size
    windows.append((start, len(text)))
    return windows


def _small_enough(
    text: str, sentences: Sequence[Span], room: int, pieces: Callable[[str], int]
) -> Iterator[Span]:
    """The sentences, those over `room` word pieces cut in halves at a space until they fit."""
    for start, end in sentences:
        middle = text.rfind(" ", start, (start + end) // 2 + 1)
        if pieces(text[start:end]) <= room or middle <= start:
            yield (start, end)
        else:
            yield from _small_enough(text, [(start, middle), (middle + 1, end)], room, pieces)
