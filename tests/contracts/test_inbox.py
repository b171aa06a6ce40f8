"""What every inbox keeps, on both databases: once, in order, never finished by the wrong hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from bot.database.audit import AuditRepository
from bot.database.engine import Database
from bot.database.inbox import InboxRepository
from bot.database.outbox import OutboxRepository
from bot.database.tables import inbox as inbox_table
from bot.delivery.errors import LeaseLost
from bot.delivery.inbox import (
    Accepted,
    Claimed,
    Delivery,
    Duplicate,
    InboxId,
    Restarted,
    TooLate,
    Unheard,
    Withdrawn,
)
from bot.delivery.outbox import Method, Post
from tests.conftest import Clock


@pytest.fixture
def inbox(database: Database) -> InboxRepository:
    return InboxRepository(database)


@pytest.fixture
def outbox(database: Database) -> OutboxRepository:
    return OutboxRepository(database)


def question(name: str, conversation: str = "C1/1.0", *also: str) -> Delivery:
    return Delivery(name, "question", conversation, {"text": f"text of {name}"}, also, "U1")


def answer(name: str, channel: str = "C1") -> Post:
    return Post(name, channel, Method.POST, {"text": "answer"})


def claim(inbox: InboxRepository, worker: str = "w1") -> Claimed:
    claimed = inbox.claim(worker, 15)
    assert claimed is not None
    return claimed


def test_a_delivery_comes_out_as_it_went_in(inbox: InboxRepository, clock: Clock) -> None:
    accepted = inbox.accept(question("event:1"))
    assert isinstance(accepted, Accepted)
    claimed = claim(inbox)
    assert claimed == Claimed(
        inbox_id=accepted.inbox_id,
        kind="question",
        conversation="C1/1.0",
        body={"text": "text of event:1"},
        attempt=1,
        accepted=clock(),
        owner="w1",
        person="U1",
    )
    assert inbox.claim("w2", 15) is None


def test_any_known_identity_makes_a_duplicate_and_teaches_its_others(
    inbox: InboxRepository,
) -> None:
    first = inbox.accept(question("event:1", "C1/1.0", "message:C1:1.0"))
    assert isinstance(first, Accepted)
    twin = inbox.accept(question("event:2", "C1/1.0", "message:C1:1.0", "client:abc"))
    assert twin == Duplicate(first.inbox_id)
    third = inbox.accept(question("event:3", "C1/1.0", "client:abc"))
    assert third == Duplicate(first.inbox_id)
    inbox.finish(claim(inbox), [])
    assert inbox.accept(question("event:1")) == Duplicate(first.inbox_id)
    assert inbox.claim("w1", 15) is None


def test_a_batch_finds_its_own_duplicates(inbox: InboxRepository) -> None:
    results = inbox.accept_all([question("event:1"), question("event:2"), question("event:1")])
    assert [type(result) for result in results] == [Accepted, Accepted, Duplicate]


def test_eight_threads_with_the_same_deliveries_store_each_once(inbox: InboxRepository) -> None:
    deliveries = [question(f"event:{n}", f"C{n}/1.0", f"message:C{n}:1.0") for n in range(25)] + [
        question(f"twin:{n}", f"C{n}/1.0", f"message:C{n}:1.0") for n in range(25)
    ]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(inbox.accept, deliveries * 8))
    assert sum(isinstance(result, Accepted) for result in results) == 25
    assert len({r.inbox_id if isinstance(r, Accepted) else r.of for r in results}) == 25
    assert inbox.counts().waiting == 25


def test_a_conversation_is_worked_one_at_a_time_in_order(inbox: InboxRepository) -> None:
    inbox.accept(question("a1", "A"))
    inbox.accept(question("a2", "A"))
    inbox.accept(question("b1", "B"))
    first, other = claim(inbox), claim(inbox)
    assert [first.body["text"], other.body["text"]] == ["text of a1", "text of b1"]
    assert inbox.claim("w2", 15) is None
    inbox.finish(first, [])
    assert claim(inbox).body["text"] == "text of a2"


def test_many_claimers_never_share_a_delivery_or_a_conversation(inbox: InboxRepository) -> None:
    for n in range(40):
        inbox.accept(question(f"event:{n}", f"C{n % 10}"))
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda n: inbox.claim(f"w{n}", 15), range(40)))
    taken = [claimed.conversation for claimed in claims if claimed]
    assert sorted(taken) == sorted(f"C{n}" for n in range(10))


def test_finishing_clears_the_body_and_plans_the_posts_at_once(
    inbox: InboxRepository, outbox: OutboxRepository, database: Database
) -> None:
    inbox.accept(question("event:1"))
    inbox.finish(claim(inbox), [answer("p1"), answer("p2")])
    assert outbox.counts().planned == 2
    with database.read() as connection:
        rows = connection.execute(select(inbox_table.c.state, inbox_table.c.body)).all()
        raw = connection.execute(text("SELECT count(*) FROM inbox WHERE body IS NULL")).scalar()
    assert [(row.state.value, row.body) for row in rows] == [("done", None)]
    assert raw == 1


def test_a_lease_that_ran_out_is_taken_over_and_the_late_worker_plans_nothing(
    inbox: InboxRepository, outbox: OutboxRepository, clock: Clock
) -> None:
    inbox.accept(question("event:1"))
    slow = claim(inbox, "slow")
    clock.forward(14)
    inbox.extend(slow, 15)
    clock.forward(14)
    assert inbox.claim("quick", 15) is None
    clock.forward(2)
    quick = claim(inbox, "quick")
    assert quick.attempt == 2
    with pytest.raises(LeaseLost):
        inbox.finish(slow, [answer("p1")])
    with pytest.raises(LeaseLost):
        inbox.extend(slow, 15)
    assert outbox.counts().planned == 0
    inbox.finish(quick, [answer("p1")])
    assert outbox.counts().planned == 1


def test_the_same_worker_cannot_finish_an_attempt_that_it_lost(
    inbox: InboxRepository, clock: Clock
) -> None:
    inbox.accept(question("event:1"))
    first = claim(inbox)
    clock.forward(16)
    second = claim(inbox)
    with pytest.raises(LeaseLost):
        inbox.finish(first, [])
    inbox.finish(second, [])


def test_a_retry_waits_and_keeps_its_place(inbox: InboxRepository, clock: Clock) -> None:
    inbox.accept(question("a1", "A"))
    inbox.accept(question("a2", "A"))
    inbox.retry_later(claim(inbox), "TimeoutError", 10)
    assert inbox.claim("w1", 15) is None
    clock.forward(10)
    again = claim(inbox)
    assert (again.body["text"], again.attempt) == ("text of a1", 2)


def test_what_is_given_up_is_a_dead_letter_with_an_apology_and_can_be_replayed(
    inbox: InboxRepository, outbox: OutboxRepository, database: Database
) -> None:
    inbox.accept(question("event:1"))
    claimed = claim(inbox)
    inbox.give_up(claimed, "NoEdition", [answer("sorry:1")])
    (letter,) = inbox.dead_letters()
    assert (letter.inbox_id, letter.error_kind) == (claimed.inbox_id, "NoEdition")
    assert outbox.counts().planned == 1
    assert inbox.replay(claimed.inbox_id, "UADMIN")
    assert not inbox.replay(claimed.inbox_id, "UADMIN")
    assert not inbox.replay(InboxId(999), "UADMIN")
    assert claim(inbox).body == claimed.body
    (row,) = AuditRepository(database).recent()
    assert (row.who, row.what, row.detail) == (
        "UADMIN",
        "dead letter replayed",
        str(claimed.inbox_id),
    )


def test_a_stopping_worker_puts_back_only_its_own_and_it_costs_no_attempt(
    inbox: InboxRepository,
) -> None:
    inbox.accept(question("a", "A"))
    inbox.accept(question("b", "B"))
    mine, other = claim(inbox, "stopping"), claim(inbox, "other")
    assert inbox.release("stopping") == 1
    with pytest.raises(LeaseLost):
        inbox.finish(mine, [])
    again = claim(inbox, "next")
    assert (again.body, again.attempt) == (mine.body, 1)
    inbox.finish(other, [])


def test_a_deleted_question_is_withdrawn_at_every_stage_before_a_post(
    inbox: InboxRepository, outbox: OutboxRepository
) -> None:
    assert inbox.cancel("message:C1:1.0") == Unheard()
    for stage in ("waiting", "working", "planned"):
        inbox.accept(question(f"event:{stage}", stage))
        claimed = claim(inbox) if stage != "waiting" else None
        if claimed and stage == "planned":
            inbox.finish(claimed, [answer(f"p:{stage}")])
        assert isinstance(inbox.cancel(f"event:{stage}"), Withdrawn)
        if claimed and stage == "working":
            with pytest.raises(LeaseLost):
                inbox.finish(claimed, [answer("p1")])
    assert inbox.claim("w1", 15) is None
    assert outbox.claim("s1", 15) is None


def test_an_edited_question_starts_again_and_the_old_wording_cannot_be_finished(
    inbox: InboxRepository, outbox: OutboxRepository
) -> None:
    inbox.accept(question("event:1"))
    old = claim(inbox)
    assert inbox.supersede("event:1", {"text": "new"}) == Restarted(old.inbox_id)
    with pytest.raises(LeaseLost):
        inbox.finish(old, [answer("p1")])
    new = claim(inbox)
    assert new.body == {"text": "new"}
    inbox.finish(new, [answer("p1")])
    # Planned, not sent: still in time.
    assert isinstance(inbox.supersede("event:1", {"text": "newer"}), Restarted)
    assert outbox.claim("s1", 15) is None
    inbox.finish(claim(inbox), [answer("p1")])
    held = outbox.claim("s1", 15)
    assert held is not None


def test_an_edit_or_a_deletion_after_a_post_names_what_was_posted(
    inbox: InboxRepository, outbox: OutboxRepository, clock: Clock
) -> None:
    accepted = inbox.accept(question("event:1"))
    assert isinstance(accepted, Accepted)
    inbox.finish(claim(inbox), [answer("p1"), answer("p2")])
    held = outbox.claim("s1", 15)
    assert held is not None
    late = TooLate(accepted.inbox_id, clock(), ("p1",))
    assert inbox.supersede("event:1", {"text": "new"}) == late
    outbox.sent(held, "9.9")
    assert inbox.cancel("event:1") == late
    # The second post had not gone out, so it no longer does.
    assert outbox.claim("s1", 15) is None


def test_counts_tell_the_age_of_the_oldest(inbox: InboxRepository, clock: Clock) -> None:
    inbox.accept(question("a", "A"))
    clock.forward(30)
    inbox.accept(question("b", "B"))
    claim(inbox)
    counts = inbox.counts()
    assert (counts.waiting, counts.working, counts.dead, counts.oldest) == (1, 1, 0, 30.0)


def test_a_batch_takes_the_heads_of_different_conversations_oldest_first(
    inbox: InboxRepository,
) -> None:
    for name in ("a1", "a2", "b1", "c1", "d1"):
        inbox.accept(question(name, name[0]))
    batch = inbox.claim_all("w1", 15, 3)
    assert [claimed.body["text"][-2:] for claimed in batch] == ["a1", "b1", "c1"]
    assert [claimed.body["text"][-2:] for claimed in inbox.claim_all("w2", 15, 3)] == ["d1"]
    for claimed in batch:
        inbox.finish(claimed, [])
    assert [claimed.body["text"][-2:] for claimed in inbox.claim_all("w2", 15, 3)] == ["a2"]
