"""The same questions of two editions: what publishing would do to the answers.

Both are asked through the whole search. The questions are those that it was tuned on, so they tell
a loss, not how good the search is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evals.dataset import Asked
from evals.measures import averages, refusals
from evals.run import Outcome, Searches, outcome
from index.open_edition import OpenEdition

SHOWN = 20  # questions listed by name, of those that moved
AMONG = 5
DEPTH = 10


@dataclass(frozen=True)
class EditionDiff:
    """Outcomes of the same questions in the same order, on the live edition and on the new one."""

    live: Sequence[Outcome]
    new: Sequence[Outcome]

    @property
    def worse(self) -> list[tuple[Outcome, Outcome]]:
        """Questions that fare worse: found among five, found first, shown as an answer."""
        return [(a, b) for a, b in zip(self.live, self.new, strict=True) if _good(b) < _good(a)]

    @property
    def better(self) -> list[tuple[Outcome, Outcome]]:
        """The other way round."""
        return [(a, b) for a, b in zip(self.live, self.new, strict=True) if _good(b) > _good(a)]

    def lines(self) -> Iterator[str]:
        """A table of two columns, then the questions that moved."""
        yield f"Evaluation, {len(self.live)} questions       live    new"
        for name, before, after in self._figures():
            yield f"  {name:<30} {before:6.3f} {after:6.3f}"
        yield f"  {len(self.better)} better, {len(self.worse)} worse"
        for was, now in self.worse[:SHOWN]:
            places = f"{_place(was)} -> {_place(now)}"
            yield f"  worse  {was.asked.question_id}: {places}: {was.asked.question}"
        if len(self.worse) > SHOWN:
            yield f"  and {len(self.worse) - SHOWN} more"

    def _figures(self) -> Iterator[tuple[str, float, float]]:
        ranked = averages(self.live), averages(self.new)
        for name in ("ok@1", "ok@5", "ok@10"):
            yield name, ranked[0][name], ranked[1][name]
        refused = refusals(self.live), refusals(self.new)
        for name in ("false_answers", "false_refusals"):
            yield name.replace("_", " "), refused[0][name], refused[1][name]


def edition_diff(
    searcher: Searches,
    live: OpenEdition,
    new: OpenEdition,
    questions: Sequence[Asked],
    told: Callable[[Iterable[Asked]], Iterable[Asked]] = iter,
) -> EditionDiff:
    """Ask `questions` of both editions. `told` may wrap the questions in a progress bar."""
    before: list[Outcome] = []
    after: list[Outcome] = []
    for one in told(questions):
        for edition, outcomes in ((live, before), (new, after)):
            outcomes.append(outcome(one, searcher.search(edition, one.question, limit=DEPTH)))
    return EditionDiff(before, after)


def _good(of: Outcome) -> int:
    """How well a question fares: found first, found among five, shown as an answer; for one that
    is not answered, refused.
    """
    if not of.asked.answerable:
        return int(not of.answered)
    rank = of.rank or AMONG + 1
    return 4 * int(rank <= AMONG) + 2 * int(rank == 1) + int(of.answered)


def _place(of: Outcome) -> str:
    where = f"rank {of.rank}" if of.rank else "not found"
    if not of.asked.answerable:
        return "answered" if of.answered else "refused"
    return where if of.answered else f"{where}, refused"
