"""Markup inside a line: what a conversion put there is taken out, what was printed stays.

White space is the only printed thing that changes. Handled: Markdown emphasis and links, the HTML
tags that converters write, character entities, and footnote marks (`<sup>1</sup>`, superscript
digits, `[1]`), which are lifted out of the text and kept beside it.
"""

from __future__ import annotations

import re

from corpus.formats.block import Inline, Mark

TAG_NAMES = "a|b|br|div|em|i|li|ol|p|span|strong|sub|sup|table|td|th|tr|u|ul"
TAG = re.compile(rf"</?(?:{TAG_NAMES})\b[^<>]*>", re.IGNORECASE)
LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGIT = str.maketrans(_SUPERSCRIPTS, "0123456789")
_AUTOLINK = re.compile(r"<((?:https?://|www\.)[^<>\s]+)>")
_SUP_TAG = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_SUP_DIGITS = re.compile(f"[{_SUPERSCRIPTS}]+")
_BRACKETED = re.compile(r"\[(\d{1,3})\](?!\()")
# A converter's space between a closing tag and the punctuation that print sets right after it.
_SPACE_AFTER_TAG = re.compile(r"(</(?:i|b|em|strong|a)>)\s+(?=[.,;:](?:\s|$))", re.IGNORECASE)
_ASTERISKS = re.compile(r"(?<=\S)\*{1,3}|\*{1,3}(?=\S)")
_OPENS, _CLOSES = "\ue000", "\ue001"
_LIFTED = re.compile(rf"\s*{_OPENS}(\d+){_CLOSES}")
_EMPHASIS = ("*", "<i>", "<b>", "<em>", "<strong>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "&#39;": "'"}


def unescape(raw: str) -> str:
    """Character entities and escaped underscores as the characters they stand for."""
    for entity, character in _ENTITIES.items():
        raw = raw.replace(entity, character)
    return re.sub(r"\\{1,3}_", "_", raw)


def plain_digits(text: str) -> str:
    """Superscript digits as plain ones."""
    return text.translate(_TO_DIGIT)


def parse_inline(raw: str) -> Inline:
    """The printed text of one raw line or cell, with its footnote marks beside it."""
    text = _SUP_TAG.sub(rf"{_OPENS}\1{_CLOSES}", raw.strip())
    emphasised = _is_emphasised(text)
    text = _SUP_DIGITS.sub(lambda found: _OPENS + plain_digits(found[0]) + _CLOSES, text)
    text = _BRACKETED.sub(rf"{_OPENS}\1{_CLOSES}", text)
    text = LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = TAG.sub("", _SPACE_AFTER_TAG.sub(r"\1", text))
    text = " ".join(_ASTERISKS.sub("", unescape(text)).split())
    return _lift_marks(text, emphasised=emphasised)


def _is_emphasised(text: str) -> bool:
    """Whether emphasis opens where the text starts and closes where it ends."""
    for opening in _EMPHASIS:
        closing = opening.replace("<", "</")
        if text.startswith(opening) and text.endswith(closing):
            return any(character.isalnum() for character in text)
    return False


def _lift_marks(text: str, *, emphasised: bool) -> Inline:
    """Take the protected marks out and remember where they stood."""
    pieces: list[str] = []
    marks: list[Mark] = []
    end = length = 0
    for found in _LIFTED.finditer(text):
        pieces.append(text[end : found.start()])
        length += len(pieces[-1])
        marks.append(Mark(found[1], length))
        end = found.end()
    rest = text[end:]
    if length == 0:
        rest = rest.lstrip()
    return Inline("".join([*pieces, rest]), tuple(marks), emphasised)
