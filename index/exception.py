"""A rule with its exception: the neighbouring sentence that limits what a quotation says.

A sentence limits its neighbour when it opens with a word of exception ("However", "Unless") or
holds one ("except where", "subject to"), or opens with a case in which something is not so ("Where
this is not possible, …"). It may stand before or after the quotation, in the same paragraph, or in
the next paragraph or bullet of the same section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.document import Paragraph, ParagraphId, ParagraphKind
from index.columns import COLUMNS
from index.sentences import Span

# Opens a sentence that limits the one before it.
LIMITS_WHAT_STANDS_BEFORE = re.compile(
    r"\W*(?:however|but|unless|except(?:ions?)?|exceptionally|nevertheless|nonetheless|otherwise|"
    r"in exceptional|the (?:only )?exceptions?|this (?:does|do|will|should|need) not|"
    r"(?:where|if|when) (?:this|it|that|such)\b[^,]*\b(?:not|cannot|impossible|no longer)\b|"
    r"other than|subject to|provided that|only (?:if|when|where)|care should however)\b",
    re.IGNORECASE,
)
# Limits its neighbour on either side, wherever in the sentence it stands.
_HOLDS_EXCEPTION = re.compile(
    r"\bunless\b|\bexcept(?: for| that| in| where| when| if)\b|\bsubject to (?!examination|a\b|the "
    r"(?:inspection|review))|\bwith the exception of\b|\b(?:does|do) not apply\b|"
    r"\b(?:is|are) exempt\b|\bapart from\b|\bother than\b|\bprovided (?:that|it)\b|"
    r"\bonly if\b|\bnotwithstanding\b|^(?:where|if|when)\b[^,]*\b(?:not|cannot|no)\b[^,]*,|"
    r"\b\w+ should however\b",
    re.IGNORECASE,
)
_HOWEVER_WITHIN = re.compile(r"[,;] however,", re.IGNORECASE)
# What stands beside one another in these is another column, another voice or another row.
_ALONE = frozenset((*COLUMNS, ParagraphKind.TABLE_ROW, ParagraphKind.QUOTATION))


class Relation(StrEnum):
    """What a sentence shown with a quotation is to it."""

    EXCEPTION = "exception"
    QUALIFICATION = "qualification"
    RULE = "rule"


@dataclass(frozen=True)
class Limit:
    """A sentence to be read with a quotation: the span of `paragraph.text` where it stands, and
    whether it is an exception to the quotation, qualifies it, or is the rule that it limits.
    """

    paragraph: Paragraph
    span: Span
    relation: Relation


class Printed(Protocol):
    """What is needed of an edition: which paragraph is printed beside which."""

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs printed just before and just after; None at an end."""
        ...


SentencesOf = Callable[[Paragraph], Sequence[Span]]


def limits(
    edition: Printed,
    paragraph: Paragraph,
    quote: Span,
    sentences_of: SentencesOf,
    *,
    rule: bool,
) -> tuple[Limit, ...]:
    """What must be read with the quotation, in printed order.

    Args:
        edition: where the paragraph stands.
        paragraph: the paragraph quoted.
        quote: the span of its text that is quoted.
        sentences_of: the sentence spans of a paragraph.
        rule: whether the quotation lays a duty; the opening words of another paragraph limit
            nothing else.
    """
    before, after = _beside(edition, paragraph, quote, sentences_of, across=rule)
    found = []
    words = paragraph.text[slice(*quote)]
    if before is not None and LIMITS_WHAT_STANDS_BEFORE.match(words):
        found.append(Limit(*before, Relation.RULE))
    elif before is not None and rule and _HOLDS_EXCEPTION.search(_text(before)):
        found.append(Limit(*before, Relation.EXCEPTION))
    if after is not None and _limits(_text(after), rule=rule):
        strong = _HOLDS_EXCEPTION.search(_text(after))
        found.append(Limit(*after, Relation.EXCEPTION if strong else Relation.QUALIFICATION))
    return tuple(found)


Place = tuple[Paragraph, Span]


def _text(place: Place) -> str:
    return place[0].text[slice(*place[1])]


def _limits(sentence: str, *, rule: bool) -> bool:
    """Whether a sentence limits the one printed just before it."""
    if LIMITS_WHAT_STANDS_BEFORE.match(sentence):
        return True
    return rule and bool(_HOLDS_EXCEPTION.search(sentence) or _HOWEVER_WITHIN.search(sentence))


def _beside(
    edition: Printed,
    paragraph: Paragraph,
    quote: Span,
    sentences_of: SentencesOf,
    *,
    across: bool,
) -> tuple[Place | None, Place | None]:
    """The sentences printed just before and just after a quotation: in its paragraph or, `across`
    its end, in the neighbouring paragraph of the same section and kind.
    """
    spans = sentences_of(paragraph)
    earlier = [one for one in spans if one[1] <= quote[0]]
    later = [one for one in spans if one[0] >= quote[1]]
    before = (paragraph, earlier[-1]) if earlier else None
    after = (paragraph, later[0]) if later else None
    if (before is not None and after is not None) or not across or paragraph.kind in _ALONE:
        return before, after
    above, below = edition.neighbours(paragraph.paragraph_id)
    if before is None and above is not None and _together(paragraph, above):
        before = _place(above, sentences_of(above), -1)
    if after is None and below is not None and _together(paragraph, below):
        after = _place(below, sentences_of(below), 0)
    return before, after


def _place(paragraph: Paragraph, spans: Sequence[Span], at: int) -> Place | None:
    return (paragraph, spans[at]) if spans else None


def _together(one: Paragraph, other: Paragraph) -> bool:
    return one.section == other.section and other.kind is one.kind
