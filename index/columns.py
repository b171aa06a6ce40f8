"""Which column of a table of recommendations a question asks for."""

from __future__ import annotations

import re

from corpus.document import ParagraphKind

COLUMNS = (
    ParagraphKind.RECOMMENDATION,
    ParagraphKind.GOVERNMENT_RESPONSE,
    ParagraphKind.PROGRESS_UPDATE,
)
_RESPONSE = re.compile(
    r"\bgovernment(?:['’]s)?\s+(?:\w+\s+)?(?:say|said|says|respon\w+|repl\w+|commit\w*|promis\w+|"
    r"accept\w*|agree\w*|answer\w*)\b|\bmay\s+2009\b|\bministers?\s+(?:say|said|promise\w*)\b|"
    r"\b(?:official|original|initial)\s+response\b|\bgovernment response\b|"
    r"\brespon(?:se|d|ded)\s+to\s+rec|\bgov(?:ern?ment|t)?(?:['’]s)?\s+(?:say|said|respon\w+|repl\w+)\b",
    re.IGNORECASE,
)
_PROGRESS = re.compile(
    r"\bprogress\b|\bhow far\b|\bupdate[sd]?\b|\bmarch 2010\b|\bso far\b|\bnow\b|\blatest\b|"
    r"\bhappened\b|\bhappening\b|\bimplemented\b|\bdelivered\b|\bachieved\b|\bstatus\b|"
    r"\bbeen done\b|\bdone (?:about|on)\b|\bsince\b|\bup to date\b|\bwhere (?:are|is|have) we\b|"
    r"\byet\b|\bcompleted?\b|\bstand(?:s|ing)?\b|\bget on\b|\bgetting on\b|\bcurrent position\b",
    re.IGNORECASE,
)
_LAMING = re.compile(
    r"\blaming\b|\bmarch 2009\b|\bwording\b|\bword for word\b|\btext of\b|\bactual(?:ly)? say\b",
    re.IGNORECASE,
)


def columns_asked(question: str) -> tuple[ParagraphKind, ...]:
    """The columns of a table of recommendations in the order the question wants them."""
    if _RESPONSE.search(question):
        first = ParagraphKind.GOVERNMENT_RESPONSE
    elif _PROGRESS.search(question):
        first = ParagraphKind.PROGRESS_UPDATE
    else:
        first = ParagraphKind.RECOMMENDATION
    return (first, *(column for column in COLUMNS if column is not first))


def column_named(question: str) -> ParagraphKind | None:
    """The column a question asks for in so many words, or None."""
    first = columns_asked(question)[0]
    if first is ParagraphKind.RECOMMENDATION and not _LAMING.search(question):
        return None
    return first


def without_column_words(question: str) -> str:
    """The question less the words that ask for a column, so that its topic remains."""
    for pattern in (_RESPONSE, _PROGRESS, _LAMING):
        question = pattern.sub(" ", question)
    return question
