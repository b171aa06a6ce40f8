"""How the threshold is chosen from probabilities and truth."""

from __future__ import annotations

import numpy as np

from evals.train_answerability import balanced_threshold, lowest_threshold

# Nine of ten answerable questions are sure; the unanswerable lie evenly below them.
UNANSWERABLE = np.arange(0.0, 0.8, 0.008)
ANSWERABLE = np.concatenate([np.full(90, 0.9), np.arange(0.5, 0.7, 0.02)])
PROBABILITY = np.concatenate([UNANSWERABLE, ANSWERABLE])
TRUTH = np.repeat([False, True], [len(UNANSWERABLE), len(ANSWERABLE)])


def mistakes(threshold: float) -> tuple[float, float]:
    """The shares of the unanswerable answered and of the answerable refused."""
    return float((threshold <= UNANSWERABLE).mean()), float((threshold > ANSWERABLE).mean())


def test_the_lowest_lets_a_tenth_of_the_unanswerable_through() -> None:
    wrong, _ = mistakes(lowest_threshold(PROBABILITY, TRUTH))
    assert 0.05 < wrong <= 0.1


def test_the_balanced_one_stays_as_far_below_one_goal_as_below_the_other() -> None:
    wrong, refused = mistakes(balanced_threshold(PROBABILITY, TRUTH))
    furthest = max(wrong / 0.1, refused / 0.2)
    tried = [mistakes(threshold) for threshold in np.unique(PROBABILITY)]
    assert furthest <= min(max(one / 0.1, other / 0.2) for one, other in tried) + 0.1
    assert furthest < 0.6
