"""Question, feedback, both, greeting, not for us; and the one kind sentence about masking."""

from __future__ import annotations

import pytest

from bot.screening.notice import masking_notice
from bot.screening.screened import MaskedSpan, MessageKind
from bot.screening.screener import RuleScreener


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what does recommendation 19 say about referrals?", MessageKind.QUESTION),
        ("the ten day limit is unworkable in our team, please change it", MessageKind.FEEDBACK),
        ("what is the ten day limit for? it is unworkable in our team", MessageKind.BOTH),
        ("thanks, that was really helpful", MessageKind.GREETING),
        ("the printer on the second floor is jammed", MessageKind.NOT_FOR_US),
    ],
)
def test_the_kind_of_message(screener: RuleScreener, text: str, kind: MessageKind) -> None:
    assert screener.screen(text).kind is kind


def test_a_case_with_a_decision_is_marked(screener: RuleScreener) -> None:
    text = "mum has cancelled four visits in five weeks, always a reason. would you escalate this?"
    assert screener.screen(text).case_judgement
    assert not screener.screen("who should chair the LSCB").case_judgement


def test_somebody_at_risk_is_never_not_for_us(screener: RuleScreener) -> None:
    screened = screener.screen("help he has a knife")
    assert screened.urgent
    assert screened.kind not in {MessageKind.GREETING, MessageKind.NOT_FOR_US}


def test_the_notice_says_what_and_why_in_one_sentence() -> None:
    spans = [MaskedSpan("person_name", 0, 4), MaskedSpan("person_name", 8, 9)]
    notice = masking_notice([*spans, MaskedSpan("phone", 10, 20)])
    assert "names and a phone number" in notice
    assert "private" in notice
    assert notice.count(".") == 1
    assert masking_notice([]) == ""
