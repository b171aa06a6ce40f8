"""Near misses: what their signals say, whose vectors they are, and when they count."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from corpus.document import Document, Paragraph
from corpus.library import load_library
from evals.dataset import BATCHES, TUNED_ON, load, plain
from index.adapters.memory import HashingEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.near_misses import NAMES, NearMisses, fitting, shipped
from index.open_edition import OpenEdition, in_memory_edition
from index.search import Searcher
from index.sentences import sentence_spans
from index.signals import signals

WRITTEN = Path(__file__).resolve().parents[2] / "evals" / "training" / "near_misses.jsonl"
AXES = np.eye(4, dtype=np.float32)


@pytest.fixture
def known() -> NearMisses:
    """Two near misses and a twin, each along an axis of its own."""
    return NearMisses("made", unanswered=AXES[:2], answered=AXES[2:3])


def test_a_question_like_a_near_miss_and_one_like_a_twin_are_told_apart(known: NearMisses) -> None:
    missed, twin = known.signals(AXES[0], 0.4), known.signals(AXES[2], 0.4)
    assert (missed["near_miss"], missed["near_twin"]) == (1.0, 0.0)
    assert (twin["near_miss"], twin["near_twin"]) == (0.0, 1.0)
    assert missed["misses_over_twins"] > 0 > twin["misses_over_twins"]
    assert missed["miss_over_phrasing"] == pytest.approx(0.6)
    assert set(missed) == set(NAMES)


def test_what_ships_are_the_written_questions_of_one_encoder() -> None:
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    encoder = sentence_encoder(None)
    known = fitting(encoder.name)
    assert known is not None
    assert fitting(HashingEncoder().name) is None
    answered = [row["question"] for row in rows if row["answered"]]
    unanswered = [row["question"] for row in rows if not row["answered"]]
    assert len(known.answered) == len(answered)
    assert len(known.unanswered) == len(unanswered)
    for texts, vectors in ((answered, known.answered), (unanswered, known.unanswered)):
        again = encoder.encode(texts[::500])
        assert (np.sum(again * vectors[::500], axis=1) > 0.99).all()


def test_they_were_written_for_paragraphs_that_are_published() -> None:
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    published = {one.paragraph_id for one in load_library().paragraphs}
    assert {row["paragraph"] for row in rows} <= published
    assert len({row["question"] for row in rows}) == len(rows)


def test_none_is_worded_like_a_question_that_is_only_run() -> None:
    rows = [json.loads(line) for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    only_run = [one.question for one in load(set(BATCHES) - set(TUNED_ON))]
    texts = ([plain(one) for one in each] for each in ([row["question"] for row in rows], only_run))
    likeness = process.cdist(*texts, scorer=fuzz.token_sort_ratio, score_cutoff=88)
    assert not likeness.any()


class _Part:
    """One document of the library, which keeps the edition small."""

    def __init__(self) -> None:
        library = load_library()
        slug = "working-together-consultation-2009"
        self.documents: tuple[Document, ...] = tuple(
            one for one in library.documents if one.slug == slug
        )
        self.paragraphs: tuple[Paragraph, ...] = tuple(
            one for one in library.paragraphs if one.document == slug
        )


def test_they_do_not_count_where_no_paragraph_has_phrasings() -> None:
    encoder = sentence_encoder(None)
    edition: OpenEdition = in_memory_edition(_Part(), encoder, sentence_spans)
    searcher = Searcher(encoder)
    ranking = searcher.rank(searcher.prepare(edition), "how much is a lay member paid?")
    found = signals(ranking.evidence())
    assert [found[name] for name in NAMES] == [0.0] * len(NAMES)
    assert shipped().signals(ranking.vector, 0.0)["near_miss"] > 0.5
