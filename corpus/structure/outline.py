"""Headings and the section path: which lines are headings, at which printed depth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import ParagraphKind
from corpus.formats.block import Block, BlockKind
from corpus.structure.furniture import OutlineEntry
from corpus.structure.hints import HeadingHint, Hints, RegionHint
from corpus.structure.unit import Section
from corpus.structure.wording import finished, is_quotation, same_words

_ANNEX = re.compile(r"^((?:Annex|Appendix) (?:[A-Z]|\d{1,2}))\b(.*)$")
_ANNEX_TITLE = re.compile(r"^(?:Annex|Appendix) (?:[A-Z]|\d{1,2})(?:[:.–—-].*)?$")
_CASE_STUDY = re.compile(r"^Case study\b", re.IGNORECASE)
_BARE_LENGTH = 110
_BARE_DEPTH = 3
_SPEAKER_LENGTH = 60


@dataclass(frozen=True)
class Outline:
    """All that is known beforehand about a document's headings."""

    entries: Mapping[str, OutlineEntry]
    hints: Hints

    def hint(self, text: str) -> HeadingHint | None:
        """The manifest's hint for a heading that reads so."""
        words = same_words(text)
        for hint in self.hints.headings:
            if hint.title is not None and same_words(hint.title) == words:
                return hint
            if hint.pattern is not None and hint.pattern.fullmatch(text):
                return hint
        return None

    def region(self, block: Block) -> RegionHint | None:
        """The unheaded stretch that starts with this block."""
        for hint in self.hints.regions:
            if block.kind is BlockKind.PARAGRAPH and block.whole.text.startswith(hint.starts):
                return hint
        return None

    def knows(self, text: str) -> bool:
        """Whether the contents page or a hint names a heading that reads so."""
        return same_words(text) in self.entries or self.hint(text) is not None

    def section(self, text: str, depth: int, open_sections: Sequence[Section]) -> Section:
        """The section that a heading opens; `depth` is its number of `#`."""
        hint = self.hint(text)
        entry = self.entries.get(same_words(text))
        text = text.removesuffix(":")
        if hint is not None:
            return _hinted(text, hint)
        if annex := _ANNEX.match(text):
            return Section(text, 1, annex[1], annex=True)
        if entry is not None:
            return Section(entry.title, entry.level, text)
        return _nested(text, depth, open_sections)


def _hinted(text: str, hint: HeadingHint) -> Section:
    label = hint.label if hint.label is not None else text
    if hint.pattern is not None and "label" in hint.pattern.groupindex:
        found = hint.pattern.match(text)
        label = found["label"] if found else label
    at_number = hint.closes == "number"
    return Section(
        hint.spelled or text,
        hint.level,
        label,
        anchored=not at_number,
        depth=_BARE_DEPTH,
        kind=hint.kind,
        closes_at_number=at_number,
        annex=bool(_ANNEX.match(label)),
        flat=hint.flat,
    )


def _nested(text: str, depth: int, open_sections: Sequence[Section]) -> Section:
    """A heading of no known place: below the last that has one, and below shallower ones."""
    base = max((section.level for section in open_sections if section.anchored), default=0)
    flat = any(section.flat for section in open_sections)
    above = [
        section
        for section in open_sections
        if not flat
        and not section.anchored
        and not section.closes_at_number
        and section.depth < depth
    ]
    if _CASE_STUDY.match(text):
        level = max((section.level for section in open_sections), default=0) + 1
        kind = ParagraphKind.CASE_STUDY
        return Section(text, level, text, anchored=False, kind=kind, closes_at_number=True)
    return Section(text, base + 1 + len(above), text, anchored=False, depth=depth)


def region_section(hint: RegionHint, open_sections: Sequence[Section]) -> Section:
    """The section of a stretch that print gives no heading."""
    level = max((section.level for section in open_sections), default=0) + 1 if hint.nested else 1
    return Section(
        hint.title,
        level,
        hint.title,
        anchored=not hint.nested,
        kind=hint.kind,
        closes_at_number=hint.closes == "number",
    )


def split_heading_lines(blocks: Sequence[Block], outline: Outline) -> tuple[Block, ...]:
    """Paragraphs whose first or later lines are known headings, taken apart at those lines."""
    result: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.number is not None:
            result.append(block)
            continue
        run: list[int] = []
        for index, part in enumerate(block.parts):
            if outline.knows(part.text) and not outline.knows(block.text):
                _flush(result, block, run)
                result.append(_lines_of(block, [index]))
            else:
                run.append(index)
        _flush(result, block, run)
    return tuple(result)


def _flush(result: list[Block], block: Block, run: list[int]) -> None:
    if run:
        result.append(_lines_of(block, run))
        run.clear()


def _lines_of(block: Block, indexes: Sequence[int]) -> Block:
    first = block.lines[0]
    parts = tuple(block.parts[index] for index in indexes)
    return replace(block, parts=parts, lines=(first + indexes[0], first + indexes[-1]))


def mark_headings(
    blocks: Sequence[Block], numbered: Mapping[int, object], outline: Outline
) -> tuple[Block, ...]:
    """The same blocks, each that reads as a heading turned into one, each that only leads into
    a list turned into text. Indexes stay the same."""
    result = list(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        following = result[index + 1] if index + 1 < len(blocks) else None
        next_numbered = _leads_to_number(result, numbered, index + 1)
        if block.kind is BlockKind.HEADING:
            if block.text.endswith(":") and following and following.kind is BlockKind.ITEM:
                result[index] = replace(block, kind=BlockKind.PARAGRAPH)
        elif block.kind is BlockKind.PARAGRAPH and index not in numbered:
            speaker = index > 0 and names_speaker(blocks[index - 1], block)
            lone = _is_bare(block) and (next_numbered or _is_emphasised_head(block, following))
            lone = lone and not speaker
            annex = _is_bare(block) and bool(_ANNEX_TITLE.match(block.whole.text))
            if outline.knows(block.whole.text) or lone or annex:
                result[index] = replace(block, kind=BlockKind.HEADING, level=_BARE_DEPTH)
    return tuple(result)


def names_speaker(before: Block, block: Block) -> bool:
    """Whether the block is the emphasised line under a quotation that says who is quoted."""
    text = before.text
    quoted = is_quotation(text) and not text[-1:].isalnum()
    apart = before.content.emphasised or before.kind is BlockKind.HEADING
    return (
        quoted
        and apart
        and block.kind is BlockKind.PARAGRAPH
        and block.content.emphasised
        and block.number is None
        and not is_quotation(block.text)
        and len(block.text) <= _SPEAKER_LENGTH
    )


def _leads_to_number(blocks: Sequence[Block], numbered: Mapping[int, object], index: int) -> bool:
    """Whether a numbered paragraph comes next, an attributed quotation aside."""
    while index < len(blocks) and blocks[index].kind is BlockKind.PARAGRAPH:
        if index in numbered:
            return True
        if blocks[index].text[:1] not in "\"'‘“":
            return False
        index += 1
    return index in numbered


def _is_bare(block: Block) -> bool:
    """Whether a paragraph is one short line that is no sentence, as an unmarked heading is."""
    text = block.whole.text
    return (
        len(block.parts) == 1
        and len(text) <= _BARE_LENGTH
        and not finished(text)
        and not is_quotation(text)
        and not block.hard_breaks
    )


def _is_emphasised_head(block: Block, following: Block | None) -> bool:
    return block.content.emphasised and following is not None and following.kind is BlockKind.ITEM
