"""An answer is kept whole, and one kept by an older version is still read."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.answering.answer import Answer, Duty, Outcome, ReadWith, Shape
from bot.database.answer_json import from_row, to_row
from tests.slack.stand_ins import SmallAssistant, SmallScreener

NEWER_CITATION = ("dated", "part", "duties", "read_with")
NEWER_ANSWER = ("shape", "together", "unanswered")


def full_answer() -> Answer:
    answer = SmallAssistant().answer(SmallScreener().screen("caseloads of health visitors"))
    duty = Duty("No worker should hold more.", "should", "worker", "stated")
    beside = ReadWith("exception", "a.para-9", "para 9", "/read/a#para-9", "Unless in August.")
    cited = tuple(
        replace(one, dated="2009-05", part="why", duties=(duty,), read_with=(beside,))
        for one in answer.citations
    )
    return replace(answer, citations=cited, shape=Shape.PARTS, together=2, unanswered=("when",))


def test_an_answer_is_the_same_after_it_was_kept() -> None:
    answer = full_answer()
    assert from_row(json.loads(json.dumps(to_row(answer)))) == answer


def test_a_row_of_before_these_fields_is_read_with_their_defaults() -> None:
    row = json.loads(json.dumps(to_row(full_answer())))
    for name in NEWER_ANSWER:
        del row[name]
    for citation in row["citations"]:
        for name in NEWER_CITATION:
            del citation[name]
    old = from_row(row)
    assert (old.outcome, old.shape, old.together) == (Outcome.ANSWERED, Shape.ONE, 1)
    assert all(not one.duties and one.dated is None for one in old.citations)
