"""Which questions lean on the one before, and what is searched for then."""

from __future__ import annotations

import pytest

from bot.answering.follow_up import with_context

ASKED = "How much is being put into social work reform in 2010-11?"


@pytest.mark.parametrize(
    ("question", "earlier", "searched"),
    [
        (
            "Who chairs the Social Work Task Force?",
            [ASKED],
            "Who chairs the Social Work Task Force?",
        ),
        ("and for ICS?", [ASKED], f"{ASKED} and for ICS?"),
        ("who runs it?", ["When did the NSDU start?"], "When did the NSDU start? who runs it?"),
        ("and 6?", ["What is Project 5?"], "Project 6"),
        (
            "what should that one have done by January?",
            ["What is Project 5?", "and 6?"],
            "what should that one have done by January? Project 6",
        ),
        (
            "what did the Government say to that?",
            ["What did Laming want in rec 12?"],
            "what did the Government say to that? rec 12",
        ),
        ("when?", [ASKED, "who decides?"], f"{ASKED} when?"),
        ("and for ICS?", [], "and for ICS?"),
        ("rec 17", [ASKED], "rec 17"),
    ],
)
def test_a_question_that_leans_is_joined_to_its_topic(
    question: str, earlier: list[str], searched: str
) -> None:
    assert with_context(question, earlier) == searched
