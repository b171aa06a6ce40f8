"""What holds for every text, not only for the texts we thought of."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.screening.screened import Screened
from bot.screening.screener import RuleScreener

SCREENER = RuleScreener()

PIECES = st.sampled_from(
    [
        *("my pupil aisha", "mum is kelly", "Oluwaseun Bakare", "Mrs Ballsworth", "[child's name]"),
        *("dob 12/03/2004", "14 Acacia Road", "999 170 5198", "07700 900123", "x@school.sch.uk"),
        *(
            "Victoria Climbié",
            "Lord Laming",
            "year 4 at st mary's",
            "told me",
            "and",
            "will",
            "is 9",
        ),
        *(",", ".", "\n", "what does rec 19 say?", "K874710529494", "LS9 6TU", "[name]", "'s mum"),
        *("child", "T.K.", "born", "case ref 2009-33418-F", "he goes to", "Hillcrest Primary"),
        *("flat above", "the end one", "Quay St", "floor 6", "[address]", "Birch House", "lives"),
        *(
            "\u200b",
            "\x00",
            "\u202e",
            "<@U123>",
            "=cmd|'",
            "'; DROP TABLE",
            "{{7*7}}",
            "é̀́",
            "９９９",
        ),
    ]
)
MESSAGES = st.lists(PIECES | st.text(max_size=12), max_size=14).map(" ".join) | st.text(
    max_size=300
)
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(MESSAGES)
@MANY
def test_any_text_is_screened_and_comes_out_inert(text: str) -> None:
    screened = SCREENER.screen(text)
    assert isinstance(screened, Screened)
    assert all(
        char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        for char in screened.text
    )
    if screened.refusal is not None:
        assert screened.text == ""


@given(MESSAGES)
@MANY
def test_spans_are_ordered_and_lie_in_the_message_as_received(text: str) -> None:
    for span in SCREENER.screen(text).masked:
        assert 0 <= span.start < span.end <= len(text)


@given(MESSAGES)
@MANY
def test_screening_again_masks_nothing_and_changes_nothing(text: str) -> None:
    once = SCREENER.screen(text)
    again = SCREENER.screen(once.text)
    if once.refusal is None:
        assert again.masked == ()
        assert again.text == once.text


@given(
    st.sampled_from(["Oluwaseun", "Agnieszka", "Xiaoyu", "Siobhan", "Harpreet", "Faduma"]),
    st.sampled_from(["Tranter", "Kowalska", "Okonkwo", "Begum", "O'Sullivan", "Nguyen"]),
    st.sampled_from(["{n} is 6 and lives with gran", "is {n} a child in need", "i met {n} today"]),
)
@MANY
def test_no_part_of_a_masked_name_survives(first: str, last: str, frame: str) -> None:
    text = SCREENER.screen(frame.format(n=f"{first} {last}") + f" and {first} again").text.lower()
    assert first.lower() not in text
    assert last.lower() not in text


# Pieces that, repeated, once took time by the square of their number, and the worst of others.
REPEATED = (
    *(
        "abc ",
        "\n",
        "a.",
        "1 ",
        "Aa ",
        "@a.",
        "St ",
        "((((",
        "é",
        "y4 ",
        "Mr ",
        "3 may ",
        "a@",
        "AB ",
    ),
    *(
        "year 4 at ",
        "reception at ",
        "14 Acacia ",
        "flat 1 ",
        "A, ",
        "1/2/",
        "the top floor ",
        "T.K. ",
    ),
    *("born ", "[name] ", "ref ", "01 02 03 ", "lives at ", "St Mary 4 ", "aged 4 ", "Aisha and "),
    *("the flat above 5 Quay Street, ", "Marsh House, Unit ", "9 st "),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_four_times_the_message_takes_about_four_times_the_time(piece: str) -> None:
    # Processor time of this process, the best of three: other programs on the machine count little.
    # Time by the square would be sixteen times; eight leaves room for a busy machine.
    quarter = _processor_seconds(piece * (1_000 // len(piece)))
    whole = _processor_seconds(piece * 4 * (1_000 // len(piece)))
    assert whole < 8 * max(quarter, 0.02)
    assert whole < 0.5


def test_a_message_far_too_long_takes_no_time() -> None:
    assert _processor_seconds("y4 " * 100_000) < 0.1


def _processor_seconds(text: str) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        SCREENER.screen(text)
        spent.append(time.process_time() - start)
    return min(spent)
