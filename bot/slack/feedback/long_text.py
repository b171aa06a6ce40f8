"""Masking a text that is longer than one message, without losing a word of it."""

from __future__ import annotations

import re

from bot.screening.screened import Screener

PIECE = 3_500
"""Below what the screener reads at once."""
LONGEST = 45_000
NAMES = {"person_name"}


def masked_whole(screener: Screener, text: str) -> str:
    """The masked text. A long one is read in pieces that end between lines or words, and a name
    that was recognised in one piece is hidden in all of them. Empty when nothing is readable.
    """
    text = text[:LONGEST]
    if len(text) <= PIECE:
        return screener.screen(text).text
    pieces = _pieces(text)
    screened = [screener.screen(piece) for piece in pieces]
    hidden: dict[str, str] = {}
    for piece, found in zip(pieces, screened, strict=True):
        for span in found.masked:
            if span.kind in NAMES:
                hidden[piece[span.start : span.end]] = span.kind
    joined = ""
    for piece, found in zip(pieces, screened, strict=True):
        joined += (piece[0] if piece[:1].isspace() else "") + found.text.strip()
    for name in sorted(hidden, key=len, reverse=True):
        joined = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", joined)
    return joined


def _pieces(text: str) -> list[str]:
    pieces = []
    while len(text) > PIECE:
        window = text[:PIECE]
        at = max(window.rfind("\n\n"), window.rfind("\n"), window.rfind(". ") + 1)
        if at < PIECE // 2:
            at = window.rfind(" ") if " " in window else PIECE
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text]
