"""The clauses of a message, and which of them ask: a question beside a remark shows only there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

_SENTENCE = re.compile(r"[^.?!;:\n()]+[.?!;:\n()]*")
_DASH = re.compile(r"\s[-\u2013\u2014]+\s")
_JOIN = re.compile(r",\s+|\s+(?=(?:but|because|cos|since|although|though|plus|while|and)\s)")
_LETTER = re.compile(r"\w")
_OPENING = (
    r"^\W*(?:(?:hi|hello|hey|hiya|morning|sorry|ok|okay|and|so|also|please|pls|but|just|then|well|"
    r"quick one|question|q|thanks|plus)\b\W*)*"
)
_ASKS = re.compile(
    _OPENING + r"(?:what|whats|what's|wot|wots|wat|which|who|whos|who's|whose|how|hows|how's|when|"
    r"whens|when's|where|wheres|where's|why|whys|is|isn't|isnt|are|aren't|am|was|were|does|"
    r"doesn't|doesnt|do|did|didn't|can|could|should|must|may|will|would|"
    r"(?:should|would|could|wo)n'?t|since (?:when|what)|has|have|had|any|any1|anyone|"
    r"anything|tell me|explain|show|point|find|give|list|define|pull|take me|read|quote|compare|"
    r"need|looking|trying to|want the|remind|i need|i'?m (?:after|looking|trying)|i want the|"
    r"i wonder|wondering|(?:in|on|at|to|under) (?:what|which)|for how|by when|from when)\b"
)
# Further on in a clause: a verb before its subject, or a question word after what it is about.
_ASKS_LATER = re.compile(
    r"\b(?:(?:will|can|could|must|should|would|shall|do|did|are) (?:i|we|anyone|anybody)|"
    r"(?:what|who) (?:is|was|are|were) (?:it|they|that|this)|how (?:much|many|long|often)|"
    r"had anyone|has anyone|is it \w+ or)\b"
)
_STEPS = (0, 1, 4, 9, 21)  # words; a class of length starts at each


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of plain text, and whether it asks."""

    text: str
    asks: bool


def clauses_of(text: str) -> list[Clause]:
    """Clauses of a text in lower case; one ending in a question mark asks if no part of it does."""
    found: list[Clause] = []
    for sentence in _SENTENCE.findall(text):
        for part in _DASH.split(sentence):
            pieces = [piece for piece in _JOIN.split(part) if _LETTER.search(piece)]
            asks = [bool(_ASKS.match(piece) or _ASKS_LATER.search(piece)) for piece in pieces]
            if pieces and "?" in sentence and not any(asks):
                asks[-1] = True
            found += [Clause(piece, asked) for piece, asked in zip(pieces, asks, strict=True)]
    return found


def shape_of(clauses: Sequence[Clause]) -> set[str]:
    """The order of asking (q) and telling (s), and roughly how many words each has."""
    order = "".join(key for key, _ in groupby("q" if one.asks else "s" for one in clauses))
    asked = _length(one.text for one in clauses if one.asks)
    told = _length(one.text for one in clauses if not one.asks)
    return {f"order:{order[:4]}", f"asked:{asked}", f"told:{told}", f"told/asked:{told}/{asked}"}


def _length(texts: Iterable[str]) -> int:
    words = sum(len(text.split()) for text in texts)
    return max(step for step in _STEPS if step <= words)
