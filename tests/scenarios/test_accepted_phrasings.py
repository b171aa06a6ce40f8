"""A phrasing that staff accepted is in the next edition, and in none when its paragraph changed."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Outcome
from bot.database.answer_book import AnswerBookRepository
from bot.database.engine import open_database
from bot.database.phrasings import PhrasingRepository
from bot.feedback.phrasing import Decision, NewPhrasing, Source
from corpus.document import ParagraphId
from corpus.library import load_library
from corpus.phrasings import load_phrasings
from tests.service import guidance

ODD = "which purple umbrella keeps the minister dry"
"""Nothing in the documents is like it, so that only the phrasing can find its paragraph."""
PARAGRAPH = ParagraphId("one-year-on-2010.para-27")


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the published home, to publish in."""
    return Path(shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("*.lock")))


def accept(home: Path, *, text: str, sha256: str) -> None:
    """As a thumb and a member of staff leave it in the database."""
    database = open_database(home, lambda: datetime.now(UTC))
    answer = Answer(f"a-{text}", Outcome.ANSWERED, text)
    AnswerBookRepository(database).keep(answer, question=text, person="U1", conversation="c")
    book = PhrasingRepository(database)
    new = NewPhrasing(text, PARAGRAPH, sha256, "One Year On, para 27", Source.THUMB, f"a-{text}")
    made = book.propose(new)
    assert made is not None
    book.decide(made.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U0ANN")
    database.close()


def test_accepted_phrasings_are_counted_published_and_found(own_home: Path, tmp_path: Path) -> None:
    library = load_library()
    shipped = load_phrasings(library.paragraphs)
    paragraph = next(one for one in library.paragraphs if one.paragraph_id == PARAGRAPH)
    known = next(one.text for one in shipped if one.paragraph_id == PARAGRAPH)
    accept(own_home, text=ODD, sha256=paragraph.sha256)
    accept(own_home, text=f"{known}!", sha256=paragraph.sha256)
    accept(own_home, text="of an older wording", sha256="0" * 64)
    done = guidance(own_home, "index", "publish", seconds=600)
    assert done.returncode == 0, done.stderr
    assert f"Phrasings: {len(shipped)} of the corpus, 1 accepted in Slack." in done.stdout
    assert "1 accepted ones are in the corpus already." in done.stdout
    assert "Left out: 1, whose paragraphs have changed or gone." in done.stdout
    assert PARAGRAPH in done.stderr
    assert "is live" in done.stdout
    again = guidance(own_home, "index", "publish", seconds=600)
    assert "Nothing to publish" in again.stdout
    asked = guidance(own_home, "ask", "--json", "--limit", "3", ODD)
    answer = json.loads(asked.stdout)
    found = [one["paragraph_id"] for one in answer["citations"] + answer["nearest"]]
    assert found[0] == PARAGRAPH
    listed = guidance(own_home, "phrasings", "list", "--decision", "accepted").stdout
    assert "umbrella" in listed
    assert "U0ANN" in listed
    file = tmp_path / "phrasings" / "accepted.jsonl"
    file.parent.mkdir()
    written = guidance(own_home, "phrasings", "export", "--output", str(file))
    assert written.returncode == 0, written.stderr
    assert "Wrote 1 phrasings of 1 paragraphs." in written.stdout
    (read,) = load_phrasings(library.paragraphs, file.parent)
    assert (read.paragraph_id, read.text) == (PARAGRAPH, ODD)


def test_an_export_that_cannot_be_written_is_told_in_one_line(home: Path, tmp_path: Path) -> None:
    refused = guidance(home, "phrasings", "export", "--output", str(tmp_path / "no" / "such"))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert guidance(home, "phrasings", "export", "--document", "no-such").stdout == ""
