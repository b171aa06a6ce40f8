"""Editions for a terminal: the list, one of them, and what a publication would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.answer_text import one_line
from corpus.document import Paragraph
from index.comparison import Comparison
from index.edition import EditionRecord
from index.files import Manifest

STYLES = {"added": "green", "changed": "yellow", "renumbered": "cyan", "removed": "red"}
SIGNS = {"added": "+", "changed": "~", "renumbered": "#", "removed": "-"}


def print_editions(console: Console, records: Sequence[EditionRecord]) -> None:
    """One line an edition, newest first."""
    if not records:
        console.print("No edition yet. Run `guidance index publish`.")
    for record in records:
        published = f"{record.published:%Y-%m-%d %H:%M} UTC" if record.published else "never"
        line = f"{record.edition}  {record.state.value:8}  {record.paragraphs} paragraphs"
        console.print(Text(f"{line}  published {published}"), soft_wrap=True)


def print_edition(
    console: Console, manifest: Manifest, paragraphs: Sequence[Paragraph], state: str
) -> None:
    """One edition: when, with what, and how many paragraphs of each document."""
    rows = {
        "edition": manifest.edition,
        "state": state,
        "created": f"{manifest.created:%Y-%m-%d %H:%M} UTC",
        "model": f"{manifest.model}, {manifest.dimensions} dimensions",
        "store": manifest.store,
        "paragraphs": str(manifest.paragraphs),
        "vectors": str(manifest.entries),
    }
    for name, value in rows.items():
        console.print(Text(f"{name:11} {value}"), soft_wrap=True)
    for document, count in Counter(one.document for one in paragraphs).items():
        console.print(Text(f"  {count:5} {document}"), soft_wrap=True)


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Counts, then each difference: a sign, the paragraph's place and how it begins."""
    counts = {name: len(getattr(comparison, name)) for name in STYLES}
    console.print(", ".join(f"{count} {name}" for name, count in counts.items()))
    for name, style in STYLES.items():
        for item in getattr(comparison, name):
            paragraph = item if isinstance(item, Paragraph) else item[1]
            words = f"{SIGNS[name]} {paragraph.document}, {paragraph.locator}: "
            console.print(Text(words + one_line(paragraph.text), style), soft_wrap=True)
