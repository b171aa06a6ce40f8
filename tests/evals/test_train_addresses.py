"""What the address reader learns from, and that its chain learns."""

from __future__ import annotations

import random

import pytest

from bot.screening.vocabulary import Vocabulary
from evals.address_messages import (
    AddressBag,
    addressless,
    bag,
    copies,
    details,
    filled,
    frames,
    listed_addresses,
    masked,
)
from evals.chain_training import Row, learn


@pytest.fixture(scope="module")
def words() -> AddressBag:
    return bag(["dev"], Vocabulary(), random.Random(1))  # noqa: S311 (no secret)


def test_a_copy_has_other_addresses_where_the_labels_say(words: AddressBag) -> None:
    message = next(message for message in details(["dev"]) if message.spans)
    own = [message.text[start:end] for start, end, _ in message.spans]
    others = list(copies(message, 6, words))[1:]
    for other in others:
        start, end, _ = other.spans[0]
        assert other.text[:start].lower() == message.text[: message.spans[0][0]].lower()
        assert other.text[start:end].strip() == other.text[start:end] != ""
    assert any(other.text[slice(*other.spans[0][:2])] != own[0] for other in others)


def test_another_address_is_built_alike(words: AddressBag) -> None:
    other = words.other("Flat 3, 14 Thornbury Lane (top bell)")
    assert other.startswith("Flat ")
    assert other.endswith(" (top bell)")
    assert other != "Flat 3, 14 Thornbury Lane (top bell)"


def test_a_frame_is_filled_in_each_place(words: AddressBag) -> None:
    message = filled(0, "moved from {a} to {a} last week", words, "9 Alder Croft")
    assert len(message.spans) == 2
    assert "{a}" not in message.text
    assert message.text.lower().startswith("moved from ")


def test_hand_written_lines_are_of_their_sort() -> None:
    assert all("{a}" in frame for frame in frames())
    assert not any("{" in address for address in listed_addresses())
    assert not any(message.spans for message in (*addressless(), *masked(["dev"])))


def test_a_chain_learns_that_what_stands_beside_is_in_too() -> None:
    # "name" is in beside a number and out elsewhere: only the chain can tell.
    rows = [
        Row([["number"], ["name"], ["name"]], ["^", "s", "s"], [True, True, True]),
        Row([["verb"], ["name"], ["name"]], ["^", "s", "s"], [False, False, False]),
    ] * 20
    found = learn(rows, "^s", fewest=1, strength=10.0, least=0.0)
    stay_out, go_in, go_out, stay_in = found.steps["s"]
    assert found.weights["number"] > 0 > found.weights["verb"]
    assert stay_in > go_out
    assert stay_out > go_in
