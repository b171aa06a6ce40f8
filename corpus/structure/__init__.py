"""Blocks to the printed document: the splitting rules, one module each.

`parse` is the way in. The order of its steps: furniture and contents page out, footnotes out,
headings found, paragraph numbers accepted, everything else put together, named, made paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document
from corpus.formats.block import Block
from corpus.structure.assembly import Assembler
from corpus.structure.furniture import strip_furniture
from corpus.structure.hints import Hints
from corpus.structure.notes import separate_notes
from corpus.structure.numbering import find_numbers
from corpus.structure.outline import Outline, mark_headings, split_heading_lines
from corpus.structure.paragraphs import attach_calls, make_paragraphs
from corpus.structure.parsed import ParsedDocument


def parse(document: Document, blocks: Sequence[Block], hints: Hints) -> ParsedDocument:
    """The document's paragraphs, headings, notes and furniture."""
    stripped = strip_furniture(blocks, document.title, hints)
    outline = Outline(stripped.outline, hints)
    separated = separate_notes(split_heading_lines(stripped.blocks, outline), hints)
    numbers = find_numbers(separated.blocks)
    assembler = Assembler(mark_headings(separated.blocks, numbers, outline), numbers, outline)
    assembler.run()
    paragraphs = make_paragraphs(document, assembler.units, separated.notes)
    calls = {call.mark: call.anchor for call in hints.calls}
    return ParsedDocument(
        document=document,
        paragraphs=attach_calls(paragraphs, calls, separated.notes),
        headings=tuple(assembler.headings),
        notes=tuple(separated.notes.values()),
        furniture=(*stripped.furniture, *separated.furniture, *assembler.furniture),
    )
