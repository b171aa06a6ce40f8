"""What every book of proposed phrasings keeps, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import inspect, text

from bot.answering.answer import Answer, Outcome
from bot.answering.book import Verdict, Vote
from bot.database.answer_book import AnswerBookRepository
from bot.database.audit import AuditRepository
from bot.database.engine import Database
from bot.database.phrasings import PhrasingRepository
from bot.database.retention import forget, sweep
from bot.delivery.retention import Retention
from bot.feedback.phrasing import Decision, NewPhrasing, ProposedPhrasing, Source
from bot.feedback.phrasing_book import Decided, DecidedBefore
from corpus.document import ParagraphId
from tests.conftest import Clock

DAY = 86_400.0
NEW = NewPhrasing(
    text="Who chairs the board?",
    paragraph_id=ParagraphId("one-year-on-2010.para-27"),
    sha256="a" * 64,
    place="One Year On, para 27",
    source=Source.THUMB,
    answer_id="a1",
)


@pytest.fixture
def answers(database: Database) -> AnswerBookRepository:
    """Three answers: two to questions of U1, one to a question of U2."""
    book = AnswerBookRepository(database)
    for number, person in ((1, "U1"), (2, "U1"), (3, "U2")):
        answer = Answer(f"a{number}", Outcome.ANSWERED, "who chairs the board")
        book.keep(answer, question=f"q{number}", person=person, conversation=f"c{number}")
    return book


@pytest.fixture
def book(database: Database, answers: AnswerBookRepository) -> PhrasingRepository:
    return PhrasingRepository(database)


def proposed(book: PhrasingRepository, **changes: object) -> ProposedPhrasing:
    made = book.propose(replace(NEW, **changes))  # type: ignore[arg-type]  # its own fields
    assert made is not None
    return made


def everything(database: Database) -> str:
    with database.read() as connection:
        names = inspect(connection).get_table_names()
        tables = [connection.execute(text(f"SELECT * FROM {name}")) for name in names]  # noqa: S608
        return "\n".join(str(row) for table in tables for row in table)


def test_the_same_words_are_one_proposal_however_often_they_come(book: PhrasingRepository) -> None:
    first = proposed(book)
    assert proposed(book) == first
    second = proposed(book, answer_id="a3", text="who chairs  the BOARD")
    third = proposed(book, answer_id="a2", source=Source.STAFF)
    assert {first.phrasing_id, second.phrasing_id, third.phrasing_id} == {first.phrasing_id}
    assert (third.thumbs, third.corrections) == (2, 1)
    assert third.text == "Who chairs the board?"
    assert book.count(Decision.WAITING) == 1


def test_another_paragraph_or_another_text_of_it_is_another_proposal(
    book: PhrasingRepository,
) -> None:
    proposed(book)
    proposed(book, paragraph_id=ParagraphId("one-year-on-2010.para-28"))
    proposed(book, sha256="b" * 64)
    assert book.count(Decision.WAITING) == 3
    assert [one.sha256[0] for one in book.list(Decision.WAITING)] == ["a", "a", "b"]
    assert [one.sha256[0] for one in book.list(Decision.WAITING, limit=1, skip=2)] == ["b"]


def test_an_answer_that_anybody_voted_down_proposes_nothing_unless_staff_say_so(
    book: PhrasingRepository, answers: AnswerBookRepository
) -> None:
    answers.vote(Vote("a1", "U9", Verdict.BAD))
    assert book.propose(NEW) is None
    assert book.propose(replace(NEW, answer_id="gone")) is None
    assert proposed(book, source=Source.STAFF).corrections == 1


def test_a_thumb_that_is_taken_back_takes_its_proposal_back(book: PhrasingRepository) -> None:
    proposed(book)
    alone = proposed(book, answer_id="a3", text="alone")
    accepted = proposed(book, answer_id="a3", text="accepted")
    book.decide(accepted.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U0ANN")
    proposed(book, answer_id="a2")
    proposed(book, answer_id="a3", source=Source.STAFF)
    book.retract("a3")
    book.retract("a1")
    (left,) = book.list(Decision.WAITING)
    assert (left.text, left.thumbs, left.corrections) == (NEW.text, 1, 1)
    assert left.phrasing_id != alone.phrasing_id
    assert book.count(Decision.ACCEPTED) == 1


def test_a_decision_says_who_and_when_and_is_audited(
    book: PhrasingRepository, database: Database, clock: Clock
) -> None:
    made = proposed(book)
    clock.forward(60)
    done = book.decide(made.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U0ANN")
    assert isinstance(done, Decided)
    assert (done.phrasing.decided, done.phrasing.decided_by) == (clock.moment, "U0ANN")
    assert [one.text for one in book.list(Decision.ACCEPTED)] == [NEW.text]
    (row,) = AuditRepository(database).recent()
    assert (row.who, row.what) == ("U0ANN", "phrasing accepted")
    assert row.detail == f"phrasing {made.phrasing_id}, paragraph {NEW.paragraph_id}"
    again = book.decide(made.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U0ANN")
    assert isinstance(again, Decided)
    assert len(AuditRepository(database).recent()) == 1
    taken_back = book.decide(made.phrasing_id, Decision.ACCEPTED, Decision.DECLINED, "U0BOB")
    assert isinstance(taken_back, Decided)
    assert book.decide(999, Decision.WAITING, Decision.ACCEPTED, "U0ANN") is None


def test_of_two_people_who_decide_at_once_one_wins_and_the_other_sees_who(
    book: PhrasingRepository,
) -> None:
    made, barrier = proposed(book), Barrier(2)

    def decide(who: str, decision: Decision) -> object:
        barrier.wait()
        return book.decide(made.phrasing_id, Decision.WAITING, decision, who)

    with ThreadPoolExecutor(2) as pool:
        wishes = (("U0ANN", Decision.ACCEPTED), ("U0BOB", Decision.DECLINED))
        outcomes = [future.result() for future in [pool.submit(decide, *one) for one in wishes]]
    assert {type(outcome) for outcome in outcomes} == {Decided, DecidedBefore}
    (lost,) = [one for one in outcomes if isinstance(one, DecidedBefore)]
    (won,) = [one for one in outcomes if isinstance(one, Decided)]
    assert lost.phrasing == won.phrasing


def test_what_was_declined_is_not_proposed_again_by_thumbs_but_by_staff(
    book: PhrasingRepository,
) -> None:
    made = proposed(book)
    book.decide(made.phrasing_id, Decision.WAITING, Decision.DECLINED, "U0ANN")
    assert proposed(book, answer_id="a3").decision is Decision.DECLINED
    again = proposed(book, answer_id="a3", source=Source.STAFF)
    assert (again.decision, again.decided, again.decided_by) == (Decision.WAITING, None, None)


def test_forgetting_a_person_removes_what_only_they_asked_accepted_or_not(
    book: PhrasingRepository, database: Database
) -> None:
    theirs = proposed(book, text="only theirs")
    book.decide(theirs.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U2")
    proposed(book, text="asked by both")
    shared = proposed(book, text="asked by both", answer_id="a3")
    book.decide(shared.phrasing_id, Decision.WAITING, Decision.ACCEPTED, "U1")
    forget(database, "U1", "command line")
    (left,) = book.list(Decision.ACCEPTED)
    assert (left.text, left.thumbs, left.decided_by) == ("asked by both", 1, None)
    assert "only theirs" not in everything(database)
    assert "U1" not in str(book.list(Decision.ACCEPTED))


def test_a_proposal_names_nobody(book: PhrasingRepository, database: Database) -> None:
    proposed(book)
    with database.read() as connection:
        for name in ("phrasings", "phrasing_sources"):
            rows = connection.execute(text(f"SELECT * FROM {name}")).all()  # noqa: S608
            assert rows
            assert "U1" not in str(rows)


def test_after_their_time_only_accepted_ones_are_left(
    book: PhrasingRepository, database: Database, clock: Clock
) -> None:
    for words in ("waiting", "declined", "accepted"):
        proposed(book, text=words)
    by_text = {one.text: one.phrasing_id for one in book.list(Decision.WAITING)}
    book.decide(by_text["declined"], Decision.WAITING, Decision.DECLINED, "U0ANN")
    book.decide(by_text["accepted"], Decision.WAITING, Decision.ACCEPTED, "U0ANN")
    clock.forward(364 * DAY)
    assert sweep(database, Retention()).removed["phrasings"] == 0
    clock.forward(2 * DAY)
    assert sweep(database, Retention()).removed["phrasings"] == 2
    assert [one.text for one in book.list(Decision.ACCEPTED)] == ["accepted"]


def test_questions_without_a_good_answer_wait_for_their_paragraph_newest_first(
    book: PhrasingRepository, answers: AnswerBookRepository, clock: Clock
) -> None:
    for number, outcome in ((4, Outcome.NOT_IN_GUIDANCE), (5, Outcome.ANSWERED)):
        clock.forward(60)
        answer = Answer(f"a{number}", outcome, f"question {number}")
        answers.keep(answer, question=f"q{number}", person="U3", conversation=f"c{number}")
    answers.vote(Vote("a5", "U1", Verdict.BAD, "missing"))
    answers.vote(Vote("a5", "U2", Verdict.BAD))
    answers.vote(Vote("a3", "U2", Verdict.GOOD))
    found = book.uncorrected(clock.moment - timedelta(days=1), limit=10)
    assert [one.answer.answer_id for one in found] == ["a5", "a4"]
    assert sorted(found[0].reasons) == ["", "missing"]
    assert found[1].reasons == ()
    proposed(book, answer_id="a5", source=Source.STAFF)
    proposed(book, answer_id="a4")
    left = book.uncorrected(clock.moment - timedelta(days=1), limit=10)
    assert [one.answer.answer_id for one in left] == ["a4"]
    assert book.uncorrected(clock.moment + timedelta(seconds=1), limit=10) == []
