"""Whether a sentence counts the thing asked about: "how many X" wants a number beside X."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.numerals import VALUES
from index.question import Question, Unit
from index.terms import STOP_WORDS, stem, words

REACH = 6  # words between a number and what it counts
_HOW_MANY = re.compile(
    r"\b(?:how (?:many|few)|(?:what|the) number of|what (?:percentage|proportion|share) of)\s+"
    r"((?:[\w'’&-]+\s*){1,4})",
    re.IGNORECASE,
)
_ENOUGH = 0.5  # labels weaker than this name another thing


def counted_things(question: Question) -> frozenset[str]:
    """The stems of what is to be counted, other labels for it included; empty if nothing is."""
    match = _HOW_MANY.search(question.text)
    if match is None:
        return frozenset()
    asked = [stem(word) for word in words(match[1]) if word not in STOP_WORDS][:2]
    found = set(asked)
    for unit in question.units:
        if found.intersection(unit.asked):
            found |= _labels(unit)
    return frozenset(found)


def _labels(unit: Unit) -> set[str]:
    return {term for label, weight in unit.others if weight >= _ENOUGH for term in label[-1:]}


def counts(spoken: Sequence[str], things: frozenset[str]) -> bool:
    """Whether a number stands within reach of one of the things in these words."""
    numbers = [at for at, word in enumerate(spoken) if word[0].isdigit() or word in VALUES]
    named = [at for at, word in enumerate(spoken) if stem(word) in things]
    return any(0 < abs(one - other) <= REACH for one in numbers for other in named)
