"""The danger card for a terminal: before anything else, and whatever else fails."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.screening.danger_card import DangerCard


def print_danger(console: Console, card: DangerCard) -> None:
    """Print the card. It holds only fixed words and the administrators' numbers."""
    console.print(Text(card.title, style="bold red"))
    for line in card.lines:
        console.print(Text(f"• {line}"), soft_wrap=False)
    console.print()
