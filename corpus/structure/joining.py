"""How a block goes on from what stands before it: joined, added, or the start of something new."""

from __future__ import annotations

from enum import Enum, auto

from corpus.document import ParagraphKind
from corpus.formats.block import Block
from corpus.structure.unit import Piece, Role, Unit
from corpus.structure.wording import QUOTES, finished, is_quotation, starts_lower, starts_upper

# A line shorter than this (in characters) is no text that a page could have cut.
_RUNNING_TEXT = 60


class Fit(Enum):
    """What a block is to the open unit."""

    JOIN = auto()
    TEXT = auto()
    ITEM = auto()
    QUOTE = auto()
    NEW = auto()


def fit_item(unit: Unit | None, block: Block) -> Fit:
    """What a list item is to the open unit.

    After a page break a converter makes a list item of the rest of a numbered paragraph: it starts
    small where the text before stopped in mid-sentence. An inset quotation may be an item, too.
    """
    if unit is None or unit.last is None:
        return Fit.ITEM if unit is not None and unit.owns_all else Fit.NEW
    last, text = unit.last, block.whole.text
    cut = last.role is Role.TEXT and not finished(last.content.text)
    if cut and block.gap and block.number is None and starts_lower(text):
        return Fit.JOIN
    if unit.owns_all:
        return Fit.QUOTE if is_quotation(text) and not unit.compound else Fit.ITEM
    if unit.kind is ParagraphKind.BULLET:
        return Fit.ITEM if list_depth(unit, block) else Fit.NEW
    leads = any(piece.role is Role.ITEM for piece in unit.pieces)
    return Fit.ITEM if leads or last.content.text.endswith(":") else Fit.NEW


def fit_text(unit: Unit | None, block: Block) -> Fit:
    """What a paragraph is to the open unit."""
    if unit is None:
        return Fit.NEW
    last, text = unit.last, block.whole.text
    if last is None or unit.part is not None:
        return Fit.TEXT
    if last.content.text.endswith(":") and is_quotation(text):
        return Fit.QUOTE
    listed = unit.kind is ParagraphKind.LIST and block.hard_breaks
    if listed or (goes_on(last, text) and not _stands_alone(unit, last, text)):
        return Fit.JOIN
    after_quote = last.role is Role.QUOTE and starts_lower(text)
    return Fit.TEXT if unit.owns_all or after_quote else Fit.NEW


def _stands_alone(unit: Unit, last: Piece, text: str) -> bool:
    """Whether the last piece is too short to have been cut, and the text begins a sentence."""
    short = len(last.content.text) < _RUNNING_TEXT and last.role is Role.TEXT
    return short and not unit.owns_all and starts_upper(text)


def goes_on(last: Piece, text: str) -> bool:
    """Whether the text is the rest of the last piece, cut from it by a page."""
    before = last.content.text
    if last.role is Role.QUOTE and before[-1:] in QUOTES:
        return False
    if last.role is Role.ITEM:
        return (not finished(before) and not starts_upper(text)) or starts_lower(text)
    return not finished(before) or starts_lower(text)


def list_depth(unit: Unit, block: Block) -> int:
    """1 for an item of a list inside an item: set in from one that leads into it, else 0."""
    last = unit.last
    if last is None or last.role is not Role.ITEM:
        return 0
    if last.depth:
        return 1 if block.level >= last.indent else 0
    opens = last.content.text.endswith(":") and block.level > last.indent
    return 1 if opens else 0
