"""A linear chain of two states, in or out, over a row of tokens (Lafferty, McCallum and Pereira,
"Conditional random fields", 2001), kept as readable weights. Pure Python, nothing learned here.

As there are two states, each sum over them is kept as one number: the log-odds of "in".
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FURTHEST = 30.0  # log-odds; more would say nothing and could overflow


@dataclass(frozen=True, slots=True)
class Step:
    """How likely it is, as factors above 0, to stay out, go in, go out and stay in over a gap."""

    stay_out: float
    go_in: float
    go_out: float
    stay_in: float

    def onward(self, odds: float) -> float:
        """Log-odds of "in" after the gap, from those before it."""
        times = math.exp(_near(odds))
        return math.log((self.go_in + self.stay_in * times) / (self.stay_out + self.go_out * times))

    def back(self, odds: float) -> float:
        """What the log-odds of "in" after the gap say of the token before it."""
        times = math.exp(_near(odds))
        return math.log((self.go_out + self.stay_in * times) / (self.stay_out + self.go_in * times))


@dataclass(frozen=True)
class Chain:
    """Weights by feature, and the steps by the sort of gap (one letter) that is stepped over."""

    weights: Mapping[str, float]
    bias: float
    steps: Mapping[str, Step]

    def log_odds(self, features: Sequence[Sequence[str]], gaps: Sequence[str]) -> list[float]:
        """For each token in a row, the log-odds that it is in, whatever the others are.

        `gaps` are as many as the tokens, each before its token; the first is not looked at.
        """
        own = [self._own(names) for names in features]
        steps = [self.steps[gap] for gap in gaps]
        ahead = own[:1]
        for step, score in zip(steps[1:], own[1:], strict=True):
            ahead.append(score + step.onward(ahead[-1]))
        behind = [0.0]
        for step, score in zip(reversed(steps[1:]), reversed(own[1:]), strict=True):
            behind.append(step.back(score + behind[-1]))
        return [one + other for one, other in zip(ahead, reversed(behind), strict=True)]

    def _own(self, names: Sequence[str]) -> float:
        weigh = self.weights.get
        return self.bias + sum([weigh(name, 0.0) for name in names])


def read_chain(path: Path) -> Chain:
    """The weights of a data file; its steps are logarithms, as they were learned."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    steps = {gap: Step(*map(math.exp, learned)) for gap, learned in raw["steps"].items()}
    return Chain(raw["weights"], raw["bias"], steps)


def _near(odds: float) -> float:
    return max(-_FURTHEST, min(_FURTHEST, odds))
