"""The promise that a clarification is never guidance: through the page, the API and the prompt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.asker import AboutAsker
from bot.answering.clarification import NewClarification
from bot.answering.dates import long_date
from bot.database.answer_book import AnswerBookRepository
from bot.database.askers import AskerRepository
from bot.database.clarifications import ClarificationRepository
from bot.database.engine import Database, open_database
from tests.service import guidance, served

OPENER = build_opener(ProxyHandler({}))
TODAY = datetime.now(UTC).date()
LIVE = NewClarification(
    text="It does not <b>& never</b> did: ask the named GP.",
    questions=("does GDPR stop me sharing a child's record",),
    unit="Policy lead, National Safeguarding Delivery Unit",
    name="Ann O’Brien-Smith",
    until=TODAY + timedelta(days=30),
    dated=TODAY,
)
EXPIRED = NewClarification(
    text="Words that expired.",
    questions=("What is the NSDU's annual budget?",),
    unit=LIVE.unit,
    name=LIVE.name,
    until=TODAY - timedelta(days=3),
    dated=TODAY - timedelta(days=60),
)
ASKED = "does GDPR stop us sharing the record of a child?"


@pytest.fixture(scope="module")
def own_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that may be written to, with two clarifications in it."""
    own = tmp_path_factory.mktemp("clarified") / "home"
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("*.log"))
    database = opened(own)
    book = ClarificationRepository(database)
    book.publish(LIVE, "U0ANN", "live")
    book.publish(EXPIRED, "U0ANN", "expired")
    database.close()
    return own


@pytest.fixture(scope="module")
def url(own_home: Path) -> Iterator[str]:
    with served(own_home, {}) as base:
        yield base


def opened(home: Path) -> Database:
    return open_database(home, lambda: datetime.now(UTC))


def ask(url: str, text: str) -> dict[str, object]:
    body = json.dumps({"text": text}).encode()
    request = Request(f"{url}/api/v1/ask", body, {"Content-Type": "application/json"})
    with OPENER.open(request, timeout=60) as reply:
        answer: dict[str, object] = json.load(reply)
    return answer


def page(url: str, text: str) -> str:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    request = Request(f"{url}/", urlencode({"text": text}).encode(), kind)
    with OPENER.open(request, timeout=60) as reply:
        shown: str = reply.read().decode()
    return shown


def long(day: date) -> str:
    return long_date(day.isoformat())


def test_a_live_one_stands_beside_an_unanswered_question_and_in_no_citation(url: str) -> None:
    answer = ask(url, ASKED)
    assert answer["outcome"] == "not_in_guidance"
    assert (answer["answer"], answer["citations"]) == ("", [])
    assert LIVE.text not in json.dumps(answer["nearest"])
    assert answer["clarification"] == {
        "number": 1,
        "question": LIVE.questions[0],
        "text": LIVE.text,
        "unit": LIVE.unit,
        "name": LIVE.name,
        "dated": LIVE.dated.isoformat(),
        "until": LIVE.until.isoformat(),
        "expired": False,
    }
    assert "not guidance" in str(answer["notice"])
    assert "U0ANN" not in json.dumps(answer)


def test_an_answered_question_has_none(url: str) -> None:
    assert "clarification" not in ask(url, "what did Laming want in recommendation 17?")


def test_the_page_shows_it_apart_signed_and_dated(url: str) -> None:
    shown = page(url, ASKED)
    assert "It does not &lt;b&gt;&amp; never&lt;/b&gt; did: ask the named GP." in shown
    assert 'NSDU clarification <span class="not">not guidance</span>' in shown
    assert f"Signed: {LIVE.name}, {LIVE.unit}" in shown
    assert f"{long(LIVE.dated)} · holds until {long(LIVE.until)}" in shown
    assert "Nearest paragraphs – not an answer" in shown


def test_an_expired_one_is_named_without_its_words(url: str) -> None:
    sentence = f"clarification of {long(EXPIRED.dated)} on this expired on {long(EXPIRED.until)}"
    question = "what is the annual budget of the NSDU"
    answer = ask(url, question)
    assert sentence in str(answer["notice"])
    clarified = answer["clarification"]
    assert isinstance(clarified, dict)
    assert (clarified["expired"], clarified["text"]) == (True, "")
    shown = page(url, question)
    assert sentence in shown
    assert "Words that expired" not in shown
    assert "Signed:" not in shown


def test_the_terminal_shows_it_before_the_nearest_paragraphs(own_home: Path) -> None:
    shown = " ".join(guidance(own_home, "ask", ASKED).stdout.split())
    assert "NSDU clarification. It is not guidance." in shown
    assert LIVE.text in shown
    assert f"Signed: {LIVE.name}, {LIVE.unit}" in shown
    assert shown.index(LIVE.text) < shown.index("Nearest, not an answer")


def test_the_list_at_the_prompt_names_no_staff_id(own_home: Path) -> None:
    done = guidance(own_home, "feedback", "clarifications", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["number"], row["state"]) for row in rows] == [(2, "expired"), (1, "live")]
    assert "U0ANN" not in done.stdout
    listed = guidance(own_home, "feedback", "clarifications").stdout
    assert f"Clarification 1: live, last day {long(LIVE.until)}" in listed


def test_gaps_at_the_prompt_are_counted_without_anybodys_id(own_home: Path) -> None:
    database = opened(own_home)
    book, askers = AnswerBookRepository(database), AskerRepository(database)
    for number in range(6):
        person = f"U0SECRET{number}"
        askers.remember(person, AboutAsker(area="Dudley" if number < 5 else "Walsall"))
        answer = Answer(f"gap-{number}", Outcome.NOT_IN_GUIDANCE, ASKED)
        book.keep(answer, question=f"q{number}", person=person, conversation="c")
    alone = Answer("gap-alone", Outcome.NOT_IN_GUIDANCE, "how is [child's name] to be seen alone")
    book.keep(alone, question="alone", person="U0SECRET0", conversation="c")
    database.close()
    done = guidance(own_home, "feedback", "gaps", "--json")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["question"], first["count"], first["people"]) == (ASKED, 6, 6)
    assert first["areas"] == [{"area": "Dudley", "people": 5}]
    assert first["clarification"]["number"] == 1
    assert (second["count"], second["people"], second["areas"]) == (1, None, [])
    shown = guidance(own_home, "feedback", "gaps").stdout
    assert f"6  {ASKED}, 6 people, 5 in Dudley" in shown
    assert "U0SECRET" not in done.stdout + shown
    assert "Walsall" not in done.stdout + shown


def test_withdrawn_it_is_gone_at_once(own_home: Path, url: str) -> None:
    """Runs last: the service that showed it above is still the same process."""
    assert "clarification" in ask(url, ASKED)
    database = opened(own_home)
    book = ClarificationRepository(database)
    for number in (1, 2):
        book.withdraw(number, "U0BOB")
    database.close()
    assert "clarification" not in ask(url, ASKED)
    assert "clarification" not in page(url, ASKED)
    assert "clarification" not in ask(url, "what is the annual budget of the NSDU")
