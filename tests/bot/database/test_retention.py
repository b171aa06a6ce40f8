"""What is over its time is removed, and a person's traces when asked: no more and no less."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from bot.answering.answer import Answer, Outcome
from bot.answering.asker import AboutAsker
from bot.answering.book import Verdict, Vote
from bot.database.answer_book import AnswerBookRepository
from bot.database.askers import AskerRepository
from bot.database.audit import AuditRepository
from bot.database.engine import Database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.database.rate import RateRepository
from bot.database.retention import Forgotten, forget, sweep
from bot.delivery.errors import LeaseLost
from bot.delivery.inbox import Accepted, Delivery, Duplicate
from bot.delivery.outbox import Method, Post
from bot.delivery.retention import Retention
from tests.conftest import Clock

DAY = 86_400.0


def ask(database: Database, name: str, person: str = "U1") -> None:
    """A whole round: delivered, answered, kept, posted."""
    inbox, outbox = InboxRepository(database), OutboxRepository(database)
    assert isinstance(inbox.accept(delivery(name, person)), Accepted)
    claimed = inbox.claim("w1", 15)
    assert claimed is not None
    answer = Answer(f"a:{name}", Outcome.NOT_IN_GUIDANCE, f"words of {name}")
    AnswerBookRepository(database).keep(answer, question=name, person=person, conversation=name)
    inbox.finish(claimed, [Post(f"p:{name}", name, Method.POST, {"text": f"words of {name}"})])
    held = outbox.claim("s1", 30)
    assert held is not None
    outbox.sent(held, "1.1")


def delivery(name: str, person: str = "U1") -> Delivery:
    return Delivery(name, "question", name, {"text": f"words of {name}"}, (), person)


def everything(database: Database) -> str:
    """Every value of every table, as one text."""
    with database.read() as connection:
        return "\n".join(
            str(row)
            for name in inspect(connection).get_table_names()
            for row in connection.execute(text(f"SELECT * FROM {name}"))  # noqa: S608  # our own
        )


def test_an_identity_is_known_for_seven_days(database: Database, clock: Clock) -> None:
    inbox = InboxRepository(database)
    ask(database, "event:1")
    clock.forward(6.9 * DAY)
    sweep(database, Retention())
    assert isinstance(inbox.accept(delivery("event:1")), Duplicate)
    clock.forward(0.2 * DAY)
    sweep(database, Retention())
    assert isinstance(inbox.accept(delivery("event:1")), Accepted)


def test_questions_and_votes_go_after_their_time_and_not_before(
    database: Database, clock: Clock
) -> None:
    book = AnswerBookRepository(database)
    ask(database, "event:1")
    book.vote(Vote("a:event:1", "U2", Verdict.GOOD))
    clock.forward(300 * DAY)
    ask(database, "event:2")
    clock.forward(64 * DAY)
    sweep(database, Retention())
    assert book.find("a:event:1") is not None
    clock.forward(2 * DAY)
    swept = sweep(database, Retention())
    assert (swept.removed["answers"], swept.removed["outbox"]) == (1, 1)
    assert "event:1" not in everything(database)
    assert "words of event:2" in everything(database)


def test_dead_letters_keep_their_words_for_thirty_days(database: Database, clock: Clock) -> None:
    inbox = InboxRepository(database)
    inbox.accept(delivery("event:1"))
    claimed = inbox.claim("w1", 15)
    assert claimed is not None
    inbox.give_up(claimed, "NoEdition", [])
    clock.forward(29 * DAY)
    sweep(database, Retention())
    assert "words of event:1" in everything(database)
    clock.forward(2 * DAY)
    sweep(database, Retention())
    assert "words of event:1" not in everything(database)


def test_what_waits_is_never_swept(database: Database, clock: Clock) -> None:
    InboxRepository(database).accept(delivery("event:1"))
    OutboxRepository(database).add([Post("p1", "C1", Method.POST, {"text": "late"})])
    clock.forward(1000 * DAY)
    sweep(database, Retention())
    assert InboxRepository(database).claim("w1", 15) is not None
    assert OutboxRepository(database).claim("s1", 15) is not None


def test_forgetting_a_person_leaves_no_trace_and_an_audit_row_without_their_id(
    database: Database, clock: Clock
) -> None:
    inbox, book = InboxRepository(database), AnswerBookRepository(database)
    ask(database, "event:1", "UGONE")
    ask(database, "event:2", "USTAYS")
    book.vote(Vote("a:event:2", "UGONE", Verdict.BAD, "old"))
    AskerRepository(database).remember("UGONE", AboutAsker("teacher"))
    RateRepository(database, 10).take("UGONE")
    inbox.accept(delivery("event:3", "UGONE"))
    inbox.accept(delivery("event:4", "UGONE"))
    working = inbox.claim("w1", 15)
    assert working is not None
    assert forget(database, "UGONE", "UADMIN") == Forgotten(answers=1, votes=1, deliveries=3)
    kept = everything(database)
    for trace in ("UGONE", "words of event:1", "words of event:3", "words of event:4", "teacher"):
        assert trace not in kept
    assert book.find("a:event:2") is not None
    with pytest.raises(LeaseLost):
        inbox.finish(working, [])
    (row,) = AuditRepository(database).recent()
    assert (row.who, row.what) == ("UADMIN", "person forgotten")
    assert AuditRepository(database).verify() == 1
