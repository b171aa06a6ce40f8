"""What is talked about: counted by paragraph and section, and by area only where many are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.answering.answer import Answer, Citation, Outcome
from bot.answering.asker import AboutAsker
from bot.answering.book import Verdict, Vote
from bot.database.answer_book import AnswerBookRepository
from bot.database.asked_book import AskedRepository
from bot.database.askers import AskerRepository
from bot.database.engine import Database, open_database
from bot.database.feedback import FeedbackRepository
from bot.database.migrate import migrate
from bot.feedback.area import Area
from bot.feedback.insight import FEWEST, Cited, by_area, heat, section_heat
from bot.feedback.item import About, NewItem, Origin
from tests.conftest import Clock

ROOT = Path(__file__).parents[3]


def cited(number: int, *bad: str, area: str | None = None) -> Cited:
    path = ("One Year On", "2. Progress", f"Section {number % 2}")
    return Cited(f"one.para-{number}", f"One Year On, para {number}", bad, path, area)


def test_a_section_counts_what_is_under_it() -> None:
    asked = [cited(1), cited(1, "missing"), cited(3, "missing", "not said"), cited(2)]
    found = {one.place: one for one in section_heat(asked, [], {})}
    assert list(found) == [
        "One Year On",
        "One Year On › 2. Progress",
        "One Year On › 2. Progress › Section 1",
        "One Year On › 2. Progress › Section 0",
    ]
    assert found["One Year On"].questions == 4
    assert found["One Year On › 2. Progress › Section 1"].bad == {"missing": 2, "not said": 1}
    paragraphs = {one.paragraph_id: one.questions for one in heat(asked, [])}
    assert paragraphs == {"one.para-1": 2, "one.para-3": 1, "one.para-2": 1}


def test_where_a_paragraph_stands_now_counts() -> None:
    (moved, *_) = section_heat([cited(1)], [], {"one.para-1": ("One Year On", "9. Elsewhere")})
    assert moved.place == "One Year On"
    places = {one.place for one in section_heat([cited(1)], [], {"one.para-1": ("A", "B")})}
    assert places == {"A", "A › B"}


def people(*areas: str | None) -> list[tuple[str | None, object]]:
    """One person an entry."""
    return [(area, person) for person, area in enumerate(areas)]


def test_small_numbers_by_area_are_not_shown() -> None:
    asked = people(*["Dudley"] * 5, "dudley ", *["Sandwell"] * 4, None, None, None)
    assert by_area(asked) == ({"Dudley": 6}, 7)
    two = people(*["Dudley"] * 6, *["Sandwell"] * 5, "Walsall")
    assert by_area(two) == ({"Dudley": 6}, 6)
    assert by_area(people(*["Dudley"] * 6, "Walsall")) == ({}, 7)
    assert by_area(people(*["Dudley"] * 5)) == ({"Dudley": 5}, 0)


def test_one_person_who_asks_often_is_still_one_person() -> None:
    often = [("Dudley", "U1")] * 20
    assert by_area(often) == ({}, 20)
    assert by_area([*often, *people(*["Dudley"] * 4)]) == ({"Dudley": 24}, 0)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.integers(0, 12))))
def test_fewer_than_five_people_can_never_be_worked_out(said: list[tuple[str | None, int]]) -> None:
    shown, rest = by_area(said)
    assert sum(shown.values()) + rest == len(said)
    for area in shown:
        assert len({person for where, person in said if where == area}) >= FEWEST
    others = {person for area, person in said if area not in shown}
    assert not shown or not others or len(others) >= FEWEST


def test_areas_come_from_what_people_let_us_remember(database: Database, clock: Clock) -> None:
    ask(database, "q1", "U1")
    ask(database, "q2", "U2")
    AskerRepository(database).remember("U1", AboutAsker("teacher", "Dudley"))
    AnswerBookRepository(database).vote(Vote("a-q1", "U9", Verdict.BAD, "missing"))
    found = AskedRepository(database).cited(clock.moment - timedelta(days=1))
    assert sorted((one.area or "", one.bad) for one in found) == [
        ("", ()),
        ("Dudley", ("missing",)),
    ]
    assert {one.path for one in found} == {("One Year On", "2. Progress")}
    assert AskedRepository(database).cited(clock.moment + timedelta(days=1)) == []


def ask(database: Database, name: str, person: str) -> None:
    """An answered question, as it is kept."""
    first = Citation(
        rank=1,
        document="one-year-on-2010",
        title="One Year On",
        author="",
        published=None,
        standing="",
        status="current",
        paragraph_id="one-year-on-2010.para-27",
        locator="para 27",
        section=("2. Progress",),
        text="x",
        quote="x",
        url="/read/x",
        score=1.0,
    )
    answer = Answer(f"a-{name}", Outcome.ANSWERED, name, citations=(first,))
    AnswerBookRepository(database).keep(answer, question=name, person=person, conversation=name)


@pytest.fixture
def busy_home(tmp_path: Path) -> Path:
    """Six questions from Dudley, one thumb down, two items of feedback; nothing published."""
    database = open_database(tmp_path, lambda: datetime.now(UTC))
    migrate(database)
    for number in range(6):
        AskerRepository(database).remember(f"U{number}", AboutAsker(None, "=Dudley"))
        ask(database, f"q{number}", f"U{number}")
    AnswerBookRepository(database).vote(Vote("a-q0", "U9", Verdict.BAD))
    place = About("one-year-on-2010", "one-year-on-2010.para-27", "One Year On, para 27", "/read")
    for number, about in enumerate([place, About("one-year-on-2010", place="One Year On")]):
        new = NewItem("words", about, Area.DATA, Origin("sealed", "mark", area="=Dudley"))
        FeedbackRepository(database).receive(new, f"act-{number}", lambda _change: ())
    database.close()
    return tmp_path


def guidance(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "feedback", *arguments],
        cwd=ROOT,
        env={**os.environ, "GUIDANCE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_heat_at_the_prompt_as_json_and_as_a_sheet(busy_home: Path) -> None:
    printed = guidance(busy_home, "heat", "--json")
    assert printed.returncode == 0, printed.stderr
    rows = [json.loads(line) for line in printed.stdout.splitlines()]
    assert [(row["kind"], row["place"]) for row in rows] == [
        ("paragraph", "One Year On, para 27"),
        ("section", "One Year On"),
        ("section", "One Year On › 2. Progress"),
    ]
    assert (rows[0]["questions"], rows[0]["thumbs_down"], rows[0]["items"]) == (
        6,
        {"not said": 1},
        1,
    )
    assert (rows[0]["areas"], rows[0]["elsewhere"]) == ({"=Dudley": 7}, 0)
    assert rows[1]["items"] == 1
    table = guidance(busy_home, "heat").stdout
    assert "One Year On, para 27" in table
    assert "not said 1" in table
    book = busy_home / "out.xlsx"
    assert guidance(busy_home, "export", "--xlsx", str(book)).returncode == 0
    sheet = load_workbook(book)["Heat"]
    heading, first, *_ = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    line = dict(zip(heading, first, strict=True))
    assert (line["place"], line["questions"]) == ("One Year On, para 27", 6)
    assert line["thumbs_down_not_said"] == 1
    assert line["areas"] == "'=Dudley: 7"
    assert "f" not in {cell.data_type for cells in sheet.iter_rows() for cell in cells}
