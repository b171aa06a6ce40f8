"""Plots of a run: risk against coverage, reliability of the probability, ok@k by style."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from evals.measures import CUTS, by_group
from evals.run import Outcome

mpl.use("Agg")
import matplotlib.pyplot as plt

BINS = 10


def draw(outcomes: Sequence[Outcome], folder: Path) -> list[str]:
    """Draw every plot that the outcomes allow into `folder`; gives back the file names."""
    plots = {
        "ok-by-style.png": _styles,
        "risk-coverage.png": _risk,
        "reliability.png": _reliability,
    }
    for name, plot in plots.items():
        figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
        plot(outcomes, axes)
        figure.savefig(folder / name, dpi=100)
        plt.close(figure)
    return list(plots)


def _styles(outcomes: Sequence[Outcome], axes: Axes) -> None:
    groups = by_group(outcomes, lambda one: [one.asked.style])
    width = 0.8 / len(CUTS)
    for at, cut in enumerate(CUTS):
        places = np.arange(len(groups)) + at * width
        axes.bar(places, [one[f"ok@{cut}"] for one in groups.values()], width, label=f"ok@{cut}")
    axes.set_xticks(np.arange(len(groups)) + 0.4, list(groups), rotation=30, ha="right")
    axes.set_title("Answered within the first k, by style of question")
    axes.set_ylim(0, 1.02)
    axes.legend(loc="lower left")


def _risk(outcomes: Sequence[Outcome], axes: Axes) -> None:
    """The share of wrong first citations among the questions answered, as more are answered."""
    ordered = sorted(outcomes, key=lambda one: -one.answerable)
    wrong = np.cumsum([one.rank != 1 for one in ordered])
    counts = np.arange(1, len(ordered) + 1)
    axes.plot(counts / max(len(ordered), 1), wrong / counts)
    axes.set_xlabel("share of all questions answered, surest first")
    axes.set_ylabel("share whose first citation is wrong")
    axes.set_title("Risk and coverage")


def _reliability(outcomes: Sequence[Outcome], axes: Axes) -> None:
    """The share answerable among questions of about the same probability."""
    said = np.array([one.answerable for one in outcomes])
    true = np.array([one.asked.answerable for one in outcomes], dtype=float)
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    filled = [at for at in range(BINS) if (place == at).any()]
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    axes.plot(
        [said[place == at].mean() for at in filled],
        [true[place == at].mean() for at in filled],
        marker="o",
    )
    axes.set_xlabel("probability said")
    axes.set_ylabel("share answerable")
    axes.set_title("Reliability of the probability that the documents answer")
