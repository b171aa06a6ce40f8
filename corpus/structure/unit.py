"""What is built while reading: sections that are open, and units that become paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from corpus.document import ParagraphKind
from corpus.formats.block import Inline


@dataclass(frozen=True)
class Section:
    """A heading that is open. `label` is what locators call it; empty, they leave it out.

    `anchored` headings have a printed place in the outline; others nest under them by `depth`.
    `flat` sections hold headings of one level only.
    """

    title: str
    level: int
    label: str
    anchored: bool = True
    depth: int = 0
    kind: ParagraphKind | None = None
    closes_at_number: bool = False
    annex: bool = False
    flat: bool = False


class Role(Enum):
    """What a piece is within its unit."""

    TEXT = auto()
    ITEM = auto()
    QUOTE = auto()


@dataclass
class Piece:
    """One printed paragraph, list item, cell (`label` its column) or quotation within a unit."""

    content: Inline
    lines: tuple[int, int]
    role: Role = Role.TEXT
    indent: int = 0
    depth: int = 0
    section: tuple[Section, ...] = ()
    label: str = ""

    def extend(self, content: Inline, lines: tuple[int, int]) -> None:
        """Join the rest of a text that a page cut in two."""
        self.content = self.content.then(content)
        self.lines = (self.lines[0], lines[1])


@dataclass
class Unit:
    """A paragraph in the making: its pieces in order.

    `number` is the number people say; `main` whether it is the document's running number. `part`
    names a unit that is not counted ("signature"). `compound` units (a project, a case study) own
    all that stands under their heading. `locator` and `anchor` are set where the place in a table
    gives them. `extra_marks` are footnotes called from the heading above.
    """

    kind: ParagraphKind
    section: tuple[Section, ...]
    pieces: list[Piece] = field(default_factory=list)
    number: str | None = None
    main: bool = True
    compound: bool = False
    part: str | None = None
    speaker: str | None = None
    locator: str | None = None
    anchor: str | None = None
    extra_marks: tuple[str, ...] = ()

    @property
    def last(self) -> Piece | None:
        """The piece that text may go on from."""
        return self.pieces[-1] if self.pieces else None

    @property
    def dotted(self) -> bool:
        """Whether the number labels a section ("1.1"), so that its paragraphs count."""
        return self.number is not None and "." in self.number

    @property
    def owns_all(self) -> bool:
        """Whether every paragraph and list that follows belongs to it, to the next heading."""
        return self.number is not None or self.compound
