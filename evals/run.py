"""Ask every question and note where each gold paragraph came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Protocol

from evals.dataset import Asked
from index.answerability import threshold
from index.hit import Hit, SearchResult
from index.open_edition import OpenEdition

DEPTH = 50
_AT_A_TIME = 16  # questions that a process takes at a time


class Searches(Protocol):
    """What is evaluated: a plain search, or one that completes its answers."""

    def search(
        self,
        edition: OpenEdition,
        question: str,
        *,
        limit: int,
        without: frozenset[str] = frozenset(),
    ) -> SearchResult:
        """The best `limit` paragraphs for a question."""
        ...


@dataclass(frozen=True)
class Outcome:
    """One question asked. `ranks` holds, gold by gold, the rank of the first citation that is
    right, from 1, or None. `right` are all ranks of right citations. `locators` are the first ten
    citations as people say them. `answered` is whether the probability reached the threshold.
    """

    asked: Asked
    ranks: tuple[int | None, ...]
    right: tuple[int, ...]
    locators: tuple[str, ...]
    answerable: float
    answered: bool
    exact: bool
    elapsed_ms: float

    @property
    def rank(self) -> int | None:
        """The rank at which the question is answered: the first gold, or the last if all are
        needed; None when it is not within the depth searched.
        """
        found = [one for one in self.ranks if one is not None]
        if self.asked.need == "all":
            return max(found) if len(found) == len(self.ranks) and found else None
        return min(found, default=None)


def ask_all(
    searcher: Searches,
    edition: OpenEdition,
    questions: Sequence[Asked],
    without: frozenset[str] = frozenset(),
    *,
    processes: int = 1,
) -> list[Outcome]:
    """Every question through the whole search, in order; in several processes if asked to."""
    ask = partial(_ask, searcher, edition, without=without)
    if processes == 1:
        return [ask(one) for one in questions]
    # Forked, so that each process has the searcher and the edition as they are.
    with get_context("fork").Pool(processes, _Worker.begin, (ask,)) as pool:
        return pool.map(_Worker.asked, questions, chunksize=_AT_A_TIME)


class _Worker:
    """One process of several, and what it asks with."""

    ask: Callable[[Asked], Outcome]

    @classmethod
    def begin(cls, ask: Callable[[Asked], Outcome]) -> None:
        cls.ask = staticmethod(ask)

    @classmethod
    def asked(cls, one: Asked) -> Outcome:
        return cls.ask(one)


def _ask(
    searcher: Searches, edition: OpenEdition, asked: Asked, without: frozenset[str]
) -> Outcome:
    result = searcher.search(edition, asked.question, limit=DEPTH, without=without)
    return outcome(asked, result)


def outcome(asked: Asked, result: SearchResult) -> Outcome:
    """Compare one result with the gold of its question."""
    held = [
        [
            rank
            for rank, hit in enumerate(result.kept, start=1)
            if gold.in_text(hit.document.slug, hit.paragraph.text)
        ]
        for gold in asked.gold
    ]
    return Outcome(
        asked=asked,
        ranks=tuple(ranks[0] if ranks else None for ranks in held),
        right=tuple(sorted({rank for ranks in held for rank in ranks})),
        locators=tuple(_place(hit) for hit in result.kept[:10]),
        answerable=result.answerable,
        answered=result.answerable >= threshold(),
        exact=result.exact,
        elapsed_ms=result.elapsed_ms,
    )


def _place(hit: Hit) -> str:
    """A paragraph's place as people say it, with its document."""
    return f"{hit.document.slug}: {hit.paragraph.locator}"
