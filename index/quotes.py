"""Which one or two sentences of a paragraph answer a question, as one exact span of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.exception import LIMITS_WHAT_STANDS_BEFORE
from index.holding import covered
from index.question import Unit
from index.sentences import Span

NEARLY = 0.9  # a neighbour this close to the best sentence is quoted with it
LONGEST = 420  # characters that two sentences may come to
FRAGMENT = 25  # characters
WHOLE = 320  # a paragraph no longer than this is quoted whole


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph: its place in the text, its cosine to the question, its stems."""

    span: Span
    similarity: float
    stems: frozenset[str]


def best_quote(text: str, sentences: Sequence[Sentence], units: Sequence[Unit]) -> Span:
    """The (start, end) in `text` of the sentence that answers best, with a neighbour that is nearly
    as good or that states its exception. A short text is quoted whole.
    """
    if len(text) <= WHOLE or not sentences:
        return (0, len(text))
    scores = [_score(one, units) for one in sentences]
    best = max(range(len(sentences)), key=lambda at: (scores[at], -at))
    start, end = sentences[best].span
    following, before = best + 1, best - 1
    if following < len(sentences) and LIMITS_WHAT_STANDS_BEFORE.match(
        text[slice(*sentences[following].span)]
    ):
        return (start, sentences[following].span[1])
    neighbours = [at for at in (before, following) if 0 <= at < len(sentences)]
    near = [at for at in neighbours if scores[at] >= NEARLY * scores[best]]
    if near:
        other = sentences[max(near, key=lambda at: scores[at])].span
        joined = (min(start, other[0]), max(end, other[1]))
        if joined[1] - joined[0] <= LONGEST:
            return joined
    return (start, end)


def opening(text: str, spans: Sequence[Span]) -> Span:
    """The first sentences of a text, as many as `LONGEST` characters hold and one at least: the
    quotation of a paragraph that was asked for by its number. A short text is quoted whole.
    """
    if len(text) <= LONGEST or not spans:
        return (0, len(text))
    start = spans[0][0]
    end = max([end for _, end in spans if end - start <= LONGEST], default=spans[0][1])
    return (start, end)


def _score(sentence: Sentence, units: Sequence[Unit]) -> float:
    """Likeness in meaning and in words; a fragment of a few characters is no answer."""
    fragment = 0.2 if sentence.span[1] - sentence.span[0] < FRAGMENT else 0.0
    return sentence.similarity + 0.4 * covered(units, sentence.stems) - fragment
