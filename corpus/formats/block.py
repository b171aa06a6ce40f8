"""The seam between file formats and structure: every format gives the same blocks.

A format module reads one kind of file and says what it saw on the page (a heading, a list item, a
row of a table) without deciding what it means. Structure alone decides what is a numbered
paragraph, a footnote or a running head, so PDF, DOCX and HTML need only produce these types.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Mark:
    """A footnote mark that stood in the text just before `offset` (in characters of the text)."""

    label: str
    offset: int


@dataclass(frozen=True)
class Inline:
    """A run of text as printed: markup removed, white space collapsed, marks lifted out.

    `emphasised` is true where the whole run was bold or italic.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    emphasised: bool = False

    def then(self, other: Inline) -> Inline:
        """This text, one space, the other text; the marks move along."""
        if not self.text:
            return Inline(other.text, self.marks + other.marks, other.emphasised)
        start = len(self.text) + 1 if other.text else len(self.text)
        moved = tuple(Mark(mark.label, mark.offset + start) for mark in other.marks)
        text = f"{self.text} {other.text}" if other.text else self.text
        return Inline(text, self.marks + moved, self.emphasised and other.emphasised)


def joined(runs: Iterable[Inline]) -> Inline:
    """The runs one after the other, a single space between them."""
    result: Inline | None = None
    for run in runs:
        result = run if result is None else result.then(run)
    return result or Inline("")


class BlockKind(StrEnum):
    """What a block looks like on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NUMBER = "number"


@dataclass(frozen=True)
class Block:
    """One block of a document, in reading order.

    `parts` holds a run for each printed line that the file keeps apart. `level` is a heading's
    depth (1 the highest) or an item's indentation in columns. `number` is what may be a printed
    paragraph number ("27", "1.1"), with `number_text` its exact spelling ("27."); structure
    decides whether it is one. `gap` says that white space stands before the block, `hard_breaks`
    that its lines were meant to stay apart. A row has `cells`, each a tuple of blocks. `lines` are
    1-based, inclusive.
    """

    kind: BlockKind
    lines: tuple[int, int]
    parts: tuple[Inline, ...] = ()
    level: int = 0
    number: str | None = None
    number_text: str = ""
    gap: bool = False
    hard_breaks: bool = False
    cells: tuple[tuple[Block, ...], ...] = ()

    @property
    def content(self) -> Inline:
        """All parts as one run, without the number."""
        return joined(self.parts)

    @property
    def text(self) -> str:
        """The text of all parts, without the number."""
        return self.content.text

    @property
    def whole(self) -> Inline:
        """All parts as one run, the number back in front where there is one."""
        if self.number is None:
            return self.content
        return Inline(self.number_text).then(self.content)
