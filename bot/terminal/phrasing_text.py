"""Proposed phrasings in a terminal, and what a publication makes of the accepted ones."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.feedback.accepted import AcceptedPhrasings
from bot.feedback.phrasing import ProposedPhrasing


def print_phrasings(console: Console, found: Sequence[ProposedPhrasing]) -> None:
    """One line a proposal, oldest first, with what it comes from and who decided."""
    if not found:
        console.print("No phrasing is there.")
        return
    table = Table("No.", "Proposed", "From", "For", "Question", "Decided", box=None)
    for one in found:
        origin = f"{one.thumbs} thumbs up, {one.corrections} corrections"
        decided = f"{one.decided:%Y-%m-%d} {one.decided_by or ''}" if one.decided else ""
        cells = [f"{one.phrasing_id}", f"{one.proposed:%Y-%m-%d}", origin, one.place, one.text]
        # Text: nobody's words are taken for markup.
        table.add_row(*map(Text, [*cells, decided]))
    console.print(table)


def phrasings_line(shipped: int, accepted: AcceptedPhrasings) -> str:
    """What a publication takes in, and what it leaves out."""
    line = f"Phrasings: {shipped} of the corpus, {len(accepted.used)} accepted in Slack."
    if accepted.repeated:
        line += f" {accepted.repeated} accepted ones are in the corpus already."
    if accepted.stale:
        line += f" Left out: {len(accepted.stale)}, whose paragraphs have changed or gone."
    return line
