"""Ask every question and note where each gold paragraph came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.dataset import Asked
from index.answerability import threshold
from index.hit import Hit, SearchResult
from index.open_edition import OpenEdition

DEPTH = 50


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
    told: Callable[[Iterable[Asked]], Iterable[Asked]] = iter,
) -> list[Outcome]:
    """Every question through the whole search. `told` may wrap the questions in a progress bar."""
    return [_ask(searcher, edition, one, without) for one in told(questions)]


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
