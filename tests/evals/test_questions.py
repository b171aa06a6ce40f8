"""The evaluation data is sound: gold is verbatim, ids and texts unique, the halves apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, cast

import pytest
from rapidfuzz import fuzz, process

from corpus.document import Paragraph
from corpus.library import load_library

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "evals" / "questions"
CONVERSATIONS = ROOT / "evals" / "conversations"
HALVES = {
    "dev": ("dev", "dev2", "dev3", "dev4", "dev5"),
    "test": ("test", "test2", "test3", "test4", "test5"),
}
ALMOST = 88  # of 100: the same words in another order, or a slip of the keyboard
FIRST = ("dev", "test")  # one writer's pair of halves: split by paragraph, not by wording
FILES = [name for batches in HALVES.values() for name in batches]


class Gold(TypedDict):
    """Words of one paragraph that answers."""

    document: str
    snippet: str


class Asked(TypedDict):
    """A question, or one turn of a conversation, with what answers it."""

    question: str
    need: str
    gold: list[Gold]


def rows(path: Path) -> list[dict[str, object]]:
    """Every JSON object of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def questions(half: str) -> list[Asked]:
    """The answerable questions of one half, all batches."""
    return [
        cast("Asked", row) for name in HALVES[half] for row in rows(QUESTIONS / f"{name}.jsonl")
    ]


def unanswerable(half: str) -> list[str]:
    """Texts of the questions which the documents do not answer."""
    paths = [QUESTIONS / f"unanswerable_{name}.jsonl" for name in HALVES[half]]
    return [str(row["question"]) for path in paths for row in rows(path)]


def conversations(half: str) -> list[list[Asked]]:
    """The turns of each conversation of one half."""
    return [cast("list[Asked]", row["turns"]) for row in rows(CONVERSATIONS / f"{half}.jsonl")]


def asked(half: str) -> Iterator[Asked]:
    """Everything of one half that carries gold."""
    yield from questions(half)
    for turns in conversations(half):
        yield from turns


def collapsed(text: str) -> str:
    """Lower-cased with white space collapsed, as citations are compared."""
    return re.sub(r"\s+", " ", text).strip().lower()


@pytest.fixture(scope="module")
def published() -> dict[str, list[tuple[Paragraph, str]]]:
    """Slug to its paragraphs as printed, each with the text that citations are compared on."""
    found: dict[str, list[tuple[Paragraph, str]]] = {}
    for paragraph in load_library().paragraphs:
        found.setdefault(paragraph.document, []).append((paragraph, collapsed(paragraph.text)))
    return found


def holders(gold: Gold, published: dict[str, list[tuple[Paragraph, str]]]) -> set[str]:
    """Ids of the smallest paragraphs that hold the snippet: a bullet, not its owner."""
    snippet = collapsed(gold["snippet"])
    hold = [paragraph for paragraph, text in published[gold["document"]] if snippet in text]
    owners = {paragraph.parent for paragraph in hold}
    return {p.paragraph_id for p in hold if p.paragraph_id not in owners}


@pytest.mark.parametrize("half", HALVES)
def test_every_snippet_is_in_a_published_paragraph_word_for_word(
    half: str, published: dict[str, list[tuple[Paragraph, str]]]
) -> None:
    missing = [gold for one in asked(half) for gold in one["gold"] if not holders(gold, published)]
    assert missing == []


@pytest.mark.parametrize("half", HALVES)
def test_snippets_hold_no_markup_and_enough_words_to_be_telling(half: str) -> None:
    snippets = [gold["snippet"] for one in asked(half) for gold in one["gold"]]
    assert [s for s in snippets if re.search(r"[<>*]|&\w+;", s)] == []
    assert [s for s in snippets if len(s.split()) < 4] == []


@pytest.mark.parametrize("half", HALVES)
def test_need_and_gold_fit_together(half: str) -> None:
    for one in asked(half):
        assert one["need"] in {"any", "all"}
        assert len(one["gold"]) >= (2 if one["need"] == "all" else 1), one["question"]


def test_ids_and_texts_are_unique() -> None:
    assert {path.stem for path in QUESTIONS.glob("*.jsonl")} == {
        *FILES,
        *(f"unanswerable_{name}" for name in FILES),
    }
    files = [*QUESTIONS.glob("*.jsonl"), *CONVERSATIONS.glob("*.jsonl")]
    ids = Counter(row["id"] for path in files for row in rows(path))
    texts = Counter(
        collapsed(text)
        for half in HALVES
        for text in [one["question"] for one in questions(half)] + unanswerable(half)
    )
    assert [key for key, times in ids.items() if times > 1] == []
    assert [key for key, times in texts.items() if times > 1] == []


def test_no_gold_paragraph_of_the_dev_half_is_gold_in_the_test_half(
    published: dict[str, list[tuple[Paragraph, str]]],
) -> None:
    dev, test = (
        {key for one in asked(half) for gold in one["gold"] for key in holders(gold, published)}
        for half in HALVES
    )
    assert dev & test == set()


@pytest.mark.parametrize(
    "batches",
    [(tuned, run) for tuned in HALVES["dev"] for run in HALVES["test"] if (tuned, run) != FIRST],
)
def test_no_question_to_tune_on_is_worded_almost_as_one_that_is_only_run(
    batches: tuple[str, str],
) -> None:
    tuned, run = (
        [
            row
            for name in (batch, f"unanswerable_{batch}")
            for row in rows(QUESTIONS / f"{name}.jsonl")
        ]
        for batch in batches
    )
    texts = ([collapsed(str(row["question"])) for row in each] for each in (tuned, run))
    likeness = process.cdist(*texts, scorer=fuzz.token_sort_ratio, score_cutoff=ALMOST)
    alike = [(tuned[a]["id"], run[b]["id"]) for a, b in zip(*likeness.nonzero(), strict=True)]
    assert alike == []


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_enough_of_everything(half: str) -> None:
    per_document = Counter(
        document for one in questions(half) for document in {g["document"] for g in one["gold"]}
    )
    least = {
        "one-year-on-2010": 75,
        "chief-adviser-annual-report-2010": 38,
        "nsdu-interim-report-2009": 22,
        "dudley-select-committee-2009": 15,
        "working-together-consultation-2009": 12,
    }
    assert {d: n for d, n in least.items() if per_document[d] < n} == {}
    files = [QUESTIONS / f"{name}.jsonl" for name in HALVES[half]]
    styles = Counter(str(row["style"]) for path in files for row in rows(path))
    assert styles["paraphrase"] >= 0.4 * styles.total()
    assert styles.total() >= 500
    assert len(unanswerable(half)) >= 175
    assert len(conversations(half)) >= 20
