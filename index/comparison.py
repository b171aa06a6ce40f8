"""What a new parse changes against the published paragraphs, for a person to read first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Paragraph


@dataclass(frozen=True)
class Comparison:
    """The paragraphs that differ. `changed` pairs old and new of one id whose text, locator,
    section or footnotes differ; `renumbered` pairs old and new that hold the same text under
    another id.
    """

    added: tuple[Paragraph, ...]
    changed: tuple[tuple[Paragraph, Paragraph], ...]
    renumbered: tuple[tuple[Paragraph, Paragraph], ...]
    removed: tuple[Paragraph, ...]

    @property
    def empty(self) -> bool:
        """True when nothing differs."""
        return not (self.added or self.changed or self.renumbered or self.removed)


def compare(old: Iterable[Paragraph], new: Iterable[Paragraph]) -> Comparison:
    """Match paragraphs by id, then those left over by document and text. Order is that printed."""
    before = {one.paragraph_id: one for one in old}
    after = {one.paragraph_id: one for one in new}
    gone = [one for name, one in before.items() if name not in after]
    come = [one for name, one in after.items() if name not in before]
    changed = tuple(
        (before[name], one)
        for name, one in after.items()
        if name in before and _said(before[name]) != _said(one)
    )
    renumbered = tuple(_moved(gone, come))
    moved_from = {one.paragraph_id for one, _ in renumbered}
    moved_to = {one.paragraph_id for _, one in renumbered}
    return Comparison(
        added=tuple(one for one in come if one.paragraph_id not in moved_to),
        changed=changed,
        renumbered=renumbered,
        removed=tuple(one for one in gone if one.paragraph_id not in moved_from),
    )


def _said(paragraph: Paragraph) -> tuple[object, ...]:
    """What a reader sees of a paragraph; where it stands in the file is not part of it."""
    return (
        paragraph.text,
        paragraph.locator,
        paragraph.section,
        paragraph.kind,
        paragraph.speaker,
        paragraph.footnotes,
    )


def _moved(gone: list[Paragraph], come: list[Paragraph]) -> list[tuple[Paragraph, Paragraph]]:
    """Pair the paragraphs of equal text, each used once, in the order printed."""
    free: dict[tuple[str, str], list[Paragraph]] = {}
    for one in come:
        free.setdefault((one.document, one.text), []).append(one)
    pairs = []
    for one in gone:
        candidates = free.get((one.document, one.text))
        if candidates:
            pairs.append((one, candidates.pop(0)))
    return pairs
