"""The pages over a real server: what they show, what they refuse, what every response carries."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from bot.web.ask import EXAMPLES

OPENER = build_opener(ProxyHandler({}))
HOSTILE = "<script>alert(1)</script><!channel> {{7*7}} ${jndi:x} who chairs the LSCB?"


def _send(
    url: str, body: bytes | None = None, kind: str = "application/json"
) -> tuple[int, str, dict[str, str]]:
    request = Request(url, data=body, headers={"Content-Type": kind})
    try:
        with OPENER.open(request, timeout=60) as reply:
            return (
                reply.status,
                reply.read().decode(),
                {k.lower(): v for k, v in reply.headers.items()},
            )
    except HTTPError as error:
        return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}


def _ask(url: str, text: object) -> tuple[int, dict[str, object]]:
    status, body, _ = _send(f"{url}/api/v1/ask", json.dumps({"text": text}).encode())
    return status, json.loads(body)


def test_a_question_over_the_api_gets_the_answer_object(service_url: str) -> None:
    status, answer = _ask(service_url, "project 6")
    assert status == 200
    citations = answer["citations"]
    assert isinstance(citations, list)
    assert citations[0]["locator"] == "Project 6"


def test_what_was_masked_does_not_change_what_is_found(service_url: str) -> None:
    question = "who pays for court fees"
    _, plain = _ask(service_url, question)
    _, masked = _ask(service_url, f"Kezia Dunn, 12 Marsh Row, nhs 999 264 0898: {question}")
    assert masked["masked"]
    assert (masked["outcome"], masked["answer"]) == (plain["outcome"], plain["answer"])
    assert masked["confidence"] == plain["confidence"]


@pytest.mark.parametrize("text", ["", "  ", "😀", "\x00\x00", "?!…"])
def test_nothing_to_read_is_refused_kindly(service_url: str, text: str) -> None:
    status, answer = _ask(service_url, text)
    assert (status, answer["outcome"]) == (200, "refused")
    assert answer["reason"]


def test_two_hundred_thousand_characters_are_refused_not_searched(service_url: str) -> None:
    status, answer = _ask(service_url, "abuse " * 33_334)
    assert (status, answer["outcome"], answer["reason"]) == (200, "refused", "too long")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"text": 7}', b'{"txt": "x"}', b"\xff"])
def test_a_body_that_is_not_a_question_gets_one_plain_sentence(
    service_url: str, body: bytes
) -> None:
    status, text, _ = _send(f"{service_url}/api/v1/ask", body)
    assert status in (400, 422)
    assert list(json.loads(text)) == ["error"]
    assert "Traceback" not in text


def test_a_flood_is_turned_away_before_it_is_read(service_url: str) -> None:
    status, _, _ = _send(f"{service_url}/api/v1/ask", b"x" * (1024 * 1024 + 1))
    assert status == 413


def test_hostile_text_comes_back_inert(service_url: str) -> None:
    form = urlencode({"text": HOSTILE}).encode()
    status, page, _ = _send(f"{service_url}/", form, "application/x-www-form-urlencoded")
    assert status == 200
    assert "<script>" not in page
    assert "{{7*7}}" in page


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_on_the_ask_page_is_answered(service_url: str, example: str) -> None:
    assert _ask(service_url, example)[1]["outcome"] == "answered"


def test_every_response_forbids_scripts_and_referrers(service_url: str) -> None:
    for path in ("/", "/read/one-year-on-2010", "/no-such-page", "/healthz", "/static/style.css"):
        _, _, headers = _send(service_url + path)
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_every_citation_resolves_to_its_place_in_the_reader(service_url: str) -> None:
    _, answer = _ask(service_url, "what did the Government say to rec 12 in May 2009")
    citations = answer["citations"]
    assert isinstance(citations, list)
    path, anchor = citations[0]["url"].split("#")
    _, page, _ = _send(service_url + path)
    assert f'id="{anchor}"' in page
    paragraph_id = citations[0]["paragraph_id"]
    status, one, _ = _send(f"{service_url}/read/one-year-on-2010/{paragraph_id}")
    assert status == 200
    assert citations[0]["locator"] in one
    status, row, _ = _send(f"{service_url}/api/v1/paragraphs/{paragraph_id}")
    assert json.loads(row)["text"] == citations[0]["text"]
    assert json.loads(row)["before"]["paragraph_id"] != paragraph_id


@pytest.mark.parametrize(
    "path",
    ["/read/no-such-document", "/read/one-year-on-2010/para-999", "/read/../../etc/passwd", "/x"],
)
def test_what_is_not_there_says_so_plainly(service_url: str, path: str) -> None:
    status, page, _ = _send(service_url + path)
    assert status == 404
    assert "no such page" in page


def test_the_probes_say_alive_and_ready(service_url: str) -> None:
    assert _send(f"{service_url}/healthz")[0] == 200
    status, body, _ = _send(f"{service_url}/readyz")
    assert (status, set(json.loads(body).values())) == (200, {True})


def test_metrics_count_answers_without_saying_what_was_asked(service_url: str) -> None:
    _ask(service_url, "rec 3 zebracrossing")
    _, text, _ = _send(f"{service_url}/metrics")
    assert "guidance_answers_total{" in text
    assert "zebracrossing" not in text


def test_slack_deliveries_are_unknown_while_slack_is_off(service_url: str) -> None:
    assert _send(f"{service_url}/slack/events", b"{}")[0] == 404
