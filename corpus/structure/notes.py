"""Footnotes: found at the foot of a page, taken out of the flow, tied to their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Footnote
from corpus.formats.block import Block, BlockKind, Inline, Mark
from corpus.structure.furniture import marks_as_furniture
from corpus.structure.hints import Hints
from corpus.structure.parsed import Furniture, Note

_NUMBERED = re.compile(r"^(\d{1,3}) (?=\S)")
_URL_ONLY = re.compile(r"^(?:https?://|www\.)\S+$")
# A mark that lost its raised position: a number after the end of a sentence or quotation.
_PLAIN_MARK = re.compile(r"(?<=[.!?'\"’”])\s?(\d{1,3})$")


@dataclass(frozen=True)
class Separated:
    """The flow without footnotes, the notes by mark in printed order, and the marks' furniture."""

    blocks: tuple[Block, ...]
    notes: dict[str, Note]
    furniture: tuple[Furniture, ...]


def separate_notes(blocks: Sequence[Block], hints: Hints) -> Separated:
    """Take the notes out; what stood on both sides of one then has a gap between."""
    called = {mark.label for block in blocks for mark in block.content.marks if mark.offset}
    finder = _NoteFinder(called, hints)
    kept: list[Block] = []
    after_note = False
    for block in blocks:
        if finder.take(block, after_note=after_note):
            after_note = True
        else:
            kept.append(replace(block, gap=True) if after_note else block)
            after_note = False
    uncalled = set(finder.notes) - called
    resolved = tuple(_resolve_plain_mark(block, uncalled) for block in kept)
    furniture = [*finder.furniture, *marks_as_furniture(resolved)]
    return Separated(resolved, finder.notes, tuple(furniture))


class _NoteFinder:
    """Recognises notes in order; a lost mark is the number after the last one."""

    def __init__(self, called: set[str], hints: Hints) -> None:
        self.called = called
        self.hints = hints
        self.notes: dict[str, Note] = {}
        self.furniture: list[Furniture] = []
        self._latest = ""

    def take(self, block: Block, *, after_note: bool) -> bool:
        """Whether the block is a note, or goes on with the note before it; if so, keep it."""
        content = block.content
        if after_note and _URL_ONLY.match(content.text) and not content.marks and not block.number:
            self._extend(self._latest, content.text, block)
            return True
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            return False
        label, text = self._note(block, content)
        if label is None:
            return False
        self.furniture += marks_as_furniture([block])
        if label in self.notes:
            self._extend(label, text, block)
        else:
            self.notes[label] = Note(Footnote(label, text), block.lines)
        self._latest = label
        return True

    def _note(self, block: Block, content: Inline) -> tuple[str | None, str]:
        """The note's mark and text; no mark where the block is not a note."""
        expected = str(self._last + 1)
        if content.marks and content.marks[0].offset == 0 and block.number is None:
            return content.marks[0].label, content.text
        found = _NUMBERED.match(content.text)
        if block.kind is BlockKind.PARAGRAPH and found and found[1] == expected in self.called:
            self._list_mark(expected, block)
            return expected, content.text[found.end() :]
        if any(hint.pattern.search(content.text) for hint in self.hints.footnotes):
            if block.number is not None:
                self._list_mark(block.number, block)
            return block.number or expected, content.text
        return None, ""

    @property
    def _last(self) -> int:
        return max((int(label) for label in self.notes), default=0)

    def _list_mark(self, label: str, block: Block) -> None:
        self.furniture.append(Furniture(label, "footnote mark", block.lines[0]))

    def _extend(self, label: str, text: str, block: Block) -> None:
        note = self.notes[label]
        footnote = Footnote(label, f"{note.footnote.text} {text}")
        lines = (min(note.lines[0], block.lines[0]), max(note.lines[1], block.lines[1]))
        self.notes[label] = Note(footnote, lines)


def _resolve_plain_mark(block: Block, uncalled: set[str]) -> Block:
    """A trailing number is a mark when a note of that number is called from nowhere else."""
    if not block.parts:
        return block
    last = block.parts[-1]
    found = _PLAIN_MARK.search(last.text)
    if not found or found[1] not in uncalled:
        return block
    text = last.text[: found.start()]
    marks = (*last.marks, Mark(found[1], len(text)))
    return replace(block, parts=(*block.parts[:-1], replace(last, text=text, marks=marks)))
