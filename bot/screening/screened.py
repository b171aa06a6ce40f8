"""What screening says of a message; the original text never leaves the screener."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class MessageKind(StrEnum):
    """What sort of message it is, judged from the masked text."""

    QUESTION = "question"
    FEEDBACK = "feedback"
    BOTH = "both"
    GREETING = "greeting"
    NOT_FOR_US = "not for us"


class Refusal(StrEnum):
    """Why a message is not searched at all."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    UNREADABLE = "nothing readable"


@dataclass(frozen=True)
class MaskedSpan:
    """One masked detail: its kind and its character offsets in the message as received."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Screened:
    """A message after screening: safe to store, log, search and forward.

    `text` has every personal detail replaced ("[child's name]") and is free of control,
    zero-width and bidirectional characters; empty when `refusal` is set. `danger` lists the ids
    of the danger rules that fired (audience: any, school, allegation, child_writing).
    `case_judgement` marks a question that asks for a decision on one case.
    """

    text: str
    masked: tuple[MaskedSpan, ...] = ()
    danger: tuple[str, ...] = ()
    kind: MessageKind = MessageKind.QUESTION
    refusal: Refusal | None = None
    case_judgement: bool = False

    @property
    def urgent(self) -> bool:
        """True when the message reads as somebody at risk now."""
        return bool(self.danger)


class Screener(Protocol):
    """The one step every message passes before it is stored, logged, searched or forwarded."""

    def screen(self, text: str) -> Screened:
        """Screen a message as received. Never raises on any text; runs in milliseconds."""
        ...
