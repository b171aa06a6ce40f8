"""Fit the weights of the fusion on the development questions and write `fusion_weights.toml`.

Listwise softmax loss (ListNet, Cao et al. 2007) over the 150 best candidates of each question, all
its gold candidates together taken as the right answer, with an L2 penalty on standardised features.
Figures are cross-validated: over five folds at random, and with each document left out in turn.

Run: python -m evals.train_fusion [--write]
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from evals.dataset import TUNED_ON, load
from evals.edition import build
from evals.examples import Example, examples
from evals.measures import CUTS
from index.adapters.sentence_transformers import sentence_encoder
from index.fusion import UNADAPTED, WITHOUT_ANY, WITHOUT_PHRASINGS
from index.search import Searcher

FILE = Path(__file__).parent.parent / "index" / "fusion_weights.toml"
LEFT_OUT = {**WITHOUT_ANY, UNADAPTED: frozenset({"adapter"})}
L2 = 0.02
FOLDS = 5
SEED = 20100317
Numbers = NDArray[np.float64]


def fit(data: Sequence[Example]) -> Numbers:
    """The weights, one a feature, in the features' own units."""
    scale = np.concatenate([one.features for one in data]).std(axis=0).astype(float) + 1e-6
    lists = [(one.features / scale, mask, share) for one in data for mask, share in _targets(one)]
    numbers, right, shares = (np.stack(column) for column in zip(*lists, strict=True))

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = numbers @ weights
        chance = np.exp(scores - scores.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        held = (chance * right).sum(axis=1, keepdims=True) + 1e-300
        total = L2 * float(weights @ weights) - float((shares * np.log(held[:, 0])).mean())
        pull = shares[:, None] * (chance * right / held - chance)
        slope = 2 * L2 * weights - np.tensordot(pull, numbers, axes=2) / len(lists)
        return total, slope

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def _targets(one: Example) -> list[tuple[NDArray[np.bool_], float]]:
    """What counts as right: any gold candidate, or each gold in turn where all are needed."""
    masks = one.gold if one.need == "all" else (np.any(np.stack(one.gold), axis=0),)
    held = [mask for mask in masks if mask.any()]
    return [(mask, 1 / len(held)) for mask in held]


def cross_validated(data: Sequence[Example], folds: Sequence[object]) -> dict[str, float]:
    """ok@k when each fold is ranked by weights fitted on the others."""
    ranks = []
    for fold in sorted(set(folds), key=str):
        weights = fit([one for one, of in zip(data, folds, strict=True) if of != fold])
        held_out = [one for one, of in zip(data, folds, strict=True) if of == fold]
        ranks += [one.rank(one.features @ weights) for one in held_out]
    return {f"ok@{cut}": float(np.mean(np.array(ranks) <= cut)) for cut in CUTS}


def curve(data: Sequence[Example], weights: Numbers) -> tuple[float, float]:
    """Slope and offset of the chance that the first citation is right, given its total."""
    totals = [one.features @ weights for one in data]
    right = [one.rank(total) == 1 for one, total in zip(data, totals, strict=True)]
    best = np.array([[float(total.max())] for total in totals])
    model = LogisticRegression(C=1e3).fit(best, right)
    return float(model.coef_[0][0]), float(model.intercept_[0])


@click.command()
@click.option("--write", is_flag=True, help="write index/fusion_weights.toml")
def main(*, write: bool) -> None:
    """Fit, report cross-validated figures and, with --write, ship the weights."""
    edition = build()
    searcher = Searcher(sentence_encoder(None))
    questions = load(TUNED_ON)
    parts = [
        "# Weights of the fusion, fitted by evals/train_fusion.py on the development questions.\n"
    ]
    phrased = bool(searcher.prepare(edition).table.has_phrasings.any())
    names = tuple(LEFT_OUT) if phrased else (WITHOUT_PHRASINGS,)
    for name in names:
        data = examples(searcher, edition, questions, LEFT_OUT[name])
        weights = fit(data)
        random = np.random.default_rng(SEED).integers(0, FOLDS, len(data)).tolist()
        figures = {
            "five folds at random": cross_validated(data, random),
            "each document left out": cross_validated(data, [one.group for one in data]),
        }
        sets = (name,) if phrased else tuple(LEFT_OUT)
        parts += [_section(each, data, weights, figures) for each in sets]
        click.echo(f"{name}: {figures}")
    if write:
        FILE.write_text("\n".join(parts), encoding="utf-8")


def _section(
    name: str, data: Sequence[Example], weights: Numbers, figures: dict[str, dict[str, float]]
) -> str:
    slope, offset = curve(data, weights)
    lines = [f"# {len(data)} questions."]
    for how, cuts in figures.items():
        listed = ", ".join(f"{cut} {value:.3f}" for cut, value in cuts.items())
        lines.append(f"# Cross-validated, {how}: {listed}.")
    lines += [f"[{name}]", f"slope = {slope:.4f}", f"offset = {offset:.4f}", f"[{name}.weights]"]
    ordered = sorted(zip(data[0].names, weights, strict=True))
    return "\n".join([*lines, *(f"{one} = {weight:.4f}" for one, weight in ordered), ""])


if __name__ == "__main__":
    main()
