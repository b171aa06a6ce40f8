"""How like a question is to near misses: questions written close to a paragraph that no document
answers ("what does a lay member cost?"), and their twins in the same voice that it does answer.

The questions are in `evals/training/near_misses.jsonl`, written by reading the paragraphs;
`evals/encode_near_misses.py` makes vectors of them. They belong to one encoder: another model's
vectors mean something else. They were written for the shipped documents and count only beside
phrasings: a new document may well answer what these do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.encoder import Vectors
from index.features import Column

NEARNESS = 0.1  # cosine: how much nearer a question must be to count e times as much
NAMES = ("near_miss", "near_twin", "misses_over_twins", "miss_over_phrasing")


@dataclass(frozen=True)
class NearMisses:
    """Unit vectors of the questions, (unanswered, dimensions) and (answered, dimensions);
    `encoder` names the model.
    """

    encoder: str
    unanswered: Vectors
    answered: Vectors

    def signals(self, vector: Column, phrasing: float) -> dict[str, float]:
        """For a question's vector, (dimensions,): the cosine of the likest near miss and twin, how
        much nearer all near misses are than all twins, and how much nearer the likest miss is than
        `phrasing`, the cosine of the likest phrasing.
        """
        misses, twins = self.unanswered @ vector, self.answered @ vector
        miss = float(misses.max())
        values = (miss, float(twins.max()), _together(misses) - _together(twins), miss - phrasing)
        return dict(zip(NAMES, values, strict=True))


def _together(cosines: Column) -> float:
    """One cosine for many, the near ones counting most."""
    return NEARNESS * float(np.log(np.exp((cosines - 1.0) / NEARNESS).sum()))


@cache
def shipped() -> NearMisses:
    """The near misses that ship with the package, kept there in whole numbers of one `step`."""
    with (
        resources.files("index").joinpath("near_misses.npz").open("rb") as file,
        np.load(file) as held,
    ):
        step = np.float32(held["step"])
        unanswered, answered = (held[name] * step for name in ("unanswered", "answered"))
        return NearMisses(str(held["encoder"]), unanswered, answered)


def fitting(encoder: str) -> NearMisses | None:
    """The shipped near misses when their vectors are of `encoder`."""
    return shipped() if shipped().encoder == encoder else None
