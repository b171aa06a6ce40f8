"""Locators as people say them, and anchors that survive edits elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import ParagraphKind
from corpus.structure.unit import Section, Unit
from corpus.structure.wording import ordinal, slug

_NAMES_RECOMMENDATION = re.compile(r"\((recommendation \d+)\)\W*(?:and\W*)?$")
_COUNTED = (ParagraphKind.PARAGRAPH, ParagraphKind.LETTER, ParagraphKind.LIST)


@dataclass(frozen=True)
class Name:
    """What a paragraph is called: to people, and in addresses."""

    locator: str
    anchor: str


class Namer:
    """Names units in order; knows how many of each a section holds."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._totals = Counter(_place(unit) for unit in units if _is_counted(unit))
        self._seen: Counter[tuple[object, ...]] = Counter()
        self._used: set[str] = set()
        self._last_numbered: Unit | None = None

    def name(self, unit: Unit) -> Name:
        """The unit's name. Call once for each unit, in printed order."""
        name = self._name(unit)
        anchor, times = name.anchor, 1
        while anchor in self._used:
            times += 1
            anchor = f"{name.anchor}-{times}"
        self._used.add(anchor)
        return name if times == 1 else Name(f"{name.locator} ({times})", anchor)

    def _name(self, unit: Unit) -> Name:
        if unit.locator is not None and unit.anchor is not None:
            return Name(unit.locator, unit.anchor)
        where = place_words(unit.section)
        if unit.number is not None:
            self._last_numbered = unit
            return _numbered(unit)
        if unit.speaker is not None:
            return self._quotation(unit, unit.speaker, where)
        if unit.compound:
            label = unit.section[-1].label
            return Name(label, slug(label))
        if unit.part is not None:
            return Name(_with(where, unit.part), slug(_with(where, unit.part)))
        return self._counted(unit, where)

    def _quotation(self, unit: Unit, speaker: str, where: str) -> Name:
        before = self._last_numbered
        if before is not None and before.section == unit.section:
            where = f"after para {before.number}"
        return Name(f"Quotation ({speaker}), {where}", f"quotation-{slug(speaker)}")

    def _counted(self, unit: Unit, where: str) -> Name:
        place = _place(unit)
        self._seen[place] += 1
        count = self._seen[place]
        start = slug(where) or "opening"
        if unit.kind is ParagraphKind.BULLET:
            return Name(_with(where, f"{ordinal(count)} bullet"), f"{start}-bullet-{count}")
        anchor = f"{start}-p{count}"
        alone = self._totals[place] == 1 and self._totals[(*place[:-1], "bullet")] == 0
        if alone and where:
            return Name(where, anchor)
        what = f"{ordinal(count)} paragraph"
        if not where:
            return Name("opening paragraph" if alone else f"opening, {what}", anchor)
        return Name(_with(where, what), anchor)


def _is_counted(unit: Unit) -> bool:
    named = unit.locator or unit.number or unit.speaker or unit.part or unit.compound
    return not named


def _place(unit: Unit) -> tuple[object, ...]:
    """What a section counts apart: its paragraphs, and the bullets that no paragraph leads."""
    kind = "bullet" if unit.kind is ParagraphKind.BULLET else "paragraph"
    return (*(section.title for section in unit.section), kind)


def _with(where: str, what: str) -> str:
    return f"{where}, {what}" if where else what


def place_words(sections: Sequence[Section]) -> str:
    """The section as people say it: its own heading, within an annex after the annex's name."""
    if not sections:
        return ""
    annex = next((index for index, section in enumerate(sections) if section.annex), None)
    named = sections[annex:] if annex is not None else sections[-1:]
    return ", ".join(section.label for section in named if section.label)


def _numbered(unit: Unit) -> Name:
    number = unit.number or ""
    annex = next((section.label for section in unit.section if section.annex), None)
    if annex is None or not annex:
        return Name(f"para {number}", f"para-{slug(number)}")
    what = "para" if unit.main else "item"
    return Name(f"{annex}, {what} {number}", f"{slug(annex)}-{what}-{slug(number)}")


def item_name(owner: Name, count: int, text: str, what: str = "bullet") -> Name:
    """An item of a list: "para 10, third bullet", with the recommendation that it ends on."""
    locator = f"{owner.locator}, {ordinal(count)} {what}"
    if found := _NAMES_RECOMMENDATION.search(text.rstrip(" .;")):
        locator = f"{locator} ({found[1]})"
    return Name(locator, f"{owner.anchor}-{slug(what)}-{count}")
