"""A rule is shown with the neighbouring sentence that limits it, and no other."""

from __future__ import annotations

import pytest

from corpus.document import Paragraph, ParagraphId
from index.adapters.memory import HashingEncoder
from index.exception import Limit, Relation, limits
from index.open_edition import OpenEdition, in_memory_edition
from index.sentences import Span, sentence_spans
from tests.index.guidance import library

RULE = "Every board must meet each month."


def beside(texts: list[str], sentence: str, *, rule: bool = True) -> list[tuple[str, str, str]]:
    """What is shown with one sentence of these paragraphs: relation, place, text."""
    edition = in_memory_edition(library(texts), HashingEncoder(), sentence_spans)
    paragraph = next(one for one in edition.paragraphs if sentence in one.text)
    start = paragraph.text.index(sentence)
    found = limits(edition, paragraph, (start, start + len(sentence)), spans, rule=rule)
    return [(str(one.relation), one.paragraph.locator, text_of(one)) for one in found]


def spans(paragraph: Paragraph) -> tuple[Span, ...]:
    return sentence_spans(paragraph.text)


def text_of(limit: Limit) -> str:
    return limit.paragraph.text[slice(*limit.span)]


@pytest.mark.parametrize(
    ("exception", "relation"),
    [
        ("Unless no case is open, it meets weekly.", "exception"),
        ("However, small boards are busy.", "qualification"),
        ("This does not apply to joint boards.", "exception"),
        ("Where this is not possible, it meets by telephone.", "exception"),
        ("Joint boards meet quarterly, except where a child has died.", "exception"),
        ("Boards other than joint ones publish minutes.", "exception"),
    ],
)
def test_the_sentence_after_a_rule(exception: str, relation: str) -> None:
    assert beside([f"{RULE} {exception}"], RULE) == [(relation, "para 1", exception)]


def test_the_exception_in_the_next_paragraph_has_its_own_place() -> None:
    exception = "Unless the director agrees, it meets in public."
    assert beside([RULE, exception], RULE) == [("exception", "para 2", exception)]


def test_the_exception_before_the_rule() -> None:
    before = "Subject to the law on privacy, minutes are open."
    assert beside([f"{before} {RULE}"], RULE) == [("exception", "para 1", before)]


def test_a_quoted_exception_is_shown_with_its_rule() -> None:
    exception = "However, in August it need not meet."
    assert beside([f"{RULE} {exception}"], exception) == [("rule", "para 1", RULE)]


@pytest.mark.parametrize(
    "after", ["The minutes are kept.", "It has met since 2006.", "Members sign."]
)
def test_a_sentence_that_limits_nothing_is_not_shown(after: str) -> None:
    assert beside([f"{RULE} {after}", "However, prices rose."], RULE) == []


def test_a_statement_is_not_limited_by_another_paragraph() -> None:
    assert beside(["The board met.", "However, prices rose."], "The board met.", rule=False) == []


def test_the_next_bullet_of_the_template_limits_the_narrative(edition: OpenEdition) -> None:
    name = "one-year-on-2010.annex-b-the-facts-summary-of-events-bullet-1"
    paragraph = edition.by_id[ParagraphId(name)]
    rule = "The narrative should be consistent with the detailed chronology"
    start = paragraph.text.index(rule)
    found = limits(edition, paragraph, (start, len(paragraph.text)), spans, rule=True)
    assert [one.relation for one in found] == [Relation.EXCEPTION]
    assert found[0].paragraph.paragraph_id == name.replace("bullet-1", "bullet-2")
    assert text_of(found[0]).startswith("Care should however be taken")
