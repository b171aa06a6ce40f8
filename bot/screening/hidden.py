"""Details written so that a rule would miss them: spaced-out letters, base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from bot.screening.detail import Detail

_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]{1,2}){3,}[^\W\d_](?!\w)")
_ENCODED = re.compile(r"(?<![\w/+])[A-Za-z0-9+/]{12,}={0,2}(?![\w/+])")
_FEWEST_LETTERS = 4
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"  # "options a b c d"


def hidden_text(text: str) -> Iterator[Detail]:
    """Spans of letters set apart one by one, and of base64 that holds plain text."""
    for match in _SPACED.finditer(text):
        letters = "".join(char for char in match.group().lower() if char.isalpha())
        if len(letters) >= _FEWEST_LETTERS and letters not in _ALPHABET:
            yield Detail("hidden_text", *match.span())
    for match in _ENCODED.finditer(text):
        if _decodes(match.group()):
            yield Detail("hidden_text", *match.span())


def _decodes(written: str) -> bool:
    if written.islower() or written.isupper() or written.isdigit() or written.istitle():
        return False
    try:
        raw = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
        decoded = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return decoded.isprintable() and any(char.isalpha() for char in decoded)
