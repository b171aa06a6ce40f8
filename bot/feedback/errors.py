"""What can go wrong with feedback that is not an expected outcome."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import GuidanceError


@dataclass
class SealBroken(GuidanceError):
    """A sealed sender cannot be read: the key is another one, or the seal was altered."""

    def __str__(self) -> str:
        return (
            "The sender of an item cannot be read with this FEEDBACK_KEY. "
            "Set the key that was used when the item came in."
        )


@dataclass
class NotWritten(GuidanceError):
    """An export could not be written."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} was not written: {self.reason}. Choose another place."
