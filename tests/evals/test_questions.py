"""The evaluation data is sound: gold is verbatim, ids and texts unique, the halves apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, cast

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "evals" / "questions"
CONVERSATIONS = ROOT / "evals" / "conversations"
DOCUMENTS = ROOT / "corpus" / "documents"
HALVES = ("dev", "test")


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
    """The answerable questions of one half."""
    return [cast("Asked", row) for row in rows(QUESTIONS / f"{half}.jsonl")]


def unanswerable(half: str) -> list[str]:
    """Texts of the questions which the documents do not answer."""
    return [str(row["question"]) for row in rows(QUESTIONS / f"unanswerable_{half}.jsonl")]


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
def sources() -> dict[str, str]:
    """Slug to source text, without emphasis marks and tags."""
    return {
        path.stem: collapsed(re.sub(r"<[^>]+>|\*", "", path.read_text(encoding="utf-8")))
        for path in DOCUMENTS.glob("*.txt")
    }


@pytest.mark.parametrize("half", HALVES)
def test_every_snippet_is_in_its_document_word_for_word(half: str, sources: dict[str, str]) -> None:
    missing = [
        gold
        for one in asked(half)
        for gold in one["gold"]
        if collapsed(gold["snippet"]) not in sources[gold["document"]]
    ]
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
    files = [*QUESTIONS.glob("*.jsonl"), *CONVERSATIONS.glob("*.jsonl")]
    ids = Counter(row["id"] for path in files for row in rows(path))
    texts = Counter(
        collapsed(text)
        for half in HALVES
        for text in [one["question"] for one in questions(half)] + unanswerable(half)
    )
    assert [key for key, times in ids.items() if times > 1] == []
    assert [key for key, times in texts.items() if times > 1] == []


def test_no_gold_of_the_dev_half_is_gold_in_the_test_half() -> None:
    dev, test = (
        {(gold["document"], collapsed(gold["snippet"])) for one in asked(h) for gold in one["gold"]}
        for h in HALVES
    )
    shared = [(a, b) for a in dev for b in test if a[0] == b[0] and (a[1] in b[1] or b[1] in a[1])]
    assert shared == []
