"""`RERANKER_MODEL` at the command line: it decides the order, and a wrong one stops the command."""

from __future__ import annotations

import json
from pathlib import Path

from tests.index.tiny_model import save_tiny_cross_encoder
from tests.service import guidance

QUESTION = "who makes sure that staff are trained to see the signs of neglect"


def test_the_named_cross_encoder_puts_the_paragraphs_in_order(home: Path, tmp_path: Path) -> None:
    model = save_tiny_cross_encoder(tmp_path / "tiny-cross-encoder")
    settings = {"RERANKER_MODEL": str(model)}
    orders = []
    for without in ((), ("--without", "reranker")):
        command = ("ask", "--json", "--limit", "30", *without, QUESTION)
        done = guidance(home, *command, settings=settings)
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        found = answer["citations"] or answer["nearest"]
        orders.append([one["paragraph_id"] for one in found])
    assert orders[0] != orders[1]


def test_a_model_that_is_not_there_is_one_plain_line(home: Path, tmp_path: Path) -> None:
    settings = {"RERANKER_MODEL": str(tmp_path / "nowhere")}
    done = guidance(home, "ask", "--json", QUESTION, settings=settings)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
