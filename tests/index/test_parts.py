"""Questions in two parts are taken apart; all others stay whole."""

from __future__ import annotations

import pytest

from evals.dataset import load
from index.parts import parts, searched


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "who leads the police plan and when was the ACPO guidance revised?",
            ("who leads the police plan", "when was the ACPO guidance revised?"),
        ),
        (
            "How much is the ICS grant? Who chairs the Task Force?",
            ("How much is the ICS grant", "Who chairs the Task Force?"),
        ),
        (
            "what is a MARAC and also how many children did it cover",
            ("what is a MARAC", "how many children did it cover"),
        ),
        (
            "In Dudley, how are jobs advertised and is there a graduate scheme?",
            ("In Dudley, how are jobs advertised", "is there a graduate scheme?"),
        ),
    ],
)
def test_two_questions_are_two_parts_word_for_word(
    question: str, expected: tuple[str, ...]
) -> None:
    assert parts(question) == expected
    assert all(part in question for part in parts(question))


@pytest.mark.parametrize(
    "question",
    [
        "who chairs the safeguarding board",
        "what do the health and the police do when a child is hurt and frightened",
        "what is said on nurses and midwives",
        "who wrote it and when?",
        "Is a chair needed? If so, why?",
        "rec 12 and rec 13",
        "we have a child and what should I do",
        "does the guidance cover domestic violence and drugs and alcohol",
        "",
        "??",
    ],
)
def test_a_question_of_one_part_stays_whole(question: str) -> None:
    assert parts(question) == ()


def test_few_one_part_questions_of_the_development_half_are_taken_apart() -> None:
    one_part = [one for one in load(["dev"]) if one.need == "any"]
    split = [one.question for one in one_part if parts(one.question)]
    assert len(split) <= 8, split  # six, each of them two questions in form


def test_a_later_part_keeps_the_setting_and_what_it_points_to() -> None:
    pieces = ("In Dudley, how many lay members are there", "who chose them?")
    assert searched(pieces)[0] == pieces[0]
    assert "In Dudley" in searched(pieces)[1]
    assert "lay members" in searched(pieces)[1]
    assert searched(("How many boards were reviewed", "when were they reviewed"))[1].endswith(
        "boards"
    )
