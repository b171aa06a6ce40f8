"""A follow-up question is read together with the question that it leans on.

The rules were chosen on the dev half of `evals/conversations`; `python -m evals.follow_ups`
measures them on either half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# How a question opens when it goes on from the one before.
JOINING = re.compile(
    r"^\W*(?:and|but|so|also|or|ok|okay|what about|how about|what of|same)\b", re.IGNORECASE
)
# Words that stand for something named earlier.
POINTING = re.compile(
    r"\b(?:it|its|it's|they|them|their|theirs|those|these|this|that|ones?|there|he|his|she|her|"
    r"the (?:same|others?)|do so)\b",
    re.IGNORECASE,
)
# A numbered place, as people write it; its number may be what a follow-up changes.
PLACE = re.compile(
    r"\b(?P<kind>rec(?:ommendation)?s?|project|para(?:graph)?s?|annex|section)\s+"
    r"(?P<number>\d+(?:\.\d+)?|[a-c])\b",
    re.IGNORECASE,
)
ONLY_A_NUMBER = re.compile(
    r"^\W*(?:and|or|what about|how about)?\s*(?:number\s+)?(?P<number>\d{1,2}(?:\.\d)?)\W*$",
    re.IGNORECASE,
)
FEW_WORDS = 5
LONG = 14


def leans(question: str) -> bool:
    """Whether a question makes sense only after another: very short, or short and it opens with a
    joining word ("and for health visitors?") or points back ("when did it start?").
    """
    words = len(question.split())
    if PLACE.search(question) or words > LONG:
        return False
    return words <= FEW_WORDS or bool(JOINING.match(question) or POINTING.search(question))


def with_context(question: str, earlier: Sequence[str]) -> str:
    """The question to search for: itself when it stands alone, else joined to what it leans on.

    Args:
        question: the question just asked, masked.
        earlier: the masked earlier questions of the conversation, oldest first.
    """
    topics: list[str] = []
    for one in earlier:
        spelled = _spelled_out(one, topics)
        if not topics or not leans(spelled):
            topics.append(spelled)
    question = _spelled_out(question, topics)
    if not topics or not leans(question):
        return question
    place = PLACE.search(topics[-1])
    if place is not None and POINTING.search(question):
        return f"{question} {place.group()}"
    return f"{topics[-1]} {question}"


def _spelled_out(question: str, topics: Sequence[str]) -> str:
    """A bare number ("and 6?") as the place it means after the last topic ("Project 6")."""
    only = ONLY_A_NUMBER.match(question)
    place = PLACE.search(topics[-1]) if topics else None
    if only is None or place is None:
        return question
    return f"{place['kind']} {only['number']}"
