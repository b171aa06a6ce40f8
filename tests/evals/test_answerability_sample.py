"""What the judgement is learned from: no question is judged by what was written beside it."""

from __future__ import annotations

import numpy as np
import pytest

from evals.answerability_sample import NEAR, Gathering, joined, of_any_encoder, some
from evals.dataset import load
from evals.edition import build
from evals.near_misses import Written, WrittenNearMisses, written
from index.adapters.sentence_transformers import sentence_encoder
from index.near_misses import NAMES
from index.search import Searcher

FIRST, SECOND = "one-year-on-2010.para-27", "one-year-on-2010.para-31"
QUESTIONS = (
    Written("what does a lay member cost", answered=False, paragraph=FIRST),
    Written("lay member fees", answered=False, paragraph=SECOND),
    Written("who are the lay members", answered=True, paragraph=FIRST),
    Written("how many lay members", answered=True, paragraph=SECOND),
)


@pytest.fixture(scope="module")
def near_misses() -> WrittenNearMisses:
    return WrittenNearMisses.encoded(QUESTIONS, sentence_encoder(None))


@pytest.fixture(scope="module")
def gathering() -> Gathering:
    return Gathering(Searcher(sentence_encoder(None)), build())


def test_the_questions_of_one_paragraph_can_be_left_out(near_misses: WrittenNearMisses) -> None:
    everything, apart = near_misses.besides(), near_misses.besides(FIRST)
    assert (len(everything.unanswered), len(everything.answered)) == (2, 2)
    assert np.array_equal(apart.unanswered, near_misses.vectors[1:2])
    assert np.array_equal(apart.answered, near_misses.vectors[3:4])


def test_no_near_miss_is_judged_by_itself(
    gathering: Gathering, near_misses: WrittenNearMisses
) -> None:
    sample = gathering.near(near_misses)
    miss = sample.signals[:, sample.names.index("near_miss")]
    twin = sample.signals[:, sample.names.index("near_twin")]
    assert (miss[:2] < 0.999).all()
    assert (twin[2:] < 0.999).all()
    assert sample.truth.tolist() == [False, False, True, True]
    assert set(sample.batch) == {NEAR}


def test_samples_of_both_sorts_are_joined_and_cut(
    gathering: Gathering, near_misses: WrittenNearMisses
) -> None:
    dev = load(["dev"])
    asked, near = gathering.asked(dev[:8]), gathering.near(near_misses)
    both = joined(asked, near)
    assert both.signals.shape == (len(asked.truth) + 4, len(asked.names))
    last = some(both, np.arange(len(asked.truth), len(both.truth)))
    assert np.array_equal(last.signals, near.signals)
    assert last.batch == near.batch
    assert not set(NAMES) & set(of_any_encoder(both).names)


def test_a_look_up_by_number_is_not_learned_from(gathering: Gathering) -> None:
    numbered = [one for one in load(["dev"]) if one.style == "look-up"][:3]
    others = [one for one in load(["dev"]) if one.style == "paraphrase"][:2]
    assert len(gathering.asked([*numbered, *others]).truth) < len(numbered) + len(others)


def test_the_written_questions_are_of_both_sorts() -> None:
    rows = written()
    assert {row.answered for row in rows} == {True, False}
    assert len({row.question.lower() for row in rows}) == len(rows)
