"""Which numbers in front of text are the document's running paragraph numbers.

A number counts when it is the next of its run, so "18 December" or a footnote's number never does.
A run starts anew at 1 after a heading (the items of an annex). A single missing number belongs to
the one unnumbered item between its neighbours: conversions lose numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.block import Block, BlockKind
from corpus.structure.wording import starts_upper


@dataclass(frozen=True)
class PrintedNumber:
    """A paragraph number; `main` in the document's first run, `lost` where it was inferred."""

    label: str
    main: bool
    lost: bool = False


def find_numbers(blocks: Sequence[Block]) -> dict[int, PrintedNumber]:
    """Paragraph numbers by the index of the block they stand before."""
    numbers: dict[int, PrintedNumber] = {}
    last, last_index, run = 0, -1, 0
    heading_since = False
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            heading_since = True
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.number is None:
            continue
        value = int(block.number)
        if value == last + 2:
            lost = _lost(blocks, last_index, index) if last else None
            if lost is None:
                continue
            numbers[lost] = PrintedNumber(str(last + 1), main=run == 0, lost=True)
        elif value == 1 and last > 0 and heading_since:
            run += 1
        elif value != last + 1:
            continue
        numbers[index] = PrintedNumber(block.number, main=run == 0)
        last, last_index, heading_since = value, index, False
    return numbers


def _lost(blocks: Sequence[Block], before: int, after: int) -> int | None:
    """The one unnumbered item between two numbered ones that can be a paragraph itself."""
    indent = blocks[after].level
    possible = [
        index
        for index in range(before + 1, after)
        if blocks[index].kind is BlockKind.ITEM
        and blocks[index].number is None
        and blocks[index].level == indent
        and starts_upper(blocks[index].text)
    ]
    return possible[0] if len(possible) == 1 else None
