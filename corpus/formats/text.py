"""Text files, plain or Markdown-like, to blocks.

Understood: `#` headings, list items with the usual glyphs, rows of cells parted by tabs (cells may
hold HTML paragraphs and lists), numbers that stand in front of a paragraph in the ways converters
leave them (`27.`, `- 27 `, `**27** `, `- 27** `, or alone on a line), and paragraphs of one or more
lines. A line of nothing but rules or dots is white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.errors import BadDocument
from corpus.formats.block import Block, BlockKind, Inline
from corpus.formats.inline import parse_inline

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^(\s*)[-*•●·▪◦]\s+(\S.*)$")
_NUMBER_ALONE = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})?)\s*$")
_DOTTED = re.compile(r"^(\d{1,3})\.\s+(?=\S)")
_BOLD = re.compile(r"^\*{0,2}(\d{1,3})\*\*\s+(?=\S)")
_PLAIN = re.compile(r"^(\d{1,3})\s+(?=[A-Z*‘'\"“])")
_NOTE = re.compile(r"^(?:\[\d{1,3}\]\s|<sup>\d{1,3}</sup>\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s|\d{1,3} <http)")
_NOTE_ADDRESS = re.compile(r"^\d{1,3} (?:https?://|www\.)\S+$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_WORDS = re.compile(r"^[\W_]*$")
_CELL_SPLIT = re.compile(r"(</?(?:p|ul|ol|li)\b[^<>]*>|[●•])", re.IGNORECASE)


def read_text(data: bytes, path: str) -> tuple[Block, ...]:
    """Every block of a UTF-8 text file, in order. Raises BadDocument naming the line."""
    return TextReader().read(decode(data, path))


def decode(data: bytes, path: str) -> str:
    """The text of the bytes. Raises BadDocument for what is not UTF-8 text, with the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadDocument(path, "not UTF-8 text", line) from error
    if "\x00" in text:
        raise BadDocument(
            path, "holds a NUL character, so it is not text", _line_of(text, text.index("\x00"))
        )
    return text


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


@dataclass
class TextReader:
    """Reads lines one by one; a block stays open while lines continue it."""

    blocks: list[Block] = field(default_factory=list)
    gap: bool = True
    columns: int = 0

    def read(self, text: str) -> tuple[Block, ...]:
        """All blocks of the text."""
        for number, line in enumerate(_LINE_END.split(text), start=1):
            self._take(line, number)
        return tuple(self.blocks)

    def _take(self, line: str, number: int) -> None:
        if _NO_WORDS.match(line) and line.count("\t") != self.columns - 1:
            self.gap = True
            return
        if self._is_row(line):
            self._add(row_block(line, number))
            self.columns = line.count("\t") + 1
            return
        self.columns = 0
        if heading := _HEADING.match(line):
            level = len(heading[1])
            self._add(
                Block(BlockKind.HEADING, (number, number), (parse_inline(heading[2]),), level)
            )
        elif item := _ITEM.match(line):
            indent = len(item[1].expandtabs(4))
            self._add(numbered_block(BlockKind.ITEM, item[2], number, indent))
        elif alone := _NUMBER_ALONE.match(line):
            self._add(
                Block(BlockKind.NUMBER, (number, number), number=alone[1], number_text=alone[1])
            )
        else:
            self._take_text(line, number)

    def _is_row(self, line: str) -> bool:
        """Cells are parted by tabs inside a line; inside a table outer tabs count as well."""
        if "\t" in line.strip():
            return True
        return self.columns > 1 and line.count("\t") == self.columns - 1

    def _take_text(self, line: str, number: int) -> None:
        stripped = line.strip()
        starts = bool(_NOTE.match(stripped) or _DOTTED.match(stripped) or _BOLD.match(stripped))
        last = self.blocks[-1] if self.blocks else None
        flows = (BlockKind.PARAGRAPH, BlockKind.ITEM)
        if last is None or self.gap or starts or last.kind not in flows or _is_note(last):
            self._add(numbered_block(BlockKind.PARAGRAPH, stripped, number, 0))
        else:
            self.blocks[-1] = replace(
                last,
                parts=(*last.parts, parse_inline(stripped)),
                lines=(last.lines[0], number),
            )
        if line.endswith("  "):
            self.blocks[-1] = replace(self.blocks[-1], hard_breaks=True)

    def _add(self, block: Block) -> None:
        self.blocks.append(replace(block, gap=self.gap))
        self.gap = False


def _is_note(block: Block) -> bool:
    """Whether the block opens with a footnote mark; the next line is then a block of its own."""
    content = block.content
    marked = bool(content.marks) and content.marks[0].offset == 0
    return marked or bool(_NOTE_ADDRESS.match(content.text))


def numbered_block(kind: BlockKind, raw: str, line: int, level: int) -> Block:
    """A paragraph or item, its possible number split off."""
    found = _BOLD.match(raw) or _DOTTED.match(raw)
    if found is None and kind is BlockKind.ITEM:
        found = _PLAIN.match(raw)
    if found is None:
        return Block(kind, (line, line), (parse_inline(raw),), level)
    rest = parse_inline(raw[found.end() :])
    text = f"{found[1]}." if found[0].strip().endswith(".") else found[1]
    return Block(kind, (line, line), (rest,), level, found[1], text)


def row_block(line: str, number: int) -> Block:
    """One table row; the cells as blocks."""
    cells = tuple(cell_blocks(cell, number) for cell in line.split("\t"))
    return Block(BlockKind.ROW, (number, number), cells=cells)


def cell_blocks(raw: str, line: int) -> tuple[Block, ...]:
    """The paragraphs and list items of a cell; nested lists are deeper items."""
    blocks: list[Block] = []
    depth, in_item = 0, False
    for piece in _CELL_SPLIT.split(raw):
        tag = re.sub(r"[<>\s].*$", "", piece.strip().lower().lstrip("<")) if piece else ""
        if piece.startswith("<") and _CELL_SPLIT.fullmatch(piece):
            depth += {"ul": 1, "ol": 1, "/ul": -1, "/ol": -1}.get(tag, 0)
            in_item = {"li": True, "/li": False, "p": False}.get(tag, in_item)
        elif piece in {"●", "•"}:
            in_item = True
        else:
            content: Inline = parse_inline(piece)
            if content.text:
                kind = BlockKind.ITEM if in_item else BlockKind.PARAGRAPH
                blocks.append(Block(kind, (line, line), (content,), max(depth - 1, 0)))
    return tuple(blocks)
