"""A follow-up question is read together with the question that it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What opens a question that leans on the one before it, or stands for something named there.
LEANING = re.compile(
    r"^\W*(and|but|so|also|or|what about|how about|what of|same for|same again|for|in|at|why|"
    r"when|who|where|how|which|then|ok|okay|right)\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(it|its|it's|they|them|their|those|these|this|that|he|his|she|her|there|one|ones|"
    r"the same|the others?)\b",
    re.IGNORECASE,
)
FEW_WORDS = 4
SHORT = 12


def with_context(question: str, earlier: Sequence[str]) -> str:
    """The question to search for: itself when it stands alone, else joined to the one it follows.

    A question leans on the one before when it is very short, or short and it opens with a joining
    word ("and for health visitors?") or points back with a pronoun ("when did it start?").
    """
    words = len(question.split())
    leans = words <= FEW_WORDS or (
        words <= SHORT and bool(LEANING.match(question) and POINTING.search(question))
    )
    opens = words <= SHORT and re.match(
        r"^\W*(and|but|what about|how about|same)\b", question, re.I
    )
    if not earlier or not (leans or opens):
        return question
    return f"{earlier[-1]} {question}"
