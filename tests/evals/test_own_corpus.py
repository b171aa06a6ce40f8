"""The evaluation runs on a corpus and questions of the reader's choice, from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from evals.conditional_qa import write

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = [
    {
        "id": "dev-0",
        "url": "https://www.gov.uk/badger-licences",
        "scenario": "We found a badger sett under our barn.",
        "question": "Who grants a licence to move it?",
        "evidences": ["<p>Natural England grants licences to interfere with a badger sett.</p>"],
    },
    {
        "id": "dev-1",
        "url": "https://www.gov.uk/boat-fishing/quotas",
        "scenario": "I fish for mackerel from a small boat.",
        "question": "How often must I send in my log?",
        "evidences": [
            "<li>skippers of small boats send their log every week &amp; keep a copy</li>"
        ],
    },
    {"id": "dev-2", "url": "https://x", "scenario": "", "question": "Is it?", "evidences": []},
]


def test_another_corpus_is_evaluated_with_questions_of_its_own(tmp_path: Path) -> None:
    assert write(QUESTIONS, tmp_path / "corpus") == 2
    command = [sys.executable, "-m", "evals", "--corpus", str(tmp_path / "corpus")]
    command += ["--gold", str(tmp_path / "corpus" / "gold.jsonl"), "--out", str(tmp_path / "run")]
    # Vectors are kept under the working folder: an empty one, so that nothing here is touched.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "run" / "aggregate.json").read_text(encoding="utf-8"))
    assert figures["overall"]["questions"] == 2
    assert figures["overall"]["ok@1"] == 1.0
    assert "0 problems with the questions" in done.stdout
