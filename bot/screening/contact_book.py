"""Where the local numbers on the danger card come from."""

from __future__ import annotations

from typing import Protocol

from bot.screening.danger_card import DangerContacts

EVERYWHERE = "everywhere"
"""The place whose numbers hold where no channel's or workspace's own are set."""


class ContactBook(Protocol):
    """Local numbers by place: the id of a channel or workspace, or EVERYWHERE. Blocking; raises
    StoreUnavailable: the card is then shown without them.
    """

    def find(self, *places: str) -> DangerContacts | None:
        """The numbers of the first place that has any: name the channel before its workspace."""
        ...

    def put(self, place: str, contacts: DangerContacts, by: str) -> None:
        """Set the numbers of a place, with an audit row."""
        ...

    def remove(self, place: str, by: str) -> bool:
        """Remove a place's numbers, with an audit row; False when there were none."""
        ...

    def all(self) -> list[tuple[str, DangerContacts]]:
        """Every place with its numbers, by place."""
        ...
