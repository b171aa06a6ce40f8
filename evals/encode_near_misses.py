"""Make the vectors of the near misses and their twins: `index/near_misses.npz`.

Run: python -m evals.encode_near_misses, then python -m evals.train_answerability --write
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from index.adapters.sentence_transformers import sentence_encoder

QUESTIONS = Path(__file__).parent / "training" / "near_misses.jsonl"
FILE = Path(__file__).parent.parent / "index" / "near_misses.npz"
LARGEST = 127  # of a whole number of one byte: a component keeps two places of its size


def main() -> None:
    """Encode every question and write the file."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    encoder = sentence_encoder(None)
    vectors = encoder.encode([str(row["question"]) for row in rows])
    answered = np.array([bool(row["answered"]) for row in rows])
    step = np.float32(np.abs(vectors).max() / LARGEST)
    whole = np.round(vectors / step).astype(np.int8)
    np.savez_compressed(
        FILE,
        encoder=np.array(encoder.name),
        step=step,
        unanswered=whole[~answered],
        answered=whole[answered],
    )


if __name__ == "__main__":
    main()
