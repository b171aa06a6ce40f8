"""The feedback register in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.feedback.item import Item
from bot.feedback.working_days import working_age


def print_feedback(console: Console, items: Sequence[Item], now: datetime) -> None:
    """One line an item, newest first; the text is cut to the width of the terminal."""
    if not items:
        console.print("No feedback matches.")
        return
    table = Table("No.", "Status", "Age", "Area", "Owner", "About", "Text", box=None)
    for item in items:
        age = f"{working_age(item.received, now)} d"
        cells = [f"{item.number}", item.status.value, age, item.area.value]
        cells += [item.claimed_by or "", item.about.place, item.text.replace("\n", " ")[:200]]
        # Text: nobody's words are taken for markup.
        table.add_row(*map(Text, cells))
    console.print(table)
