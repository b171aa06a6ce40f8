"""Make the vectors of the near misses and their twins: `index/near_misses.npz`.

Run: python -m evals.encode_near_misses, then python -m evals.train_answerability --write
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evals.near_misses import WrittenNearMisses, written
from index.adapters.sentence_transformers import sentence_encoder

FILE = Path(__file__).parent.parent / "index" / "near_misses.npz"
LARGEST = 127  # of a whole number of one byte: a component keeps two places of its size


def main() -> None:
    """Encode every question and write the file."""
    known = WrittenNearMisses.encoded(written(), sentence_encoder(None)).besides()
    step = np.float32(max(np.abs(known.unanswered).max(), np.abs(known.answered).max()) / LARGEST)
    np.savez_compressed(
        FILE,
        encoder=np.array(known.encoder),
        step=step,
        unanswered=np.round(known.unanswered / step).astype(np.int8),
        answered=np.round(known.answered / step).astype(np.int8),
    )


if __name__ == "__main__":
    main()
