"""What every outbox keeps, on both databases: one in flight in a channel, in order, at its pace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import text

from bot.database.engine import Database
from bot.database.outbox import OutboxRepository
from bot.delivery.errors import LeaseLost
from bot.delivery.outbox import IfUnsure, InHand, Method, Pace, Post
from tests.conftest import Clock

PACE = Pace(seconds=1.0, burst=2)


@pytest.fixture
def outbox(database: Database) -> OutboxRepository:
    return OutboxRepository(database, PACE)


def post(name: str, channel: str = "C1") -> Post:
    return Post(name, channel, Method.POST, {"text": f"text of {name}"}, thread="1.0")


def edit(name: str, of: str, key: str | None = None) -> Post:
    return Post(
        name, "C1", Method.UPDATE, {"text": name}, refers_to=of, coalesce_key=key or f"edit:{of}"
    )


def claim(outbox: OutboxRepository, sender: str = "s1") -> InHand:
    held = outbox.claim(sender, 30)
    assert held is not None
    return held


def payloads(database: Database) -> int:
    with database.read() as connection:
        counted = connection.execute(
            text("SELECT count(*) FROM outbox WHERE payload IS NOT NULL")
        ).scalar()
    assert isinstance(counted, int)
    return counted


def test_a_post_is_planned_once_and_comes_out_as_it_went_in(
    outbox: OutboxRepository, clock: Clock, database: Database
) -> None:
    planned = replace(post("p1"), if_unsure=IfUnsure.AGAIN)
    assert outbox.add([planned, planned]) == 1
    assert outbox.add([planned]) == 0
    held = claim(outbox)
    assert held.post == planned
    assert (held.attempt, held.doubtful, held.planned) == (1, False, clock())
    outbox.sent(held, "7.7")
    assert outbox.posted_ts("p1") == "7.7"
    assert payloads(database) == 0
    assert outbox.add([planned]) == 0


def test_a_channel_has_one_in_flight_and_keeps_its_order(outbox: OutboxRepository) -> None:
    outbox.add([post("a1", "A"), post("a2", "A"), post("b1", "B")])
    first, other = claim(outbox), claim(outbox)
    assert [first.post.dedup_key, other.post.dedup_key] == ["a1", "b1"]
    assert outbox.claim("s2", 30) is None
    outbox.sent(first, "1.1")
    assert claim(outbox).post.dedup_key == "a2"


def test_many_claimers_never_share_a_post_or_a_channel(outbox: OutboxRepository) -> None:
    outbox.add([post(f"p{n}", f"C{n % 10}") for n in range(40)])
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda n: outbox.claim(f"s{n}", 30), range(40)))
    taken = sorted(held.post.channel for held in claims if held)
    assert taken == sorted(f"C{n}" for n in range(10))


def test_a_channel_bursts_and_then_keeps_its_pace(outbox: OutboxRepository, clock: Clock) -> None:
    outbox.add([post(f"p{n}") for n in range(5)])
    sent_at = []
    for tenth in range(60):
        held = outbox.claim("s1", 30)
        if held:
            outbox.sent(held, str(tenth))
            sent_at.append(tenth / 10)
            continue
        clock.forward(0.1)
    gaps = [later - earlier for earlier, later in pairwise(sent_at)]
    assert len(sent_at) == 5
    assert gaps[0] < 0.2  # the burst of two
    assert all(0.9 <= gap <= 1.2 for gap in gaps[1:])


def test_after_a_doubtful_send_the_next_hand_must_look_before_it_sends(
    outbox: OutboxRepository, clock: Clock
) -> None:
    outbox.add([post("p1"), post("p2")])
    outbox.doubtful(claim(outbox), "timeout", 3)
    assert outbox.claim("s1", 30) is None  # p2 waits: order is kept
    clock.forward(3)
    held = claim(outbox)
    assert (held.post.dedup_key, held.doubtful, held.attempt, held.looks) == ("p1", True, 1, 0)
    outbox.looked(held, 5)
    clock.forward(5)
    held = claim(outbox)
    assert held.looks == 1
    again = outbox.mark_sending(held)
    assert (again.attempt, again.doubtful) == (2, False)
    with pytest.raises(LeaseLost):
        outbox.sent(held, "1.1")
    outbox.sent(again, "1.1")
    clock.forward(5)
    assert claim(outbox).post.dedup_key == "p2"


@pytest.mark.parametrize("resending", [False, True])
def test_a_sender_that_died_leaves_a_doubtful_post(
    outbox: OutboxRepository, clock: Clock, *, resending: bool
) -> None:
    outbox.add([post("p1")])
    dead = claim(outbox, "died")
    if resending:
        outbox.doubtful(dead, "timeout", 0)
        dead = outbox.mark_sending(claim(outbox, "died"))
    clock.forward(31)
    held = claim(outbox, "next")
    assert held.doubtful
    with pytest.raises(LeaseLost):
        outbox.sent(dead, "1.1")


def test_a_refusal_for_now_costs_no_attempt_and_holds_the_method_back(
    outbox: OutboxRepository, clock: Clock
) -> None:
    outbox.add([post("a1", "A"), post("b1", "B"), replace(post("u1", "C"), method=Method.VIEW)])
    outbox.rate_limited(claim(outbox), 30, everywhere=True)
    assert claim(outbox).post.method is Method.VIEW
    assert outbox.claim("s1", 30) is None
    clock.forward(29)
    assert outbox.claim("s1", 30) is None
    clock.forward(1)
    held = claim(outbox)
    assert (held.post.dedup_key, held.attempt, held.doubtful) == ("a1", 1, False)


def test_a_refusal_for_one_channel_leaves_the_others_alone(outbox: OutboxRepository) -> None:
    outbox.add([post("a1", "A"), post("b1", "B")])
    outbox.rate_limited(claim(outbox), 30, everywhere=False)
    assert claim(outbox).post.dedup_key == "b1"


def test_an_edit_waits_for_the_ts_of_what_it_edits(outbox: OutboxRepository) -> None:
    outbox.add([post("p1"), edit("e1", "p1")])
    held = claim(outbox)
    assert outbox.claim("s1", 30) is None
    outbox.sent(held, "7.7")
    assert (claim(outbox).post.dedup_key, outbox.posted_ts("p1")) == ("e1", "7.7")


def test_an_edit_gets_the_ts_and_only_the_newest_is_sent(
    outbox: OutboxRepository, clock: Clock, database: Database
) -> None:
    outbox.add([post("p1")])
    outbox.sent(claim(outbox), "7.7")
    outbox.add([edit("e1", "p1"), edit("e2", "p1"), edit("e3", "p1"), edit("other", "p1", "x")])
    clock.forward(5)
    held = claim(outbox)
    assert (held.post.dedup_key, held.post.ts) == ("e3", "7.7")
    outbox.add([edit("e4", "p1")])  # e3 is on the wire: e4 comes after it
    assert outbox.claim("s1", 30) is None
    outbox.sent(held, "7.7")
    assert [claim(outbox).post.dedup_key] == ["other"]
    assert payloads(database) == 2


def test_an_edit_of_what_never_arrived_is_given_up_and_blocks_nothing(
    outbox: OutboxRepository,
) -> None:
    outbox.add([post("p1"), edit("e1", "p1"), edit("e2", "never planned"), post("p2")])
    outbox.dead(claim(outbox), "channel_not_found")
    assert claim(outbox).post.dedup_key == "p2"
    dead = {letter.dedup_key: letter.error_kind for letter in outbox.dead_posts()}
    assert dead == {"p1": "channel_not_found", "e1": "target_lost", "e2": "target_lost"}


def test_giving_up_plans_something_instead_and_can_be_replayed(
    outbox: OutboxRepository, clock: Clock
) -> None:
    outbox.add([post("p1")])
    held = claim(outbox)
    outbox.dead(held, "not_in_channel", [post("instead", "D1")])
    assert claim(outbox).post.dedup_key == "instead"
    assert outbox.counts().dead == 1
    assert outbox.replay(held.outbox_id, "UADMIN")
    assert not outbox.replay(held.outbox_id, "UADMIN")
    clock.forward(2)
    again = claim(outbox)
    assert (again.post.dedup_key, again.doubtful) == ("p1", True)


def test_a_post_that_surely_did_not_arrive_is_sent_later_without_a_look(
    outbox: OutboxRepository, clock: Clock
) -> None:
    outbox.add([post("p1")])
    outbox.not_sent(claim(outbox), "connection_refused", 4)
    assert outbox.claim("s1", 30) is None
    clock.forward(4)
    held = claim(outbox)
    assert (held.doubtful, held.attempt) == (False, 2)


def test_a_stopping_sender_leaves_what_it_was_sending_doubtful(outbox: OutboxRepository) -> None:
    outbox.add([post("p1"), post("p2", "C2")])
    claim(outbox, "stopping")
    other = claim(outbox, "other")
    assert outbox.release("stopping") == 1
    assert claim(outbox, "next").doubtful
    outbox.sent(other, "1.1")


def test_counts(outbox: OutboxRepository, clock: Clock) -> None:
    outbox.add([post("a", "A"), post("b", "B"), post("c", "C")])
    outbox.doubtful(claim(outbox), "timeout", 3)
    outbox.dead(claim(outbox), "refused")
    clock.forward(20)
    counts = outbox.counts()
    assert (counts.planned, counts.unknown, counts.dead, counts.oldest) == (1, 1, 1, 20.0)


def test_a_batch_takes_the_heads_of_different_channels_oldest_first(
    outbox: OutboxRepository,
) -> None:
    outbox.add([post(name, name[0]) for name in ("a1", "a2", "b1", "c1", "d1")])
    batch = outbox.claim_all("s1", 30, 3)
    assert [held.post.dedup_key for held in batch] == ["a1", "b1", "c1"]
    assert [held.post.dedup_key for held in outbox.claim_all("s2", 30, 3)] == ["d1"]
    for held in batch:
        outbox.sent(held, "1.1")
    assert [held.post.dedup_key for held in outbox.claim_all("s2", 30, 3)] == ["a2"]
