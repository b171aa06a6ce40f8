"""From outcomes to figures: ok@k and reciprocal rank by ir_measures, refusals, calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, roc_auc_score

from evals.run import DEPTH, Outcome

CUTS = (1, 3, 5, 10, 50)
RESAMPLES = 2000
SEED = 20100317
Figures = dict[str, float]


def retrieval(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """ok@k and reciprocal rank of each answerable question, by question id.

    Each rank is a document of its own to ir_measures. Where all gold is needed, only the rank at
    which the last of it appears counts as relevant.
    """
    asked = [one for one in outcomes if one.asked.answerable]
    judged, ranked = [], []
    for one in asked:
        query = one.asked.question_id
        right = [one.rank] if one.asked.need == "all" else list(one.right)
        judged += [Qrel(query, f"rank-{rank}", 1) for rank in right if rank is not None]
        judged.append(Qrel(query, "judged", 0))
        ranked += [ScoredDoc(query, f"rank-{at}", float(DEPTH - at)) for at in range(1, DEPTH + 1)]
    measures = [*(Success @ cut for cut in CUTS), RR]
    found: dict[str, dict[str, float]] = {one.asked.question_id: {} for one in asked}
    for value in ir_measures.iter_calc(measures, judged, ranked) if asked else ():
        found[value.query_id][_name(str(value.measure))] = float(value.value)
    return found


def _name(measure: str) -> str:
    return "mrr" if measure == "RR" else measure.replace("Success@", "ok@")


def averages(outcomes: Sequence[Outcome]) -> Figures:
    """Mean ok@k and mean reciprocal rank over the answerable questions, with their number."""
    each = list(retrieval(outcomes).values())
    names = [*(f"ok@{cut}" for cut in CUTS), "mrr"]
    means = {name: float(np.mean([one[name] for one in each])) if each else 0.0 for name in names}
    return {"questions": float(len(each)), **means}


def refusals(outcomes: Sequence[Outcome]) -> Figures:
    """False answers (of the unanswerable), false refusals (of the answerable), and how well the
    probability separates the two: area under the ROC curve, Brier score.
    """
    yes = [one for one in outcomes if one.asked.answerable]
    no = [one for one in outcomes if not one.asked.answerable]
    found = {
        "unanswerable": float(len(no)),
        "false_answers": _share(no, lambda one: one.answered),
        "false_refusals": _share(yes, lambda one: not one.answered),
    }
    if yes and no:
        truth = [one.asked.answerable for one in outcomes]
        probability = [one.answerable for one in outcomes]
        found["auroc"] = float(roc_auc_score(truth, probability))
        found["brier"] = float(brier_score_loss(truth, probability))
    return found


def _share(outcomes: Sequence[Outcome], test: Callable[[Outcome], bool]) -> float:
    return sum(map(test, outcomes)) / len(outcomes) if outcomes else 0.0


def by_group(
    outcomes: Sequence[Outcome], group: Callable[[Outcome], Iterable[str]]
) -> dict[str, Figures]:
    """Averages over the answerable questions of each group; one may be in several."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        for name in group(one) if one.asked.answerable else ():
            groups.setdefault(name, []).append(one)
    return {name: averages(members) for name, members in sorted(groups.items())}


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean (percentiles of 2,000 resamples, seed fixed)."""
    if not values:
        return (0.0, 0.0)
    drawn = np.random.default_rng(SEED).choice(np.array(values), (RESAMPLES, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return (float(low), float(high))


def paired(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[float, float]:
    """Mean difference over the questions both runs asked, and its two-sided p by sign-flipping
    permutation (2,000 draws, seed fixed).
    """
    shared = sorted(ours.keys() & theirs.keys())
    differences = np.array([ours[one] - theirs[one] for one in shared])
    if not len(differences) or not differences.any():
        return (0.0, 1.0)
    signs: NDArray[np.float64] = np.random.default_rng(SEED).choice(
        [-1.0, 1.0], (RESAMPLES, len(differences))
    )
    observed = abs(differences.mean())
    as_large = np.abs((signs * differences).mean(axis=1)) >= observed - 1e-12
    return (float(differences.mean()), float((as_large.sum() + 1) / (RESAMPLES + 1)))
