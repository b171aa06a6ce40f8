"""Page furniture: title pages, contents pages and running heads, taken out and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.block import Block, BlockKind, joined
from corpus.structure.hints import Hints
from corpus.structure.parsed import Furniture
from corpus.structure.wording import same_words

_CONTENTS = "contents page"


@dataclass(frozen=True)
class OutlineEntry:
    """One line of the contents page: the title as spelled there, and its level (1 the highest)."""

    title: str
    level: int


@dataclass(frozen=True)
class Stripped:
    """A document without its furniture, and the outline that its contents page gave."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    outline: dict[str, OutlineEntry]


def strip_furniture(blocks: Sequence[Block], title: str, hints: Hints) -> Stripped:
    """Take out the title, the contents page and whatever the hints call furniture."""
    kept: list[Block] = []
    dropped: list[Furniture] = []
    rows: list[Block] = []
    in_contents = False
    for block in blocks:
        in_contents = in_contents and block.kind is BlockKind.ROW
        text = row_text(block) if in_contents else block.whole.text
        if in_contents:
            rows.append(block)
            reason: str | None = _CONTENTS
        elif in_contents := text.casefold() == "contents":
            reason = _CONTENTS
        else:
            reason = _reason(block, text, title, hints)
        if reason is None:
            kept.append(block)
        else:
            dropped += [Furniture(text, reason, block.lines[0]), *marks_as_furniture([block])]
    return Stripped(tuple(kept), tuple(dropped), _outline(rows))


def _reason(block: Block, text: str, title: str, hints: Hints) -> str | None:
    if block.kind is BlockKind.HEADING and same_words(text) == same_words(title):
        return "title"
    for hint in hints.furniture:
        if hint.pattern.fullmatch(text):
            return hint.reason
    return None


def row_text(row: Block) -> str:
    """Every word of a row's cells."""
    return joined(block.whole for cell in row.cells for block in cell).text


def _outline(rows: Sequence[Block]) -> dict[str, OutlineEntry]:
    """Titles by their comparable words; where some lines are bold, those are the first level."""
    entries: list[tuple[str, bool]] = []
    for row in rows:
        cells = [joined(block.content for block in cell) for cell in row.cells]
        filled = [cell for cell in cells if cell.text]
        if filled and filled[-1].text.isdigit():
            filled = filled[:-1]
        if filled:
            bold = all(cell.emphasised for cell in filled)
            entries.append((joined(filled).text, bold))
    some_bold = any(bold for _, bold in entries)
    return {
        same_words(title): OutlineEntry(title, 2 if some_bold and not bold else 1)
        for title, bold in entries
    }


def marks_as_furniture(blocks: Iterable[Block]) -> list[Furniture]:
    """Every footnote mark that was lifted out of the blocks' texts."""
    listed: list[Furniture] = []
    for block in blocks:
        for cell in block.cells:
            listed += marks_as_furniture(cell)
        for mark in block.content.marks:
            listed.append(Furniture(mark.label, "footnote mark", block.lines[0]))
    return listed
