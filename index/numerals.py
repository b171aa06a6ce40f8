"""Numbers written as words: "seventeen" is 17, "forty-two" is 42, "third" is 3."""

from __future__ import annotations

import re

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ORDINAL_WORDS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS, _ORDINAL_UNITS, _TENS = (
    listed.split() for listed in (_UNIT_WORDS, _ORDINAL_WORDS, _TEN_WORDS)
)
_ORDINAL_TENS = [word.replace("ty", "tieth") for word in _TENS]


def _table() -> dict[str, int]:
    """Every cardinal and ordinal from 1 to 99 in words, hyphenated or spaced, with its value."""
    table = {word: value for value, word in enumerate(_UNITS)}
    table |= {word: value for value, word in enumerate(_ORDINAL_UNITS)}
    table |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    table |= {word: 10 * value for value, word in enumerate(_ORDINAL_TENS, start=2)}
    for tens_value, tens in enumerate(_TENS, start=2):
        for unit in range(1, 10):
            for last in (_UNITS[unit], _ORDINAL_UNITS[unit]):
                for joint in "- ":
                    table[f"{tens}{joint}{last}"] = 10 * tens_value + unit
    del table["zero"], table["zeroth"]
    return table


VALUES = _table()
# The longest wording first, so that "forty-two" is not read as "forty".
NUMBER_WORD = "|".join(sorted(map(re.escape, VALUES), key=len, reverse=True))
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)?", re.IGNORECASE)


def value_of(written: str) -> int | None:
    """The value of "17", "17th" or "seventeen"; None for anything else."""
    word = re.sub(r"\s+", " ", written.strip().lower())
    if word in VALUES:
        return VALUES[word]
    digits = _ORDINAL_DIGITS.fullmatch(word)
    return int(digits.group(1)) if digits else None
