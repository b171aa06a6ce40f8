"""Questions with their gold: what should be found, by document and verbatim snippet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Paragraph

FOLDER = Path(__file__).parent / "questions"
HALVES = ("dev", "test")
# The halves came in batches, each later one written after the search was tuned on those before.
TUNED_ON = ("dev", "dev2", "dev3", "dev4", "dev5")
BATCHES = (*TUNED_ON, "test", "test2", "test3", "test4", "test5")


@dataclass(frozen=True)
class Gold:
    """A citation of `document` is right when its paragraph's text holds `snippet`, both compared
    in lower case with white space collapsed.
    """

    document: str
    snippet: str

    def in_text(self, document: str, text: str) -> bool:
        """Whether a paragraph of `document` with this text holds the snippet."""
        return document == self.document and plain(self.snippet) in plain(text)


@dataclass(frozen=True)
class Asked:
    """One question. `need` says whether any gold paragraph will do or all are needed; a question
    without gold is one that the documents do not answer. `half` is its batch: one of `BATCHES`, or
    "own" for a reader's questions.
    """

    question_id: str
    question: str
    need: str
    gold: tuple[Gold, ...]
    trade: str
    style: str
    half: str

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.gold)


def plain(text: str) -> str:
    """Lower case, white space collapsed."""
    return " ".join(text.lower().split())


def load(batches: Iterable[str] = BATCHES, folder: Path = FOLDER) -> list[Asked]:
    """The questions of the batches named: those the documents answer, then those they do not."""
    found: list[Asked] = []
    for batch in batches:
        for name in (batch, f"unanswerable_{batch}"):
            found += load_file(folder / f"{name}.jsonl", batch)
    return found


def load_file(path: Path, half: str) -> list[Asked]:
    """One file of questions, a JSON object a line. A bad line is a ValueError naming its place."""
    found = []
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_asked(json.loads(line), half))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: not a question ({error!r})") from error
    return found


def _asked(row: dict[str, object], half: str) -> Asked:
    listed = row.get("gold") or []
    if not isinstance(listed, list):
        raise TypeError("gold is not a list")
    return Asked(
        question_id=str(row["id"]),
        question=str(row["question"]),
        need=str(row.get("need", "any")),
        gold=tuple(Gold(str(one["document"]), str(one["snippet"])) for one in listed),
        trade=str(row.get("trade", "")),
        style=str(row.get("style") or row.get("kind") or ""),
        half=half,
    )


def problems(questions: Sequence[Asked], paragraphs: Sequence[Paragraph]) -> list[str]:
    """What is wrong with the questions: an id used twice, a snippet that no paragraph holds."""
    seen: set[str] = set()
    wrong = []
    for one in questions:
        if one.question_id in seen:
            wrong.append(f"{one.question_id}: the id is used twice")
        seen.add(one.question_id)
        wrong += [
            f"{one.question_id}: not in {gold.document}: {gold.snippet!r}"
            for gold in one.gold
            if not any(gold.in_text(each.document, each.text) for each in paragraphs)
        ]
    return wrong
