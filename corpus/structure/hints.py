"""What a document's manifest entry tells the parser, where its conversion lost what print showed.

Hints are data with a reason each; no rule in this folder knows a document's name or words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.document import ParagraphKind


@dataclass(frozen=True)
class HeadingHint:
    """A heading that the conversion flattened or misplaced.

    Matches by `title` (white space, case and quote style aside) or by `pattern`. `level` is its
    printed depth. `spelled` is the contents page's spelling, `label` what locators call it (empty:
    nothing). `kind` is the kind of what stands under it. `closes` says when it stops: "number" at
    the next numbered paragraph, else at the next heading of its level or above. `flat` says that
    the headings below it are all of one level, whatever the conversion made of them.
    """

    reason: str
    level: int
    title: str | None = None
    pattern: re.Pattern[str] | None = None
    spelled: str | None = None
    label: str | None = None
    kind: ParagraphKind | None = None
    closes: str | None = None
    flat: bool = False


@dataclass(frozen=True)
class RegionHint:
    """A stretch without a printed heading: from the block that starts with `starts`."""

    reason: str
    starts: str
    title: str
    kind: ParagraphKind | None = None
    closes: str | None = None
    nested: bool = False


@dataclass(frozen=True)
class FurnitureHint:
    """Blocks whose whole text matches `pattern` are page furniture."""

    reason: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class NoteHint:
    """Blocks in which `pattern` is found are footnotes that lost their marks."""

    reason: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class CallHint:
    """Footnote `mark`, whose mark the conversion lost from the text, is called from `anchor`."""

    reason: str
    mark: str
    anchor: str


@dataclass(frozen=True)
class ColumnHint:
    """One citable column of a keyed table."""

    kind: ParagraphKind
    locator: str
    anchor: str


@dataclass(frozen=True)
class TableHint:
    """A table whose first header cell reads `header`.

    With `key`, the first column holds each row's number, rows without one continue the row before,
    and every other column is citable alone. `label` names rows in locators.
    """

    reason: str
    header: str
    label: str
    key: str | None = None
    anchor: str = "row"
    columns: tuple[ColumnHint, ...] = ()


@dataclass(frozen=True)
class Hints:
    """All hints of one document; empty for one that follows the general rules."""

    headings: tuple[HeadingHint, ...] = ()
    regions: tuple[RegionHint, ...] = ()
    furniture: tuple[FurnitureHint, ...] = ()
    footnotes: tuple[NoteHint, ...] = ()
    calls: tuple[CallHint, ...] = ()
    tables: tuple[TableHint, ...] = ()
