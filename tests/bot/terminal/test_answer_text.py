"""Answers in a terminal: several leading passages, duties, what must be read with a quotation."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from bot.answering.answer import Answer, Duty, ReadWith, Shape
from bot.terminal.answer_text import print_answer
from tests.slack.stand_ins import SmallAssistant, SmallScreener


def two_citations() -> Answer:
    answer = SmallAssistant().answer(SmallScreener().screen("caseloads of health visitors"))
    first = answer.citations[0]
    others = [one for one in answer.citations[1:] if one.paragraph_id != first.paragraph_id]
    return replace(answer, citations=(first, *others[:1]), together=2)


def printed(answer: Answer) -> str:
    out = io.StringIO()
    print_answer(Console(file=out, width=100), answer, "https://guidance.test")
    return out.getvalue()


def test_passages_of_different_dates_are_stacked_with_their_dates() -> None:
    newer, older = two_citations().citations
    cited = (replace(newer, dated="2010-03-17"), replace(older, dated="2009-05"))
    text = printed(replace(two_citations(), citations=cited, shape=Shape.OVER_TIME))
    assert text.index("17 March 2010 ·") < text.index("May 2009 ·") < text.index("1. ")
    assert "newest first" in text


def test_each_part_stands_over_its_quotation() -> None:
    one, other = two_citations().citations
    cited = (replace(one, part="what of caseloads"), replace(other, part="what of visits"))
    text = printed(replace(two_citations(), citations=cited, shape=Shape.PARTS))
    assert text.index("what of caseloads") < text.index("what of visits") < text.index("1. ")


def test_duties_and_exceptions_stand_below_the_paragraph() -> None:
    answer = two_citations()
    first = answer.citations[0]
    duty = Duty(first.quote, "must", "Every board", "recommended")
    beside = ReadWith("exception", "a.para-9", "para 9", "/read/a#para-9", "Unless it is August.")
    cited = (replace(first, duties=(duty,), read_with=(beside,)),)
    text = printed(replace(answer, citations=cited, together=1))
    assert "Must – Every board (a recommendation, not by itself a duty in force)" in text
    assert "With this exception (para 9): “Unless it is August.”" in text


def test_nothing_from_a_document_moves_the_cursor() -> None:
    answer = two_citations()
    hostile = "\x1b[2J\u202eUnless"
    beside = ReadWith("rule", "a.para-9", hostile, "/read/a#para-9", hostile)
    duty = Duty(hostile, "should", hostile, "stated")
    cited = tuple(
        replace(one, part=hostile, duties=(duty,), read_with=(beside,)) for one in answer.citations
    )
    text = printed(replace(answer, citations=cited, shape=Shape.PARTS))
    assert "\x1b" not in text
    assert "\u202e" not in text
