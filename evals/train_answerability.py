"""Fit the probability that the edition answers, on the development questions, and write
`answerability.toml`.

A logistic regression over the signals of `index.signals`. The threshold is the one of least cost
on cross-validated probabilities, a wrong answer costing `WRONG` times a refusal.

Run: python -m evals.train_answerability [--write]
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from evals.dataset import Asked, load
from evals.edition import build
from index.adapters.sentence_transformers import sentence_encoder
from index.fusion import WITHOUT_ANY
from index.open_edition import OpenEdition
from index.search import Searcher
from index.signals import signals

FILE = Path(__file__).parent.parent / "index" / "answerability.toml"
STRENGTH = 0.1  # inverse of the L2 penalty
WRONG = 2.0  # what a wrong answer costs when a refusal of an answerable question costs 1
FOLDS, REPEATS = 5, 5
Numbers = NDArray[np.float64]


def gather(
    searcher: Searcher,
    edition: OpenEdition,
    questions: Sequence[Asked],
    without: frozenset[str] = frozenset(),
) -> tuple[list[dict[str, float]], NDArray[np.bool_]]:
    """The signals of each question that is no look-up by number, and whether it is answerable."""
    ready = searcher.prepare(edition)
    asked = [one for one in questions if not ready.numbers.find(one.question).asked]
    found = [signals(searcher.rank(ready, one.question, without).evidence()) for one in asked]
    return found, np.array([one.answerable for one in asked])


def _model() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))


def cross_validated(numbers: Numbers, truth: NDArray[np.bool_]) -> Numbers:
    """Each question's probability from models that never saw it, averaged over repeats."""
    runs = [
        cross_val_predict(
            _model(),
            numbers,
            truth,
            cv=StratifiedKFold(FOLDS, shuffle=True, random_state=seed),
            method="predict_proba",
        )[:, 1]
        for seed in range(REPEATS)
    ]
    return np.asarray(np.mean(runs, axis=0))


def least_cost(probability: Numbers, truth: NDArray[np.bool_]) -> float:
    """The threshold at which wrong answers and refusals, as shares of their kind, cost least."""
    tried = np.unique(np.round(probability, 3))
    costs = [
        WRONG * float((probability[~truth] >= one).mean())
        + float((probability[truth] < one).mean())
        for one in tried
    ]
    return float(tried[int(np.argmin(costs))])


@click.command()
@click.option("--write", is_flag=True, help="write index/answerability.toml")
def main(*, write: bool) -> None:
    """Fit, report cross-validated figures and, with --write, ship the models."""
    searcher, edition, questions = Searcher(sentence_encoder(None)), build(), load(["dev"])
    parts: list[str] = []
    pooled: list[tuple[Numbers, NDArray[np.bool_]]] = []
    for name, without in WITHOUT_ANY.items():
        found, truth = gather(searcher, edition, questions, without)
        names = sorted(found[0])
        numbers = np.array([[one[each] for each in names] for one in found])
        probability = cross_validated(numbers, truth)
        pooled.append((probability, truth))
        said = f"{name}: auroc {roc_auc_score(truth, probability):.3f}"
        said += f", brier {brier_score_loss(truth, probability):.3f}"
        click.echo(said)
        parts += [f"# {said}", *_section(name, names, _model().fit(numbers, truth))]
    cut = least_cost(
        np.concatenate([one for one, _ in pooled]), np.concatenate([one for _, one in pooled])
    )
    for name, (probability, truth) in zip(WITHOUT_ANY, pooled, strict=True):
        wrong, right = (probability[~truth] >= cut).mean(), (probability[truth] >= cut).mean()
        click.echo(f"{name}: unanswerable answered {wrong:.3f}, answerable answered {right:.3f}")
    if write:
        head = [
            "# Fitted by evals/train_answerability.py on the development questions; figures are",
            f"# cross-validated over {FOLDS} folds. A wrong answer costs {WRONG:g} refusals.",
            f"threshold = {cut:.3f}",
        ]
        FILE.write_text("\n".join([*head, *parts, ""]), encoding="utf-8")


def _section(name: str, names: Sequence[str], fitted: Pipeline) -> list[str]:
    scaler, model = fitted[0], fitted[-1]
    lines = [f"[{name}]", f"offset = {float(model.intercept_[0]):.4f}"]
    tables = {"weights": model.coef_[0], "centre": scaler.mean_, "scale": scaler.scale_}
    for table, values in tables.items():
        lines.append(f"[{name}.{table}]")
        lines += [f"{one} = {value:.4f}" for one, value in zip(names, values, strict=True)]
    return lines


if __name__ == "__main__":
    main()
