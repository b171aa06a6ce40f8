"""Blocks to units: what belongs together, over page breaks, notes, boxes and quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.document import ParagraphKind
from corpus.formats.block import Block, BlockKind
from corpus.structure.joining import Fit, fit_item, fit_text, list_depth
from corpus.structure.numbering import PrintedNumber
from corpus.structure.outline import Outline, names_speaker, region_section
from corpus.structure.parsed import Furniture, Heading
from corpus.structure.tables import read_table
from corpus.structure.unit import Piece, Role, Section, Unit

_SALUTATION = re.compile(r"^Dear\b")
_VALEDICTION = re.compile(r"^Yours (?:sincerely|faithfully|truly)\b")
_PERSON = re.compile(r"^(?:[A-Z][A-Za-z'.-]+ ){1,3}[A-Z][A-Za-z'.-]+$")
_NAMED_QUOTE = re.compile(r"^([A-Z][A-Za-z' -]{2,40}): (['‘\"“].+['’\"”])$")
_ATTRIBUTED = re.compile(r"^([\"“‘'].+[\"”’'])\s+[–—-]\s+([A-Z][\w.' ]{2,60})$")
_ANNEX_ALONE = re.compile(r"^(?:Annex|Appendix) (?:[A-Z]|\d{1,2})$")
_COMPOUND = (ParagraphKind.PROJECT, ParagraphKind.CASE_STUDY)


class Assembler:
    """Takes blocks in order; afterwards `units`, `headings` and `furniture` hold everything."""

    def __init__(
        self, blocks: Sequence[Block], numbers: Mapping[int, PrintedNumber], outline: Outline
    ) -> None:
        self.blocks = blocks
        self.numbers = numbers
        self.outline = outline
        self.units: list[Unit] = []
        self.headings: list[Heading] = []
        self.furniture: list[Furniture] = []
        self._sections: list[Section] = []
        self._current: Unit | None = None
        self._heading_marks: tuple[str, ...] = ()
        self._open_cells: list[Unit] = []

    def run(self) -> None:
        """Take every block once."""
        index = 0
        while index < len(self.blocks):
            index += self._take(index)

    def _take(self, index: int) -> int:
        """Take the block at `index`, with those after it that belong to it; how many."""
        block = self.blocks[index]
        if block.kind is BlockKind.ROW:
            return self._take_rows(index)
        if used := self._take_quotation(index):
            return used
        if region := self.outline.region(block):
            self._open(region_section(region, self._sections))
        if block.kind is BlockKind.HEADING:
            return self._take_heading(index)
        if block.kind is BlockKind.NUMBER:
            self._take_lone_number(block)
        elif index in self.numbers:
            self._take_numbered(block, self.numbers[index])
        elif block.kind is BlockKind.ITEM:
            self._take_item(block)
        elif used := self._take_signatures(index):
            return used
        else:
            self._take_text(block)
        return 1

    def _take_rows(self, index: int) -> int:
        end = index
        while end < len(self.blocks) and self.blocks[end].kind is BlockKind.ROW:
            end += 1
        section = tuple(self._sections)
        rows = self.blocks[index:end]
        table = read_table(rows, section, self.outline.hints.tables, self._open_cells)
        self._open_cells = table.open_cells
        self.units += table.units
        self.headings += table.headings
        self.furniture += table.furniture
        self._current = None
        return end - index

    def _take_quotation(self, index: int) -> int:
        """A quotation with a speaker stands alone and does not end the paragraph around it."""
        block = self.blocks[index]
        texts = (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if block.kind not in texts or block.number is not None or index in self.numbers:
            return 0
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is not None and names_speaker(block, following):
            self._add_quotation(block, block.text, following.text, following.lines[1])
            return 2
        if found := _NAMED_QUOTE.match(block.text):
            self._add_quotation(block, found[2], found[1], block.lines[1])
            return 1
        if found := _ATTRIBUTED.match(block.text):
            self._add_quotation(block, found[1], found[2], block.lines[1])
            return 1
        return 0

    def _add_quotation(self, block: Block, text: str, speaker: str, last_line: int) -> None:
        content = replace(block.content, text=text)
        piece = Piece(content, (block.lines[0], last_line))
        kind = ParagraphKind.QUOTATION
        self.units.append(Unit(kind, tuple(self._sections), [piece], speaker=speaker))

    def _take_heading(self, index: int) -> int:
        block = self.blocks[index]
        text, used = block.whole.text, 1
        self.headings.append(Heading(text, block.lines[0]))
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if _ANNEX_ALONE.match(text) and following and following.kind is BlockKind.HEADING:
            self.headings.append(Heading(following.text, following.lines[0]))
            text, used = f"{text}: {following.text}", 2
        self._open(self.outline.section(text, block.level, self._sections))
        self._heading_marks = tuple(mark.label for mark in block.content.marks)
        return used

    def _open(self, section: Section) -> None:
        """Open a section; a side heading inside a numbered section leaves that one open."""
        self._sections = [held for held in self._sections if held.level < section.level]
        self._sections.append(section)
        aside = section.closes_at_number and self._current is not None and self._current.dotted
        if not aside:
            self._current = None
        if section.kind in _COMPOUND:
            self._start(Unit(section.kind, tuple(self._sections), compound=True))

    def _take_lone_number(self, block: Block) -> None:
        """A number alone on its line: "1.1" starts a section's text, "2" goes with a heading."""
        label = block.number or ""
        self.furniture.append(Furniture(label, "number alone on its line", block.lines[0]))
        if "." in label:
            self._close_at_number()
            self._start(Unit(ParagraphKind.PARAGRAPH, tuple(self._sections), number=label))

    def _take_numbered(self, block: Block, number: PrintedNumber) -> None:
        self._close_at_number()
        if not number.lost:
            self.furniture.append(Furniture(number.label, "paragraph number", block.lines[0]))
        unit = Unit(
            ParagraphKind.PARAGRAPH,
            tuple(self._sections),
            number=number.label,
            main=number.main,
        )
        self._start(unit)
        self._append(unit, block, Role.TEXT, numbered=True)

    def _close_at_number(self) -> None:
        for index, section in enumerate(self._sections):
            if section.closes_at_number:
                del self._sections[index:]
                return

    def _start(self, unit: Unit) -> None:
        unit.extra_marks, self._heading_marks = self._heading_marks, ()
        self.units.append(unit)
        self._current = unit

    def _append(self, unit: Unit, block: Block, role: Role, *, numbered: bool = False) -> None:
        content = block.content if numbered else block.whole
        depth = list_depth(unit, block) if role is Role.ITEM else 0
        section = tuple(self._sections)
        unit.pieces.append(Piece(content, block.lines, role, block.level, depth, section))

    def _take_item(self, block: Block) -> None:
        unit = self._current
        fit = fit_item(unit, block)
        if unit is None or fit is Fit.NEW:
            unit = Unit(ParagraphKind.BULLET, tuple(self._sections))
            self._start(unit)
            fit = Fit.ITEM
        self._place(unit, block, fit)

    def _take_text(self, block: Block) -> None:
        unit = self._current
        fit = fit_text(unit, block)
        if unit is None or fit is Fit.NEW or self._letter_turns(unit, block):
            unit = self._new_text_unit(block)
            fit = Fit.TEXT
        self._place(unit, block, fit)

    def _place(self, unit: Unit, block: Block, fit: Fit) -> None:
        if fit is Fit.JOIN and unit.last is not None:
            unit.last.extend(block.whole, block.lines)
        else:
            role = {Fit.ITEM: Role.ITEM, Fit.QUOTE: Role.QUOTE}.get(fit, Role.TEXT)
            self._append(unit, block, role)

    def _section_kind(self) -> ParagraphKind | None:
        kinds = [section.kind for section in self._sections if section.kind is not None]
        return kinds[-1] if kinds else None

    def _new_text_unit(self, block: Block) -> Unit:
        kind = self._section_kind() or ParagraphKind.PARAGRAPH
        if block.hard_breaks and len(block.parts) > 1:
            kind = ParagraphKind.LIST
        unit = Unit(kind, tuple(self._sections))
        if kind is ParagraphKind.LETTER:
            unit.part = self._letter_part(block)
        self._start(unit)
        return unit

    def _letter_part(self, block: Block) -> str | None:
        if _VALEDICTION.match(block.text):
            return "signature"
        section = self._sections[-1]
        begun = any(unit.section and unit.section[-1] is section for unit in self.units)
        return None if begun else "letterhead"

    def _letter_turns(self, unit: Unit, block: Block) -> bool:
        """A letter's head ends after the salutation; its signature begins a unit."""
        if unit.kind is not ParagraphKind.LETTER:
            return False
        if _VALEDICTION.match(block.text):
            return True
        last = unit.last
        return unit.part == "letterhead" and bool(last and _SALUTATION.match(last.content.text))

    def _take_signatures(self, index: int) -> int:
        """Two or more lines of names only, each a paragraph, are the signatures."""
        if self._current is not None and (self._current.owns_all or self._current.part):
            return 0
        end = index
        while end < len(self.blocks) and self._is_name(end):
            end += 1
        if end - index < 2:
            return 0
        unit = Unit(ParagraphKind.LIST, tuple(self._sections), part="signatures")
        self._start(unit)
        for block in self.blocks[index:end]:
            self._append(unit, block, Role.TEXT)
        self._current = None
        return end - index

    def _is_name(self, index: int) -> bool:
        block = self.blocks[index]
        plain = block.kind is BlockKind.PARAGRAPH and not block.hard_breaks
        return plain and index not in self.numbers and bool(_PERSON.match(block.text))
