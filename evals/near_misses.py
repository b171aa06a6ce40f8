"""The near misses and their twins, as they were written: `training/near_misses.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from index.near_misses import NearMisses

FILE = Path(__file__).parent / "training" / "near_misses.jsonl"


@dataclass(frozen=True)
class Written:
    """A question written beside a paragraph, and whether that paragraph answers it."""

    question: str
    answered: bool
    paragraph: str


def written(file: Path = FILE) -> list[Written]:
    """Every question of the file, in order."""
    return [Written(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class WrittenNearMisses:
    """The questions with their vectors, (questions, dimensions), of the encoder named."""

    questions: Sequence[Written]
    vectors: Vectors
    encoder: str

    @classmethod
    def encoded(cls, questions: Sequence[Written], encoder: Encoder) -> WrittenNearMisses:
        """Encode every question."""
        return cls(questions, encoder.encode([one.question for one in questions]), encoder.name)

    def besides(self, paragraph: str | None = None) -> NearMisses:
        """What is known of near misses, less the questions written beside one paragraph: a question
        is then judged by those of others, as one that nobody has written down will be.
        """
        kept = np.array([one.paragraph != paragraph for one in self.questions])
        answered = np.array([one.answered for one in self.questions])
        return NearMisses(
            self.encoder, self.vectors[kept & ~answered], self.vectors[kept & answered]
        )
