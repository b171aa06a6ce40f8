"""What every register of feedback keeps, on both databases: the status table, line by line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bot.database.engine import Database
from bot.database.feedback import FeedbackRepository
from bot.database.tables import feedback_entries, outbox
from bot.delivery.outbox import Method, Post
from bot.feedback.area import Area
from bot.feedback.cards import card_key
from bot.feedback.item import SENDER, About, EntryKind, Item, NewItem, Origin
from bot.feedback.register import (
    NOBODY,
    Actor,
    Change,
    Changed,
    Closed,
    NoSuchItem,
    Taken,
    Wanted,
)
from bot.feedback.status import (
    MOVES,
    OPEN,
    By,
    Details,
    Lacking,
    Move,
    Need,
    NotInTable,
    Status,
    allowed,
)
from tests.conftest import Clock

ABOUT = About("one-year-on-2010", "one-year-on-2010.para-27", "One year on, para 27", "/read/x#y")
WHOLE = Details("because of the law", target=1, link="https://guidance.test/read/x#para-3")
STEPS: dict[Status, tuple[tuple[Status, By], ...]] = {
    Status.NEW: (),
    Status.CLAIMED: ((Status.CLAIMED, By.STAFF),),
    Status.UNDER_REVIEW: ((Status.CLAIMED, By.STAFF), (Status.UNDER_REVIEW, By.STAFF)),
}
REVIEWED = STEPS[Status.UNDER_REVIEW]
STEPS |= {
    Status.NEEDS_INFORMATION: (*REVIEWED, (Status.NEEDS_INFORMATION, By.STAFF)),
    Status.ACCEPTED: (*REVIEWED, (Status.ACCEPTED, By.STAFF)),
    Status.NO_CHANGE: (*REVIEWED, (Status.NO_CHANGE, By.STAFF)),
    Status.DONE: (*REVIEWED, (Status.ACCEPTED, By.STAFF), (Status.DONE, By.STAFF)),
    Status.MERGED: ((Status.MERGED, By.STAFF),),
    Status.WITHDRAWN: ((Status.WITHDRAWN, By.SENDER),),
}


class Steps:
    """A register with one item to merge into, and short ways to act on others."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.register = FeedbackRepository(database)
        self._acts = itertools.count()
        self.target = self.item("the target of merges")

    def item(self, text: str = "thresholds differ", *, mark: str = "m1", act: str = "") -> Item:
        new = NewItem(text, ABOUT, Area.EARLY, Origin("sealed", mark))
        return self.register.receive(new, act or f"act-{next(self._acts)}", card)

    def move(
        self, item: Item, to: Status, by: By = By.STAFF, who: str = "U0STAFF", **kept: Details
    ) -> object:
        actor = Actor(SENDER if by is By.SENDER else who, by, f"act-{next(self._acts)}")
        details = kept.get("details", WHOLE)
        return self.register.move(item.number, to, actor, details, card)

    def at(self, status: Status) -> Item:
        """A new item, walked to this status."""
        item = self.item()
        for to, by in STEPS[status]:
            assert isinstance(self.move(item, to, by), Changed)
        found = self.register.find(item.number)
        assert found is not None
        assert found.status is status
        return found

    def planned(self) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(outbox)).scalar() or 0

    def lines(self) -> int:
        every = select(func.count()).select_from(feedback_entries)
        with self.database.read() as connection:
            return connection.execute(every).scalar() or 0


def card(change: Change) -> Sequence[Post]:
    """The card, then an edit a change."""
    number = change.item.number
    if change.entry.kind is EntryKind.RECEIVED:
        return [Post(card_key(number), "C0NSDU", Method.POST, {"text": "card"})]
    key = f"edit-{change.entry.entry_id}"
    edit = Post(key, "C0NSDU", Method.UPDATE, {"text": "edit"}, refers_to=card_key(number))
    return [replace(edit, coalesce_key=f"card:{number}")]


@pytest.fixture
def steps(database: Database) -> Steps:
    return Steps(database)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.start} to {move.to}")
def test_every_move_of_the_table_works_and_is_logged(steps: Steps, move: Move) -> None:
    start, to, by = move.start, move.to, move.by
    for actor in sorted(by):
        item = steps.at(start)
        before = len(steps.register.history(item.number))
        outcome = steps.move(item, to, actor)
        assert isinstance(outcome, Changed)
        assert outcome.item.status is to
        history = steps.register.history(item.number)
        assert len(history) == before + 1
        line = history[-1]
        who = SENDER if actor is By.SENDER else "U0STAFF"
        assert (line.who, line.before, line.after, line.kind) == (who, start, to, EntryKind.MOVE)
        assert line.at == steps.database.now()


@pytest.mark.parametrize("start", list(Status))
def test_every_move_outside_the_table_is_refused_with_the_allowed_ones(
    steps: Steps, start: Status
) -> None:
    item = steps.at(start)
    lines, posts = steps.lines(), steps.planned()
    refused = 0
    for to, by in itertools.product(Status, By):
        if to in allowed(start, by):
            continue
        assert steps.move(item, to, by) == NotInTable(start, to, allowed(start, by))
        refused += 1
    assert refused >= len(Status) * 2 - 7
    assert (steps.lines(), steps.planned()) == (lines, posts)
    assert steps.register.find(item.number) == item


def test_what_a_move_needs_must_be_given(steps: Steps) -> None:
    item = steps.at(Status.UNDER_REVIEW)
    nothing = Details("  ")
    assert steps.move(item, Status.NO_CHANGE, details=nothing) == Lacking(Need.REASON)
    assert steps.move(item, Status.MERGED, details=nothing) == Lacking(Need.TARGET)
    steps.move(item, Status.ACCEPTED)
    assert steps.move(item, Status.DONE, details=nothing) == Lacking(Need.WHAT_CHANGED)
    for link in ("", "see the website", "javascript:alert(1)", "https://", "https://x.uk/ y"):
        done = Details("paragraph 27 was reworded", link=link)
        assert steps.move(item, Status.DONE, details=done) == Lacking(Need.LINK)


def test_two_people_claim_in_the_same_instant_and_one_wins(steps: Steps) -> None:
    for _ in range(5):
        item, together = steps.item(), Barrier(4)

        def claim(who: str, item: Item = item, together: Barrier = together) -> object:
            together.wait()
            return steps.move(item, Status.CLAIMED, who=who)

        with ThreadPoolExecutor(4) as pool:
            outcomes = list(pool.map(claim, ["U0ANN", "U0BEN", "U0CAT", "U0DAN"]))
        won = [outcome for outcome in outcomes if isinstance(outcome, Changed)]
        told = [outcome.by for outcome in outcomes if isinstance(outcome, Taken)]
        assert len(won) == 1
        assert told == [won[0].item.claimed_by] * 3


def test_the_same_act_is_done_once(steps: Steps) -> None:
    item = steps.item(act="form-1")
    assert steps.item(act="form-1") == item
    claim = Actor("U0ANN", By.STAFF, "press-1")
    for _ in range(2):
        again = steps.register.move(item.number, Status.CLAIMED, claim, Details(), card)
        assert isinstance(again, Changed)
    reply = Actor("U0ANN", By.STAFF, "reply-1")
    for _ in range(2):
        steps.register.note(item.number, EntryKind.REPLY, reply, "which area?", card)
    kinds = [line.kind for line in steps.register.history(item.number)]
    assert kinds == [EntryKind.RECEIVED, EntryKind.MOVE, EntryKind.REPLY]


def test_a_change_whose_posts_cannot_be_made_leaves_nothing_behind(steps: Steps) -> None:
    item = steps.item()
    lines = steps.lines()

    def broken(_change: Change) -> Sequence[Post]:
        raise RuntimeError("no card")

    claim = Actor("U0ANN", By.STAFF, "press-1")
    with pytest.raises(RuntimeError, match="no card"):
        steps.register.move(item.number, Status.CLAIMED, claim, Details(), broken)
    assert steps.register.find(item.number) == item
    assert steps.lines() == lines


def test_edits_of_a_card_that_wait_become_one(steps: Steps) -> None:
    item = steps.item()
    posts = steps.planned()
    for to, by in STEPS[Status.DONE]:
        steps.move(item, to, by)
    with steps.database.read() as connection:
        waiting = select(outbox.c.dedup_key).where(
            outbox.c.state == "planned", outbox.c.coalesce_key == f"card:{item.number}"
        )
        assert len(connection.execute(waiting).all()) == 1
    assert steps.planned() == posts + 4


def test_an_answer_to_a_question_brings_the_item_back_under_review(steps: Steps) -> None:
    item = steps.at(Status.NEEDS_INFORMATION)
    says = Actor(SENDER, By.SENDER, "more-1")
    outcome = steps.register.note(item.number, EntryKind.ADDITION, says, "in my area", card)
    assert isinstance(outcome, Changed)
    assert outcome.item.status is Status.UNDER_REVIEW
    assert [line.kind for line in steps.register.history(item.number)][-2:] == [
        EntryKind.ADDITION,
        EntryKind.MOVE,
    ]


def test_merged_senders_all_hear_of_the_outcome(steps: Steps) -> None:
    heard: list[list[str]] = []

    def listen(change: Change) -> Sequence[Post]:
        heard.append(sorted(voice.origin.mark for voice in change.voices))
        return []

    into, first, second = (steps.item(mark=mark) for mark in ("kept", "one", "two"))
    steps.move(second, Status.MERGED, details=Details(target=first.number))
    steps.move(first, Status.MERGED, details=Details(target=into.number))
    claim = Actor("U0ANN", By.STAFF, "claim-kept")
    steps.register.move(into.number, Status.CLAIMED, claim, Details(), listen)
    assert heard == [["kept", "one", "two"]]


def test_an_item_is_not_merged_into_itself_or_into_one_that_is_gone(steps: Steps) -> None:
    item, gone = steps.item(), steps.at(Status.MERGED)
    for target in (item.number, gone.number, 9999):
        outcome = steps.move(item, Status.MERGED, details=Details(target=target))
        assert outcome == NoSuchItem(target)


def test_what_is_withdrawn_keeps_no_words(steps: Steps) -> None:
    item = steps.item("words that are taken back")
    says = Actor(SENDER, By.SENDER, "more-1")
    steps.register.note(item.number, EntryKind.ADDITION, says, "and more words", card)
    steps.move(item, Status.WITHDRAWN, By.SENDER)
    found = steps.register.find(item.number)
    assert found is not None
    assert found.text == ""
    assert [line.words for line in steps.register.history(item.number)][1] == ""
    later = Actor(SENDER, By.SENDER, "more-2")
    outcome = steps.register.note(item.number, EntryKind.ADDITION, later, "x", card)
    assert outcome == Closed(found)


def test_items_are_found_by_status_area_words_and_sender(steps: Steps, clock: Clock) -> None:
    first = steps.item("caseloads of 100% are too high", mark="m7")
    clock.forward(60)
    second = steps.item("thresholds differ", mark="m7")
    steps.move(second, Status.CLAIMED)
    numbers = [item.number for item in steps.register.list(Wanted(words="caseloads 100%"))]
    assert numbers == [first.number]
    assert not steps.register.list(Wanted(words="100_"))
    claimed = steps.register.list(Wanted(statuses=frozenset({Status.CLAIMED})))
    assert [item.number for item in claimed] == [second.number]
    recent = steps.register.list(Wanted(since=clock(), area=Area.EARLY))
    assert [item.number for item in recent] == [second.number]
    theirs = steps.register.of_sender("m7")
    assert [item.number for item in theirs] == [second.number, first.number]
    assert steps.register.forget("m7") == 2
    assert not steps.register.of_sender("m7")


def test_what_could_not_be_routed_is_routed_later_once_in_order(database: Database) -> None:
    register = FeedbackRepository(database)
    for act in ("a", "b", "c"):
        new = NewItem(act, ABOUT, Area.OTHER, Origin("sealed", "m"))
        register.receive(new, act, lambda _change: ())
    keys: list[str] = []

    def place(change: Change) -> Sequence[Post]:
        keys.append(card_key(change.item.number))
        return card(change)

    assert register.route("C0NSDU", place) == 3
    assert keys == [card_key(1), card_key(2), card_key(3)]
    assert register.route("C0NSDU", place) == 0


def test_the_register_is_read_in_pages_what_has_no_owner_first(database: Database) -> None:
    steps = Steps(database)
    items = [steps.target, *(steps.item(f"thing {number}") for number in range(4))]
    for item, who in ((items[0], "U0ANN"), (items[2], "U0BOB")):
        assert isinstance(steps.move(item, Status.CLAIMED, who=who), Changed)
    numbers = [item.number for item in items]
    expected = [numbers[at] for at in (1, 3, 4, 0, 2)]
    page = Wanted(OPEN, limit=3, unclaimed_first=True)
    register = steps.register
    assert [one.number for one in register.list(page)] == expected[:3]
    assert [one.number for one in register.list(replace(page, skip=3))] == expected[3:]
    assert register.count(page) == 5
    for owner, owned in ((NOBODY, 3), ("U0ANN", 1), ("U0EVE", 0)):
        wanted = replace(page, owner=owner)
        assert (register.count(wanted), len(register.list(wanted))) == (owned, owned)
    assert register.count(replace(page, words="of merges")) == 1
