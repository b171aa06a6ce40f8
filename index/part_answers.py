"""One result for a question of several parts, from the results of its parts and of the whole."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.document import ParagraphId
from index.answerability import threshold
from index.hit import Hit, SearchResult, Shape

# Of the threshold: what a part needs once the whole question or another part has reached it. A part
# alone has fewer words to be sure by.
FLOOR = 0.5
DEPTH = 3  # paragraphs of each part that go before those of the whole question


def joined(
    whole: SearchResult, pieces: Sequence[str], each: Sequence[SearchResult], limit: int
) -> SearchResult:
    """The best paragraph of each part first, then the parts' next ones in turn, then the whole's.

    Args:
        whole: what the whole question found.
        pieces: the parts as they were asked.
        each: what each part found.
        limit: the most paragraphs kept.
    """
    chances = [one.answerable if one.kept else 0.0 for one in each]
    floor, sure = FLOOR * threshold(), whole.answerable >= threshold()
    sure = sure or (max(chances) >= threshold() and min(chances) >= floor)
    has = [chance >= (floor if sure else threshold()) for chance in chances]
    best = [
        replace(one.kept[0], part=piece)
        for piece, one in zip(pieces, each, strict=True)
        if one.kept
    ]
    first = _distinct(hit for hit, found in zip(best, has, strict=True) if found)
    others = (replace(hit, part="") for hit in best)
    turns = _in_turn([one.kept for one in each])
    return replace(
        whole.led_by(_one_a_family(_distinct((*first, *others, *turns))), limit),
        answerable=max(whole.answerable, *chances) if sure else whole.answerable,
        shape=Shape.PARTS if len(first) > 1 else Shape.ONE,
        together=max(len(first), 1),
        unanswered=tuple(
            piece for piece, found in zip(pieces, has, strict=True) if first and not found
        ),
    )


def _in_turn(lists: Iterable[Sequence[Hit]]) -> Iterator[Hit]:
    """The first of each list, then the second of each, and so on."""
    for turn in itertools.zip_longest(*lists):
        yield from (hit for hit in turn if hit is not None)


def _distinct(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits of different paragraphs; one that answers two parts is said to answer both."""
    found: dict[ParagraphId, Hit] = {}
    for hit in hits:
        same = found.setdefault(hit.paragraph.paragraph_id, hit)
        if same is not hit and hit.part and hit.part not in same.part:
            found[hit.paragraph.paragraph_id] = replace(same, part=f"{same.part} {hit.part}")
    return tuple(found.values())


def _one_a_family(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits less those whose owner, or whose bullet, came before."""
    kept: list[Hit] = []
    for hit in hits:
        owners = {one.paragraph.parent for one in kept}
        ids = {one.paragraph.paragraph_id for one in kept}
        if hit.paragraph.parent not in ids and hit.paragraph.paragraph_id not in owners:
            kept.append(hit)
    return tuple(kept)
