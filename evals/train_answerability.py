"""Fit the probability that the edition answers, on the development questions, and write
`answerability.toml` and `answerability_directions.toml`.

A logistic regression over the signals of `index.signals` and the question's vector, with and
without phrasings, and once more over the signals alone for other encoders (less those of near
misses, which have vectors of one encoder). Figures are cross-validated by batch: each batch of
questions is judged by models fitted on those of other writers, as those who will ask are others
too. The near misses of `evals.near_misses` are learned from as well and never judged. The lowest
threshold is taken at which no more than `MOST_WRONG` of the unanswerable are answered with
phrasings; the offsets of the other models are moved so that theirs is the same.

Run: python -m evals.train_answerability [--write] (two hours: it searches 46,000 times)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut

from evals.answerability_sample import Gathering, Numbers, Sample, joined, of_any_encoder, some
from evals.dataset import TUNED_ON, load
from evals.edition import build
from evals.near_misses import WrittenNearMisses, written
from index.adapters.sentence_transformers import sentence_encoder
from index.answerability import BY_SIGNALS
from index.fusion import WITHOUT_ANY
from index.search import Searcher

FOLDER = Path(__file__).parent.parent / "index"
STRENGTH = 0.15  # inverse of the L2 penalty
NEAR_MISS_COUNTS = 0.1
"""How much a near miss or a twin counts beside a question that was asked: there are five times as
many, and all are of one sort."""
# How large a vector's components are made beside signals of standard deviation 1: the larger, the
# less the penalty holds the question's own words back.
VECTOR_SCALE = 9.0
# The goals: of the unanswerable answered, of the answerable refused.
MOST_WRONG, MOST_REFUSED = 0.1, 0.2


@dataclass(frozen=True)
class Fitted:
    """A logistic regression; `direction` is empty when it looks at signals alone."""

    centre: Numbers
    scale: Numbers
    weights: Numbers
    direction: Numbers
    offset: float

    def probability(self, sample: Sample) -> Numbers:
        """(n,): the probability of each question of a sample."""
        total = self.offset + (sample.signals - self.centre) / self.scale @ self.weights
        if len(self.direction):
            total = total + sample.vectors @ self.direction
        return np.asarray(1 / (1 + np.exp(-total)))


def fit(asked: Sample, near: Sample, *, vectors: bool) -> Fitted:
    """The model for the questions asked and, counting less, the near misses and their twins; with
    the question's vector or without.
    """
    centre, scale = asked.signals.mean(axis=0), asked.signals.std(axis=0)
    scale[scale < 1e-9] = 1.0
    both = joined(asked, near)
    columns = [(both.signals - centre) / scale]
    if vectors:
        columns.append(both.vectors * VECTOR_SCALE)
    counts = np.repeat([1.0, NEAR_MISS_COUNTS], [len(asked.truth), len(near.truth)])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(np.hstack(columns), both.truth, sample_weight=counts)
    weights = np.asarray(model.coef_[0])
    size = len(asked.names)
    direction = weights[size:] * VECTOR_SCALE
    return Fitted(centre, scale, weights[:size], direction, float(model.intercept_[0]))


def cross_validated(asked: Sample, near: Sample, *, vectors: bool) -> Numbers:
    """Each question's probability by a model that never saw its batch."""
    found = np.zeros(len(asked.truth))
    for learned, held_out in LeaveOneGroupOut().split(asked.signals, groups=asked.batch):
        model = fit(some(asked, learned), near, vectors=vectors)
        found[held_out] = model.probability(some(asked, held_out))
    return found


def balanced_threshold(probability: Numbers, truth: NDArray[np.bool_]) -> float:
    """The threshold that keeps both kinds of mistake equally far below their goals."""
    tried = np.unique(np.round(probability, 3))
    wrong = np.array([(probability[~truth] >= one).mean() for one in tried]) / MOST_WRONG
    refused = np.array([(probability[truth] < one).mean() for one in tried]) / MOST_REFUSED
    return float(tried[np.argmin(np.maximum(wrong, refused))])


def lowest_threshold(probability: Numbers, truth: NDArray[np.bool_]) -> float:
    """The lowest threshold at which at most `MOST_WRONG` of the unanswerable are answered."""
    tried = np.unique(np.round(probability, 3))
    return float(next(one for one in tried if (probability[~truth] >= one).mean() <= MOST_WRONG))


@click.command()
@click.option("--write", is_flag=True, help="write the models into index/")
def main(*, write: bool) -> None:
    """Fit, report cross-validated figures and, with --write, ship the models."""
    encoder = sentence_encoder(None)
    gathering = Gathering(Searcher(encoder), build())
    questions, near_misses = load(TUNED_ON), WrittenNearMisses.encoded(written(), encoder)
    models: dict[str, list[str]] = {}
    directions = [f'encoder = "{encoder.name}"']
    judged: dict[str, tuple[Numbers, NDArray[np.bool_]]] = {}
    cut = 0.0
    for name, without in WITHOUT_ANY.items():
        gathered = gathering.asked(questions, without), gathering.near(near_misses, without)
        for vectors in (True, False):
            called = name if vectors else name + BY_SIGNALS
            asked, near = gathered if vectors else map(of_any_encoder, gathered)
            probability = cross_validated(asked, near, vectors=vectors)
            choose = lowest_threshold if cut else balanced_threshold
            own = choose(probability, asked.truth)
            cut = cut or own
            moved = float(logit(cut) - logit(own))
            fitted = fit(asked, near, vectors=vectors)
            fitted = replace(fitted, offset=fitted.offset + moved)
            judged[called] = (expit(logit(probability) + moved), asked.truth)
            models[called] = _section(called, asked.names, fitted)
            if vectors:
                directions.append(f"{called} = [{', '.join(f'{x:.3f}' for x in fitted.direction)}]")
    said = {name: _said(name, *one, cut) for name, one in judged.items()}
    click.echo("\n".join([f"threshold {cut:.3f}", *said.values()]))
    if write:
        _write(cut, {said[name]: lines for name, lines in models.items()}, directions)


def _said(name: str, probability: Numbers, truth: NDArray[np.bool_], cut: float) -> str:
    wrong, right = (probability[~truth] >= cut).mean(), (probability[truth] >= cut).mean()
    return (
        f"{name}: auroc {roc_auc_score(truth, probability):.3f}, "
        f"brier {brier_score_loss(truth, probability):.3f}, "
        f"unanswerable answered {wrong:.3f}, answerable answered {right:.3f}"
    )


def _write(cut: float, models: dict[str, list[str]], directions: Sequence[str]) -> None:
    """Write both files; `models` are keyed by the sentence that tells their figures."""
    head = [
        "# Fitted by evals/train_answerability.py on the development questions; figures are",
        "# cross-validated by batch, each judged by models of the others. The threshold keeps both",
        f"# mistakes equally far below their goals; the other models let {MOST_WRONG:.0%} of the",
        "# unanswerable through.",
        f"threshold = {cut:.3f}",
    ]
    parts = [line for said, lines in models.items() for line in (f"# {said}", *lines)]
    (FOLDER / "answerability.toml").write_text("\n".join([*head, *parts, ""]), encoding="utf-8")
    head = ["# What a question's own vector adds to the log-odds that it is answered, one weight a"]
    head += ["# dimension, by evals/train_answerability.py. Only for vectors of this encoder."]
    file = FOLDER / "answerability_directions.toml"
    file.write_text("\n".join([*head, *directions, ""]), encoding="utf-8")


def _section(name: str, names: Sequence[str], fitted: Fitted) -> list[str]:
    lines = [f"[{name}]", f"offset = {fitted.offset:.4f}"]
    tables = {"weights": fitted.weights, "centre": fitted.centre, "scale": fitted.scale}
    for table, values in tables.items():
        lines.append(f"[{name}.{table}]")
        lines += [f"{one} = {value:.4f}" for one, value in zip(names, values, strict=True)]
    return lines


if __name__ == "__main__":
    main()
