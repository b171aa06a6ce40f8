"""The part of a long paragraph that a message shows: whole sentences around the key one."""

from __future__ import annotations

import re

from bot.slack.messages.blocks import Run

CUT = Run(" […]", italic=True)
CUT_BEFORE = Run("[…] ", italic=True)
"""Ours, not the document's: it stands outside the quoted runs."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def runs(text: str, quote: str, most: int, *, bold: bool = True) -> list[Run]:
    """The paragraph with its key sentence marked, at most about `most` characters of it.

    Each run but the marks of a cut is an exact substring of `text`, and they come in its order.
    """
    start = text.find(quote) if quote else -1
    if start < 0:
        start, quote = 0, ""
    end = start + len(quote)
    first, last = (0, len(text)) if len(text) <= most else _window(text, start, end, most)
    shown = [Run(text[first:start]), Run(text[start:end], bold=bold), Run(text[end:last])]
    return [*([CUT_BEFORE] if first > 0 else []), *shown, *([CUT] if last < len(text) else [])]


def shortened(text: str, most: int) -> tuple[str, bool]:
    """The longest run of whole sentences within `most` characters, and whether any was left out."""
    if len(text) <= most:
        return text, False
    ends = [found.start() for found in SENTENCE_END.finditer(text) if found.start() <= most]
    return (text[: ends[-1]] if ends else text[: text.rfind(" ", 0, most)]), True


def _window(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Whole sentences before and after the key sentence, while they fit."""
    starts = [0, *(found.end() for found in SENTENCE_END.finditer(text))]
    ends = [*(found.start() for found in SENTENCE_END.finditer(text)), len(text)]
    first, last = start, min(end, start + most)
    if last < end:
        return first, text.rfind(" ", first, last)
    if end == 0:
        return 0, max([e for e in ends if e <= most], default=text.rfind(" ", 0, most))
    for candidate in ends:
        if candidate > last and candidate - first <= most:
            last = candidate
    for candidate in reversed(starts):
        if candidate < first and last - candidate <= most:
            first = candidate
    return first, last
