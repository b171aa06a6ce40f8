"""`make bench`: how long a person waits. Timings of this kind are noisy; compare within a run."""

from __future__ import annotations

import sys

from bench.service import measure, questions

ASKED = 200


def main() -> int:
    """Measure and print."""
    for line in measure(questions(ASKED)).lines():
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
