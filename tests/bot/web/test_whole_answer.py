"""The whole answer over a real server: parts, dates beside each other, duties, exceptions."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

OPENER = build_opener(ProxyHandler({}))
TWO_PARTS = (
    "Are there more health visitors now, and what has been done about the caseloads of newly "
    "qualified social workers?"
)
OVER_TIME = "has recommendation 10 moved on between May 2009 and March 2010?"


def _read(url: str, body: bytes | None = None, kind: str = "application/json") -> str:
    request = Request(url, data=body, headers={"Content-Type": kind})
    with OPENER.open(request, timeout=60) as reply:
        page: str = reply.read().decode()
        return page


def _ask(url: str, text: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(
        _read(f"{url}/api/v1/ask", json.dumps({"text": text}).encode())
    )
    return answer


def _page(url: str, text: str) -> str:
    form = urlencode({"text": text}).encode()
    return _read(f"{url}/", form, "application/x-www-form-urlencoded")


def _published(url: str, paragraph_id: str) -> str:
    text: str = json.loads(_read(f"{url}/api/v1/paragraphs/{paragraph_id}"))["text"]
    return text


def test_each_part_of_a_question_has_its_paragraph(service_url: str) -> None:
    answer = _ask(service_url, TWO_PARTS)
    assert (answer["outcome"], answer["shape"], answer["together"]) == ("answered", "parts", 2)
    first, second = answer["citations"][:2]
    assert first["part"] in TWO_PARTS
    assert second["part"] in TWO_PARTS
    assert "health visit" in first["text"].lower()
    assert "newly qualified" in second["text"].lower()
    assert answer["answer"] == first["quote"]


def test_the_page_shows_both_parts_before_the_paragraphs(service_url: str) -> None:
    page = _page(service_url, TWO_PARTS)
    lead = page.split("in full</h2>")[0]
    assert lead.count('class="answer"') == 2
    assert lead.count('class="part"') == 2


def test_passages_of_different_dates_stand_side_by_side_newest_first(service_url: str) -> None:
    answer = _ask(service_url, OVER_TIME)
    assert (answer["shape"], answer["together"]) == ("over time", 2)
    assert [one["dated"] for one in answer["citations"][:2]] == ["2010-03-17", "2009-05"]
    lead = _page(service_url, OVER_TIME).split("in full</h2>")[0]
    assert 'class="beside"' in lead
    assert lead.index("17 March 2010") < lead.index("May 2009</h2>")
    assert lead.count("<article>") == 2


def test_a_recommendation_is_labelled_with_whom_it_binds_and_its_standing(
    service_url: str,
) -> None:
    citation = _ask(service_url, "what does recommendation 10 say?")["citations"][0]
    assert citation["duties"][0]["strength"] == "should"
    assert citation["duties"][0]["on"] == "Ofsted"
    assert citation["duties"][0]["standing"] == "recommended"
    page = _page(service_url, "what does recommendation 10 say?")
    assert "Should – Ofsted (a recommendation, not by itself a duty in force)" in page


@pytest.mark.parametrize(
    "question",
    [
        TWO_PARTS,
        OVER_TIME,
        "what does recommendation 10 say?",
        "what should the summary of events in a serious case review say?",
        "who should sit on the LSCB",
        "can care proceedings be started lightly",
    ],
)
def test_every_word_shown_is_in_its_paragraph(service_url: str, question: str) -> None:
    answer = _ask(service_url, question)
    for citation in [*answer["citations"], *answer["nearest"]]:
        text = _published(service_url, citation["paragraph_id"])
        assert citation["text"] == text
        assert citation["quote"] in text
        for duty in citation["duties"]:
            assert duty["sentence"] in text
            assert duty["on"] in duty["sentence"] or duty["on"] in text
        for sentence in citation["read_with"]:
            assert sentence["text"] in _published(service_url, sentence["paragraph_id"])
            assert sentence["url"].startswith("/read/")


def test_a_plain_answer_has_one_leading_paragraph(service_url: str) -> None:
    answer = _ask(service_url, "project 6")
    assert (answer["shape"], answer["together"], answer["unanswered"]) == ("one", 1, [])
    assert _page(service_url, "project 6").count('class="answer"') == 1
