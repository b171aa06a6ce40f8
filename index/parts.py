"""A question in two parts, taken apart: "how much is there for X and who decides on it?".

Only plain forms are taken apart: two questions with a mark each, or a second question word after
"and". What is left of each part must say something of its own; a question of one part stays whole.
"""

from __future__ import annotations

import re

from index.terms import salient

MOST = 3  # parts; a longer list is searched whole
_ASKS = (
    r"(?:how (?:many|much|long|often|far|soon|quickly|big|old|is|are|was|were|do|does|did|can|"
    r"should|will)|"
    r"who(?:'s|se|m)?|when|where|why|which|what(?:'s)?|"
    r"(?:under|in|by|on|at|for|from|to|with) (?:which|what|whom|when))"
)
_VERB_ASKS = (
    r"(?:is|are|was|were|does|do|did|has|have|had|can|could|should|must|will|would) "
    r"(?:there|it|they|he|she|we|i|the|a|an|any|this|that|these|those|all|every|each|local|our)"
)
_BETWEEN_MARKS = re.compile(r"\?\s+(?=\S)")
_JOINED = re.compile(
    rf"(?:[,;]\s*|\s+)(?:and(?:\s+also|\s+then)?|also|plus|&)\s*,?\s+(?=(?:{_ASKS}|{_VERB_ASKS})\b)|"
    rf"\s*;\s*(?=(?:{_ASKS})\b)",
    re.IGNORECASE,
)
_OPENS_AS_QUESTION = re.compile(
    rf"\W*(?:{_ASKS}|{_VERB_ASKS}|(?:\w+,? ){{0,6}}?{_ASKS})\b", re.IGNORECASE
)
# "In Dudley, how are …": said of every part.
_SETTING = re.compile(
    r"^\W*((?:in|at|for|under|according to|within) [^,?]{2,40}),\s+(?=\w)", re.IGNORECASE
)
# Words that stand for something which an earlier part names.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|these|those|this|that|he|she|his|her|ones?|so)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"^\W*(?:how (?:many|much)|which|what|whose)\s+(?P<subject>(?:\w+\s+){0,3}?[\w-]+)\s+"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|should|must|will|went|came|come|get|got)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^\W*(?:if (?:so|not|yes|no)|why(?: not)?\W*$|how so)", re.IGNORECASE)
FEWEST = 4  # words with meaning that the parts must have together


def parts(question: str) -> tuple[str, ...]:
    """The parts of a question, exactly as they were asked; empty when it has only one."""
    pieces = [one for marked in _BETWEEN_MARKS.split(question) for one in _joined(marked)]
    pieces = [piece.strip(" ,;") for piece in pieces if piece.strip(" ,;?.!")]
    if not 2 <= len(pieces) <= MOST or any(_CONDITION.match(piece) for piece in pieces):
        return ()
    if not all(_OPENS_AS_QUESTION.match(piece) for piece in pieces):
        return ()
    meaning = [len(set(salient(piece))) for piece in pieces]
    return tuple(pieces) if min(meaning) and sum(meaning) >= FEWEST else ()


def searched(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """What to search for each part: a later part with the setting of the first ("In Dudley"), and
    with what it points back to ("it", "they").
    """
    first = pieces[0]
    setting = _SETTING.match(first)
    found = [first]
    for piece in pieces[1:]:
        added = [setting[1]] if setting else []
        if _POINTS_BACK.search(piece):
            subject = _SUBJECT.match(first)
            added.append(subject["subject"] if subject else first.rstrip("?"))
        found.append(" ".join([piece, *added]))
    return tuple(found)


def _joined(question: str) -> list[str]:
    """A question cut where "and" joins a second question word to it."""
    cuts = [match.span() for match in _JOINED.finditer(question)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(question)]
    return [question[start:end] for start, end in zip(starts, ends, strict=True)]
