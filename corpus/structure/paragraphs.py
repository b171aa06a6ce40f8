"""Units to paragraphs: one for the whole, one for each part that is cited alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Footnote, Paragraph, ParagraphId, ParagraphKind
from corpus.structure.naming import Name, Namer, item_name
from corpus.structure.parsed import Note
from corpus.structure.unit import Piece, Role, Section, Unit
from corpus.structure.wording import starts_lower


@dataclass(frozen=True)
class _Part:
    """A stretch of a unit's pieces that is cited alone, `last` included."""

    first: int
    last: int
    kind: ParagraphKind
    what: str
    within: int | None = None


def make_paragraphs(
    document: Document, units: Sequence[Unit], notes: Mapping[str, Note]
) -> tuple[Paragraph, ...]:
    """Every unit's paragraph, each followed by its parts, in printed order."""
    maker = _Maker(document, notes)
    namer = Namer(units)
    for unit in units:
        maker.add(unit, namer.name(unit))
    return tuple(maker.paragraphs)


class _Maker:
    def __init__(self, document: Document, notes: Mapping[str, Note]) -> None:
        self.document = document
        self.notes = notes
        self.paragraphs: list[Paragraph] = []

    def add(self, unit: Unit, name: Name) -> None:
        texts = [piece.content.text for piece in unit.pieces]
        owner = Paragraph(
            document=self.document.slug,
            anchor=name.anchor,
            locator=name.locator,
            number=unit.number if unit.main else None,
            section=titles(unit.section),
            kind=unit.kind,
            text=" ".join(texts),
            position=len(self.paragraphs),
            lines=_span(unit.pieces),
            speaker=unit.speaker,
            footnotes=self._footnotes(unit.pieces, unit.extra_marks),
        )
        self.paragraphs.append(owner)
        self._add_parts(unit, owner, name)

    def _add_parts(self, unit: Unit, owner: Paragraph, name: Name) -> None:
        parts = list(_parts(unit))
        counts: dict[tuple[int | None, str], int] = {}
        made: list[tuple[Name, Paragraph]] = []
        for part in parts:
            key = (part.within, part.what)
            counts[key] = counts.get(key, 0) + 1
            alone = part.what == "quotation" and sum(p.what == "quotation" for p in parts) == 1
            above = (name, owner) if part.within is None else made[part.within]
            pieces = unit.pieces[part.first : part.last + 1]
            text = " ".join(piece.content.text for piece in pieces)
            own = _part_name(above[0], part, counts[key], text, alone=alone)
            start = _offset(unit.pieces, part.first)
            if part.within is not None:
                start -= _offset(unit.pieces, parts[part.within].first)
            child = self._child(above[1], own, part, pieces, text, start)
            self.paragraphs.append(child)
            made.append((own, child))

    def _child(
        self,
        above: Paragraph,
        name: Name,
        part: _Part,
        pieces: Sequence[Piece],
        text: str,
        start: int,
    ) -> Paragraph:
        section = titles(pieces[0].section) if pieces[0].section else above.section
        return Paragraph(
            document=above.document,
            anchor=name.anchor,
            locator=name.locator,
            number=None,
            section=section,
            kind=part.kind,
            text=text,
            position=len(self.paragraphs),
            lines=_span(pieces),
            parent=above.paragraph_id,
            parent_start=start,
            footnotes=self._footnotes(pieces),
        )

    def _footnotes(
        self, pieces: Iterable[Piece], extra: Iterable[str] = ()
    ) -> tuple[Footnote, ...]:
        labels = [*extra, *(mark.label for piece in pieces for mark in piece.content.marks)]
        return tuple(self.notes[label].footnote for label in labels if label in self.notes)


def titles(sections: Iterable[Section]) -> tuple[str, ...]:
    """The section path as the printed contents word it."""
    return tuple(section.title for section in sections if section.title)


def _span(pieces: Sequence[Piece]) -> tuple[int, int]:
    if not pieces:
        return (0, 0)
    return (min(p.lines[0] for p in pieces), max(p.lines[1] for p in pieces))


def _offset(pieces: Sequence[Piece], index: int) -> int:
    """Where a piece starts in the text of its unit."""
    return sum(len(piece.content.text) + 1 for piece in pieces[:index])


def _part_name(above: Name, part: _Part, count: int, text: str, *, alone: bool) -> Name:
    if alone:
        return Name(f"{above.locator}, quotation", f"{above.anchor}-quotation")
    return item_name(above, count, text, part.what)


def _parts(unit: Unit) -> Iterable[_Part]:
    """Bullets (and theirs), inset quotations, a section's paragraphs, a row's cells."""
    if unit.kind is ParagraphKind.TABLE_ROW:
        for index in range(len(unit.pieces)):
            yield _Part(index, index, ParagraphKind.TABLE_ROW, "cell")
        return
    if unit.dotted:
        yield from _sub_paragraphs(unit)
    yield from _items(unit, first_is_unit=unit.kind is ParagraphKind.BULLET)


def _sub_paragraphs(unit: Unit) -> Iterable[_Part]:
    """The paragraphs of a numbered section, each with the quotation it brings in, if several."""
    spans: list[list[int]] = []
    for index, piece in enumerate(unit.pieces):
        after_quote = index > 0 and unit.pieces[index - 1].role is Role.QUOTE
        goes_on = after_quote and starts_lower(piece.content.text)
        if piece.role is Role.ITEM:
            continue
        if spans and spans[-1][1] == index - 1 and (piece.role is Role.QUOTE or goes_on):
            spans[-1][1] = index
        else:
            spans.append([index, index])
    if len(spans) > 1:
        for first, last in spans:
            yield _Part(first, last, ParagraphKind.PARAGRAPH, "paragraph")


def _items(unit: Unit, *, first_is_unit: bool) -> Iterable[_Part]:
    """Items in order; one that leads into a deeper list owns that list. A unit that is itself
    one item has only the deeper ones."""
    top: int | None = None
    count = len(list(_sub_paragraphs(unit))) if unit.dotted else 0
    for index, piece in enumerate(unit.pieces):
        if piece.role is Role.QUOTE and not unit.dotted:
            yield _Part(index, index, ParagraphKind.QUOTATION, "quotation")
        elif piece.role is Role.ITEM and piece.depth == 0:
            if first_is_unit:
                continue
            top = count
            yield _Part(index, _end(unit.pieces, index), ParagraphKind.BULLET, "bullet")
        elif piece.role is Role.ITEM:
            yield _Part(index, index, ParagraphKind.BULLET, "sub-bullet", within=top)
        else:
            continue
        count += 1


def _end(pieces: Sequence[Piece], index: int) -> int:
    last = index
    while last + 1 < len(pieces) and pieces[last + 1].depth > 0:
        last += 1
    return last


def attach_calls(
    paragraphs: Sequence[Paragraph], calls: Mapping[str, str], notes: Mapping[str, Note]
) -> tuple[Paragraph, ...]:
    """Tie notes whose marks the conversion lost to the paragraph that the manifest names."""
    result = list(paragraphs)
    for index, paragraph in enumerate(result):
        extra = [
            notes[mark].footnote
            for mark, anchor in calls.items()
            if anchor == paragraph.anchor and mark in notes
        ]
        if extra:
            known = (*paragraph.footnotes, *extra)
            ordered = tuple(sorted(known, key=lambda note: int(note.mark)))
            result[index] = replace(paragraph, footnotes=ordered)
    return tuple(result)


def parent_ids(paragraphs: Iterable[Paragraph]) -> frozenset[ParagraphId]:
    """The ids of paragraphs that own others."""
    return frozenset(p.parent for p in paragraphs if p.parent is not None)
