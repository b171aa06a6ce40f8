"""Fit the probability that the edition answers, on the development questions, and write
`answerability.toml` and `answerability_directions.toml`.

A logistic regression over the signals of `index.signals` and the question's vector, with and
without phrasings, and once more over the signals alone for other encoders (less those of near
misses, which have vectors of one encoder). Figures are cross-validated by batch: each batch of
questions is judged by models fitted on those of other writers, as those who will ask are others
too. The threshold is the lowest at which no more than `MOST_WRONG` of the unanswerable are answered
with phrasings; the offsets of the other models are moved so that theirs is the same.

Run: python -m evals.train_answerability [--write]
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

from evals.dataset import TUNED_ON, Asked, load
from evals.edition import build
from index.adapters.sentence_transformers import sentence_encoder
from index.answerability import BY_SIGNALS
from index.fusion import WITHOUT_ANY
from index.near_misses import NAMES as NEAR_MISSES
from index.open_edition import OpenEdition
from index.search import Searcher
from index.signals import signals

FOLDER = Path(__file__).parent.parent / "index"
STRENGTH = 0.06  # inverse of the L2 penalty
# How large a vector's components are made beside signals of standard deviation 1: the larger, the
# less the penalty holds the question's own words back.
VECTOR_SCALE = 9.0
MOST_WRONG = 0.1
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Questions that are no look-up by number: signals (n, signals), vectors (n, dimensions),
    whether the documents answer each, and its batch.
    """

    names: tuple[str, ...]
    signals: Numbers
    vectors: Numbers
    truth: NDArray[np.bool_]
    batch: tuple[str, ...]


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


def gather(
    searcher: Searcher,
    edition: OpenEdition,
    questions: Sequence[Asked],
    without: frozenset[str] = frozenset(),
) -> Sample:
    """The sample of those questions that no number looks up."""
    ready = searcher.prepare(edition)
    asked = [one for one in questions if not ready.numbers.find(one.question).asked]
    seen = [searcher.rank(ready, one.question, without).evidence() for one in asked]
    found = [signals(one) for one in seen]
    names = tuple(sorted(found[0]))
    return Sample(
        names=names,
        signals=np.array([[one[name] for name in names] for one in found]),
        vectors=np.stack([one.vector for one in seen]).astype(np.float64),
        truth=np.array([one.answerable for one in asked]),
        batch=tuple(one.half for one in asked),
    )


def _some(sample: Sample, rows: NDArray[np.intp]) -> Sample:
    signals, vectors = sample.signals[rows], sample.vectors[rows]
    batch = tuple(sample.batch[row] for row in rows)
    return Sample(sample.names, signals, vectors, sample.truth[rows], batch)


def _of_any_encoder(sample: Sample) -> Sample:
    """The sample less the signals that one encoder alone has."""
    kept = [at for at, name in enumerate(sample.names) if name not in NEAR_MISSES]
    names = tuple(sample.names[at] for at in kept)
    return replace(sample, names=names, signals=sample.signals[:, kept])


def fit(sample: Sample, *, vectors: bool) -> Fitted:
    """The model for a sample, with the question's vector or without."""
    centre, scale = sample.signals.mean(axis=0), sample.signals.std(axis=0)
    scale[scale < 1e-9] = 1.0
    columns = [(sample.signals - centre) / scale]
    if vectors:
        columns.append(sample.vectors * VECTOR_SCALE)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(np.hstack(columns), sample.truth)
    weights = np.asarray(model.coef_[0])
    size = len(sample.names)
    direction = weights[size:] * VECTOR_SCALE
    return Fitted(centre, scale, weights[:size], direction, float(model.intercept_[0]))


def cross_validated(sample: Sample, *, vectors: bool) -> Numbers:
    """Each question's probability by a model that never saw its batch."""
    found = np.zeros(len(sample.truth))
    for learned, held_out in LeaveOneGroupOut().split(sample.signals, groups=sample.batch):
        model = fit(_some(sample, learned), vectors=vectors)
        found[held_out] = model.probability(_some(sample, held_out))
    return found


def lowest_threshold(probability: Numbers, truth: NDArray[np.bool_]) -> float:
    """The lowest threshold at which at most `MOST_WRONG` of the unanswerable are answered."""
    tried = np.unique(np.round(probability, 3))
    return float(next(one for one in tried if (probability[~truth] >= one).mean() <= MOST_WRONG))


@click.command()
@click.option("--write", is_flag=True, help="write the models into index/")
def main(*, write: bool) -> None:
    """Fit, report cross-validated figures and, with --write, ship the models."""
    searcher, edition, questions = Searcher(sentence_encoder(None)), build(), load(TUNED_ON)
    models: dict[str, list[str]] = {}
    directions = [f'encoder = "{edition.manifest.model}"']
    judged: dict[str, tuple[Numbers, NDArray[np.bool_]]] = {}
    cut = 0.0
    for name, without in WITHOUT_ANY.items():
        gathered = gather(searcher, edition, questions, without)
        for vectors in (True, False):
            called = name if vectors else name + BY_SIGNALS
            sample = gathered if vectors else _of_any_encoder(gathered)
            probability = cross_validated(sample, vectors=vectors)
            own = lowest_threshold(probability, sample.truth)
            cut = cut or own
            moved = float(logit(cut) - logit(own))
            fitted = fit(sample, vectors=vectors)
            fitted = replace(fitted, offset=fitted.offset + moved)
            judged[called] = (expit(logit(probability) + moved), sample.truth)
            models[called] = _section(called, sample.names, fitted)
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
        "# cross-validated by batch, each judged by models of the others. The threshold lets",
        f"# {MOST_WRONG:.0%} of the unanswerable through, for each model.",
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
