"""What questions and thumbs say about the guidance: where it is asked about and voted down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.feedback.gaps import Unanswered
from bot.feedback.item import Item
from corpus.document import Document, Paragraph, Slug

FEWEST = 5
"""What fewer people of an area said is not shown by itself: it could point to somebody."""


@dataclass(frozen=True)
class Heat:
    """How much a paragraph or a section is talked about. `bad` counts thumbs down by reason.

    `paragraph_id` is empty for a section or a whole document. `areas` counts questions and items by
    the area that people gave, where at least FEWEST people are; `elsewhere` is the rest: smaller
    areas, and people who gave none.
    """

    paragraph_id: str
    place: str
    questions: int
    bad: dict[str, int]
    items: int
    areas: dict[str, int] = field(default_factory=dict)
    elsewhere: int = 0

    @property
    def total(self) -> int:
        """Everything together, to sort by."""
        return self.questions + sum(self.bad.values()) + self.items


@dataclass(frozen=True)
class HeatReport:
    """The most talked about first. A section counts what its own sections do."""

    paragraphs: Sequence[Heat] = ()
    sections: Sequence[Heat] = ()


@dataclass(frozen=True)
class Cited:
    """A question whose answer quoted this paragraph first, and why it got a thumb down, if so.
    `path` is the document's title and the headings above the paragraph; `area` what the asker let
    us remember of where they work. `asker` tells people apart within one list and means nothing
    beyond it.
    """

    paragraph_id: str
    place: str
    bad: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    area: str | None = None
    asker: int = 0


class AskedBook(Protocol):
    """What was asked, without who asked. Blocking; raises StoreUnavailable."""

    def unanswered(self, since: datetime) -> Sequence[Unanswered]:
        """The questions that the guidance did not answer, oldest first."""
        ...

    def cited(self, since: datetime) -> Sequence[Cited]:
        """The paragraph that each answer quoted first."""
        ...


def heat_report(
    cited: Sequence[Cited], items: Sequence[Item], paths: Mapping[str, tuple[str, ...]]
) -> HeatReport:
    """Both lists; `paths` are those of the live edition."""
    return HeatReport(heat(cited, items), section_heat(cited, items, paths))


def heat(cited: Sequence[Cited], items: Sequence[Item]) -> list[Heat]:
    """Paragraphs by how much they are asked about, voted down and fed back on, the most first."""
    piles: dict[tuple[str, ...], _Pile] = {}
    for one in cited:
        _pile(piles, (one.paragraph_id,), one.place).cited.append(one)
    for item in items:
        if item.about.paragraph_id:
            _pile(piles, (item.about.paragraph_id,), item.about.place).items.append(item)
    return _sorted(_heat(pile, paragraph_id=key[0]) for key, pile in piles.items())


def section_heat(
    cited: Sequence[Cited], items: Sequence[Item], paths: Mapping[str, tuple[str, ...]]
) -> list[Heat]:
    """The same for documents and their sections, each with what is under it. `paths` are those of
    the live edition; a question about a paragraph that has gone counts where it stood.
    """
    piles: dict[tuple[str, ...], _Pile] = {}
    for one in cited:
        for key in _above(paths.get(one.paragraph_id, one.path)):
            _pile(piles, key, " › ".join(key)).cited.append(one)
    for item in items:
        about = item.about
        # An item about a whole document has its title as its place.
        path = paths.get(about.paragraph_id) if about.paragraph_id else (about.place,)
        for key in _above(path or ()):
            _pile(piles, key, " › ".join(key)).items.append(item)
    return _sorted(_heat(pile) for pile in piles.values())


def paths_of(documents: Mapping[Slug, Document], paragraphs: Iterable[Paragraph]) -> _Paths:
    """Where each paragraph stands: its document's title and the headings above it."""
    return {one.paragraph_id: (documents[one.document].title, *one.section) for one in paragraphs}


def by_area(given: Iterable[tuple[str | None, object]]) -> tuple[dict[str, int], int]:
    """How often something was said from each area, and from the rest together. An area from which
    fewer than FEWEST people said it is in the rest; so is the smallest other one, when the rest
    would be that few, or they could be worked out from the sum.

    Args:
        given: the area, None or blank when not given, and who it was: anything that tells people
            apart.
    """
    names: dict[str, str] = {}
    who: dict[str, list[object]] = {}
    for area, person in given:
        name = " ".join((area or "").split())
        names.setdefault(name.casefold(), name)
        who.setdefault(name.casefold(), []).append(person)
    rest = [*who.pop("", [])]
    ordered = sorted(who, key=lambda key: (len(set(who[key])), key))
    while ordered and (len(set(who[ordered[0]])) < FEWEST or 0 < len(set(rest)) < FEWEST):
        rest += who[ordered.pop(0)]
    return {names[key]: len(who[key]) for key in reversed(ordered)}, len(rest)


_Paths = dict[str, tuple[str, ...]]


@dataclass
class _Pile:
    """What is counted together."""

    place: str
    cited: list[Cited] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def _pile(piles: dict[tuple[str, ...], _Pile], key: tuple[str, ...], place: str) -> _Pile:
    return piles.setdefault(key, _Pile(place))


def _above(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The document, then each section down to the innermost."""
    return [path[:depth] for depth in range(1, len(path) + 1)]


def _heat(pile: _Pile, paragraph_id: str = "") -> Heat:
    reasons = Counter(reason for one in pile.cited for reason in one.bad)
    said = [(one.area, one.asker) for one in pile.cited]
    areas, elsewhere = by_area([*said, *((i.origin.area, i.origin.mark) for i in pile.items)])
    bad = {reason: reasons[reason] for reason in sorted(reasons)}
    counts = (len(pile.cited), bad, len(pile.items))
    return Heat(paragraph_id, pile.place, *counts, areas, elsewhere)


def _sorted(found: Iterable[Heat]) -> list[Heat]:
    return sorted(found, key=lambda one: (-one.total, one.paragraph_id, one.place))
