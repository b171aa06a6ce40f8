"""Units to paragraphs: one for the whole, one for each part that is cited alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Footnote, Paragraph, ParagraphKind
from corpus.structure.naming import Name, Namer, item_name
from corpus.structure.parsed import Note
from corpus.structure.unit import Piece, Role, Section, Unit
from corpus.structure.wording import starts_lower


@dataclass(frozen=True)
class _Part:
    """Pieces of a unit that are cited alone; `first` is the index of the first of them.

    `within` is the index of the part that holds this one, counted in the order of parts.
    """

    first: int
    pieces: tuple[Piece, ...]
    kind: ParagraphKind
    what: str
    within: int | None = None

    @property
    def text(self) -> str:
        return " ".join(piece.content.text for piece in self.pieces)


def make_paragraphs(
    document: Document, units: Sequence[Unit], notes: Mapping[str, Note]
) -> tuple[Paragraph, ...]:
    """Every unit's paragraph, each followed by its parts, in printed order; none without text."""
    maker = _Maker(document, notes)
    units = [unit for unit in units if any(piece.content.text for piece in unit.pieces)]
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
        counts: Counter[tuple[int | None, str]] = Counter()
        totals = Counter(part.what for part in parts)
        made: list[tuple[Name, Paragraph]] = []
        for part in parts:
            counts[part.within, part.what] += 1
            above_name, above = (name, owner) if part.within is None else made[part.within]
            alone = part.what == "quotation" and totals[part.what] == 1
            own = _part_name(above_name, part, counts[part.within, part.what], alone=alone)
            start = _offset(unit.pieces, part.first)
            if part.within is not None:
                start -= _offset(unit.pieces, parts[part.within].first)
            child = self._child(above, own, part, start)
            self.paragraphs.append(child)
            made.append((own, child))

    def _child(self, above: Paragraph, name: Name, part: _Part, start: int) -> Paragraph:
        own_section = part.pieces[0].section
        return Paragraph(
            document=above.document,
            anchor=name.anchor,
            locator=name.locator,
            number=None,
            section=titles(own_section) if own_section else above.section,
            kind=part.kind,
            text=part.text,
            position=len(self.paragraphs),
            lines=_span(part.pieces),
            parent=above.paragraph_id,
            parent_start=start,
            footnotes=self._footnotes(part.pieces),
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


def _part_name(above: Name, part: _Part, count: int, *, alone: bool) -> Name:
    if alone:
        return Name(f"{above.locator}, quotation", f"{above.anchor}-quotation")
    if column := part.pieces[0].label:
        return Name(f"{above.locator}, {column}", f"{above.anchor}-{part.what}-{count}")
    return item_name(above, count, part.text, part.what)


def _parts(unit: Unit) -> Iterable[_Part]:
    """Bullets (and theirs), inset quotations, a section's paragraphs, a row's cells."""
    if unit.kind is ParagraphKind.TABLE_ROW:
        for index, piece in enumerate(unit.pieces):
            yield _Part(index, (piece,), ParagraphKind.TABLE_ROW, "cell")
        return
    paragraphs = _sub_paragraphs(unit) if unit.dotted else []
    yield from paragraphs
    yield from _items(unit, before=len(paragraphs))


def _sub_paragraphs(unit: Unit) -> list[_Part]:
    """The paragraphs of a numbered section, each with the quotation it brings in, if several."""
    spans: list[tuple[int, int]] = []
    for index, piece in enumerate(unit.pieces):
        if piece.role is Role.ITEM:
            continue
        after_quote = index > 0 and unit.pieces[index - 1].role is Role.QUOTE
        goes_on = after_quote and starts_lower(piece.content.text)
        follows = bool(spans) and spans[-1][1] == index
        if follows and (piece.role is Role.QUOTE or goes_on):
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    if len(spans) < 2:
        return []
    kind = ParagraphKind.PARAGRAPH
    return [_Part(start, tuple(unit.pieces[start:end]), kind, "paragraph") for start, end in spans]


def _items(unit: Unit, *, before: int) -> Iterable[_Part]:
    """Items in order; one that leads into a deeper list owns that list. Of a unit that is itself
    one item, only the deeper ones. `before` parts come earlier."""
    is_item = unit.kind is ParagraphKind.BULLET
    owner: int | None = None
    count = before
    for index, piece in enumerate(unit.pieces):
        if piece.role is Role.TEXT or (piece.role is Role.ITEM and is_item and not piece.depth):
            continue
        if piece.role is Role.QUOTE:
            if unit.dotted:
                continue
            yield _Part(index, (piece,), ParagraphKind.QUOTATION, "quotation")
        elif piece.depth == 0:
            owner = count
            pieces = tuple(unit.pieces[index : _end(unit.pieces, index)])
            yield _Part(index, pieces, ParagraphKind.BULLET, "bullet")
        else:
            yield _Part(index, (piece,), ParagraphKind.BULLET, "sub-bullet", within=owner)
        count += 1


def _end(pieces: Sequence[Piece], index: int) -> int:
    """The index after the item at `index` and the deeper items that follow it."""
    end = index + 1
    while end < len(pieces) and pieces[end].depth > 0:
        end += 1
    return end


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
