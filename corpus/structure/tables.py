"""Tables to units: keyed tables cell by cell, others row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import ParagraphKind
from corpus.formats.block import Block, BlockKind, joined
from corpus.structure.furniture import row_text
from corpus.structure.hints import ColumnHint, TableHint
from corpus.structure.joining import goes_on
from corpus.structure.parsed import Furniture, Heading
from corpus.structure.unit import Piece, Role, Section, Unit
from corpus.structure.wording import finished

_HEAD_ROW = "column heading"


@dataclass
class Table:
    """What a run of rows came to. `open_cells` is the last row, which a later page may go on."""

    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    open_cells: list[Unit] = field(default_factory=list)


def read_table(
    rows: Sequence[Block],
    section: tuple[Section, ...],
    hints: Sequence[TableHint],
    open_cells: Sequence[Unit] = (),
) -> Table:
    """The rows as units. The first row is the head; its repetitions are furniture as well.

    `open_cells` are those of the last row of the table before, if this one may go on from it.
    """
    head = row_text(rows[0])
    first_cell = joined(block.whole for block in rows[0].cells[0]).text
    hint = next((hint for hint in hints if hint.header == first_cell), None)
    body = [row for row in rows if row_text(row) != head]
    table = Table(
        furniture=[
            Furniture(head, _HEAD_ROW, row.lines[0]) for row in rows if row_text(row) == head
        ],
        open_cells=list(open_cells),
    )
    if hint is not None and hint.key is not None:
        _read_keyed(table, body, section, hint)
    else:
        columns = [joined(block.whole for block in cell).text for cell in rows[0].cells]
        _read_rows(table, body, section, hint.label if hint else "row", columns)
    return table


def _read_keyed(
    table: Table, rows: Sequence[Block], section: tuple[Section, ...], hint: TableHint
) -> None:
    """Each column of each numbered row a unit; rows without a number go on from the last."""
    for row in rows:
        key = joined(block.whole for block in row.cells[0]).text
        if key:
            table.furniture.append(Furniture(key, "reference number", row.lines[0]))
            table.open_cells = [_cell_unit(section, hint, column, key) for column in hint.columns]
            table.units += table.open_cells
        for unit, cell in zip(table.open_cells, row.cells[1:], strict=False):
            for block in cell:
                _add_cell_block(unit, block)


def _cell_unit(section: tuple[Section, ...], hint: TableHint, column: ColumnHint, key: str) -> Unit:
    row = Section(f"{hint.label} {key}", 9, "", anchored=False)
    annex = next(
        (held.label for held in section if held.annex), section[-1].label if section else ""
    )
    start = f"{annex}, " if annex else ""
    return Unit(
        column.kind,
        (*section, row),
        locator=f"{start}{hint.key} {key}, {column.locator}",
        anchor=f"{hint.anchor}-{key}-{column.anchor}",
    )


def _add_cell_block(unit: Unit, block: Block) -> None:
    last = unit.last
    is_item = block.kind is BlockKind.ITEM
    if last is not None and not is_item and goes_on(last, block.whole.text):
        last.extend(block.whole, block.lines)
        return
    role = Role.ITEM if is_item else Role.TEXT
    unit.pieces.append(Piece(block.whole, block.lines, role, block.level, min(block.level, 1)))


def _read_rows(
    table: Table,
    rows: Sequence[Block],
    section: tuple[Section, ...],
    label: str,
    columns: Sequence[str],
) -> None:
    """Each row a unit; a row of one short cell heads those below it."""
    heads: list[Section] = []
    for row in rows:
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and len(row.cells) > 1:
            heads = _head(table, filled[0], heads)
            continue
        for cells in _paired(filled):
            name = f"{label} {len(table.units) + 1}"
            table.units.append(_row_unit(cells, (*section, *heads), name, columns))


def _head(table: Table, cell: Sequence[Block], heads: Sequence[Section]) -> list[Section]:
    """The heads in force after one more: a lead-in ("... that:") stands below a title."""
    text = joined(block.whole for block in cell).text
    table.headings.append(Heading(text, cell[0].lines[0]))
    kept = list(heads) if finished(text) else []
    return [*kept, Section(text.removesuffix(":"), 9 + len(kept), "", anchored=False)]


def _paired(cells: Sequence[tuple[Block, ...]]) -> list[list[tuple[Block, ...]]]:
    """One row, or as many as each cell has blocks when all have equally many: print set them
    side by side and the conversion ran them together."""
    sizes = {len(cell) for cell in cells}
    if len(sizes) == 1 and (size := sizes.pop()) > 1:
        return [[(cell[index],) for cell in cells] for index in range(size)]
    return [list(cells)]


def _row_unit(
    cells: Sequence[tuple[Block, ...]],
    section: tuple[Section, ...],
    name: str,
    columns: Sequence[str],
) -> Unit:
    pieces = [
        Piece(
            joined(block.whole for block in cell),
            (cell[0].lines[0], cell[-1].lines[1]),
            label=column,
        )
        for cell, column in zip(cells, columns, strict=False)
    ]
    return Unit(ParagraphKind.TABLE_ROW, section, pieces, part=name)
