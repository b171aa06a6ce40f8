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
"""A count by area that is smaller is not shown: it could point to somebody."""


@dataclass(frozen=True)
class Heat:
    """How much a paragraph or a section is talked about. `bad` counts thumbs down by reason.

    `paragraph_id` is empty for a section or a whole document. `areas` counts questions and items by
    the area that people gave, none below FEWEST; `elsewhere` is the rest: smaller areas, and people
    who gave none.
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
    us remember of where they work.
    """

    paragraph_id: str
    place: str
    bad: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    area: str | None = None


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


def by_area(given: Iterable[str | None]) -> tuple[dict[str, int], int]:
    """Counts by area, none below FEWEST, and the rest. When the rest alone would be that small, the
    smallest area shown joins it, or it could be worked out from the sum.
    """
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    total = 0
    for area in given:
        total += 1
        name = " ".join((area or "").split())
        if name:
            counts[name.casefold()] += 1
            names.setdefault(name.casefold(), name)
    shown = [(names[key], count) for key, count in counts.most_common() if count >= FEWEST]
    while shown and 0 < total - sum(count for _, count in shown) < FEWEST:
        shown.pop()
    return dict(shown), total - sum(count for _, count in shown)


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
    places = [one.area for one in pile.cited] + [item.origin.area for item in pile.items]
    areas, elsewhere = by_area(places)
    bad = {reason: reasons[reason] for reason in sorted(reasons)}
    counts = (len(pile.cited), bad, len(pile.items))
    return Heat(paragraph_id, pile.place, *counts, areas, elsewhere)


def _sorted(found: Iterable[Heat]) -> list[Heat]:
    return sorted(found, key=lambda one: (-one.total, one.paragraph_id, one.place))
