"""Like questions together, and nobody told apart by a small number."""

from __future__ import annotations

from bot.feedback.gaps import FEW, MOST_WORDINGS, Unanswered, gaps
from index.adapters.memory import HashingEncoder


def asked(text: str, *askers: int, area: str | None = None) -> list[Unanswered]:
    return [Unanswered(text, f"{text}-{asker}", asker, area) for asker in askers]


def test_like_questions_are_one_gap_and_the_largest_comes_first() -> None:
    found = gaps(
        [
            *asked("caseload limits for health visitors", 1),
            *asked("zebra crossing patrols", 1, 2),
            *asked("Zebra crossing patrols?", 3),
        ],
        HashingEncoder(),
    )
    assert [(gap.question, gap.count) for gap in found] == [
        ("zebra crossing patrols", 3),
        ("caseload limits for health visitors", 1),
    ]
    assert found[0].wordings == ("zebra crossing patrols", "Zebra crossing patrols?")
    assert found[0].answer_ids == ("zebra crossing patrols-1", "Zebra crossing patrols?-3")


def test_no_question_is_counted_twice_or_lost() -> None:
    every = [one for n in range(40) for one in asked(f"zebra {n % 7} patrol {'x' * (n % 5)}", n)]
    found = gaps(every, HashingEncoder())
    assert sum(gap.count for gap in found) == 40
    assert all(len(gap.wordings) <= MOST_WORDINGS for gap in found)


def test_people_are_counted_from_five_on_and_not_their_questions() -> None:
    (often,) = gaps(asked("zebra", *[1] * 30), HashingEncoder())
    assert (often.count, often.people) == (30, None)
    (few,) = gaps(asked("zebra", *range(FEW - 1)), HashingEncoder())
    assert few.people is None
    (many,) = gaps(asked("zebra", *range(FEW)), HashingEncoder())
    assert many.people == FEW


def test_an_area_is_named_from_five_people_on() -> None:
    every = [
        *asked("zebra", *range(5), area="Dudley"),
        *asked("zebra", *range(5, 9), area="Walsall "),
        *asked("zebra", 5, 5, area="walsall"),
        *asked("zebra", 20, 21, area=None),
    ]
    (gap,) = gaps(every, HashingEncoder())
    assert gap.areas == (("Dudley", 5),)
    (gap,) = gaps([*every, *asked("zebra", 22, area="WALSALL")], HashingEncoder())
    assert dict(gap.areas) == {"Dudley": 5, "WALSALL": 5}


def test_nothing_asked_is_no_gap() -> None:
    assert gaps([], HashingEncoder()) == []
