"""How words look: questions about a run of text that several rules ask."""

from __future__ import annotations

import re
import unicodedata

QUOTES = "'\"‘’“”"
_FINISHED = re.compile(rf"[.!?:;][{QUOTES})\]]*$")
_ENDS_IN_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_ONES = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]


def same_words(text: str) -> str:
    """The text for comparing titles: case, quote style and white space aside."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.casefold().split())


def finished(text: str) -> bool:
    """Whether a sentence, clause, lead-in or address ends here; a page break cuts elsewhere."""
    return bool(_FINISHED.search(text) or _ENDS_IN_ADDRESS.search(text))


def starts_lower(text: str) -> bool:
    """Whether the first letter is a small one, as in the rest of a cut sentence."""
    found = re.search(r"[^\W_]", text)
    return found is not None and found[0].islower()


def starts_upper(text: str) -> bool:
    """Whether the first letter is a capital."""
    found = re.search(r"[^\W_]", text)
    return found is not None and found[0].isupper()


def is_quotation(text: str) -> bool:
    """Whether the text opens with a quotation mark and closes with one or was cut before it."""
    return text[:1] in QUOTES and len(text) > 1 and (text[-1] in QUOTES or not finished(text))


def ordinal(number: int) -> str:
    """ "first" for 1, "twentieth" for 20, to "ninety-ninth"; "100th" and so on beyond."""
    if number < len(_ONES) + 1:
        return _ONES[number - 1]
    tens, ones = divmod(number, 10)
    if tens >= 10:
        return f"{number}th"
    stem = _TENS[tens - 2]
    return f"{stem}y-{_ONES[ones - 1]}" if ones else f"{stem}ieth"


def slug(text: str) -> str:
    """The text as lower-case words with hyphens, safe in a URL."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("'", ""))
    plain = plain.encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
