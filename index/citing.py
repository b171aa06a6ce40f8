"""From ranked paragraphs to citations: one of a family, near-duplicates folded into the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.document import Paragraph
from index.duplicates import Duplicates
from index.open_edition import OpenEdition
from index.sentences import Span

# A paragraph no longer than this is cited whole when one of its bullets is found.
LONGEST_OWNER = 1500


@dataclass
class Cited:
    """A paragraph to cite: its row, the row that was found, and the rows folded into it."""

    row: int
    found: int
    folded: list[int] = field(default_factory=list)


class Citing:
    """Chooses what to cite in one edition."""

    def __init__(self, edition: OpenEdition) -> None:
        self._paragraphs = edition.paragraphs
        self._edition = edition
        self._row = {one.paragraph_id: at for at, one in enumerate(edition.paragraphs)}
        self._duplicates = Duplicates(edition.paragraphs)

    def cite(self, found: Iterable[int], most: int, span_of: Callable[[int], Span]) -> list[Cited]:
        """At most `most` citations for rows in order; `span_of` gives the span of a row's text
        that answers best.

        A bullet is cited with the paragraph that owns it, unless that is long; of a long owner and
        its bullets either the owner or some bullets are cited, never both.
        """
        cited: list[Cited] = []
        taken: set[int] = set()
        for row in found:
            chosen = self._chosen(row, span_of)
            if chosen in taken or not taken.isdisjoint(self._relatives(chosen)):
                continue
            taken.add(chosen)
            earlier = next(
                (one for one in cited if self._duplicates.repeats(chosen, one.row)), None
            )
            if earlier is not None:
                earlier.folded.append(chosen)
                continue
            cited.append(Cited(chosen, row))
            if len(cited) == most:
                break
        return cited

    def _chosen(self, row: int, span_of: Callable[[int], Span]) -> int:
        """The row to cite when `row` was found: of a long owner, the bullet that answers."""
        paragraph = self._paragraphs[row]
        if paragraph.parent is not None:
            owner = self._row[paragraph.parent]
            return owner if len(self._paragraphs[owner].text) <= LONGEST_OWNER else row
        if len(paragraph.text) <= LONGEST_OWNER:
            return row
        bullets = self._edition.children.get(paragraph.paragraph_id)
        if not bullets:
            return row
        span = span_of(row)
        within = (one for one in bullets if _lies_in(span, one))
        return next((self._row[one.paragraph_id] for one in within), row)

    def _relatives(self, row: int) -> Iterator[int]:
        """The owner of a bullet, or the bullets of an owner."""
        paragraph = self._paragraphs[row]
        if paragraph.parent is not None:
            yield self._row[paragraph.parent]
        for bullet in self._edition.children.get(paragraph.paragraph_id, ()):
            yield self._row[bullet.paragraph_id]


def _lies_in(span: Span, bullet: Paragraph) -> bool:
    start = bullet.parent_start or 0
    return start <= span[0] and span[1] <= start + len(bullet.text) + 1
