"""Gaps: what people asked and the published guidance does not answer, like questions together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.clarifier import agree
from index.encoder import Encoder

LIKENESS = 0.7
"""Cosine from which two questions may be the same gap."""
SHARED = 0.3
"""Dice coefficient of their meaningful words from which they may be."""
FEW = 5
"""Below so many people, how many they are and which area they work in is not said."""
MOST_WORDINGS = 5


@dataclass(frozen=True)
class Unanswered:
    """A masked question that the guidance did not answer. `asker` tells people apart within one
    list and means nothing beyond it; `area` is where they work, None unless they chose to say.
    """

    text: str
    answer_id: str
    asker: int
    area: str | None = None


@dataclass(frozen=True)
class Gap:
    """Questions alike that found nothing. `wordings` are at most MOST_WORDINGS different ways it
    was asked, the first one first, and `answer_ids` an answer to each. `people` is how many asked,
    None below FEW; `areas` are those from which at least FEW did, the most first.
    """

    count: int
    wordings: tuple[str, ...]
    answer_ids: tuple[str, ...]
    people: int | None
    areas: tuple[tuple[str, int], ...]

    @property
    def question(self) -> str:
        """How it was asked first."""
        return self.wordings[0]


def gaps(asked: Sequence[Unanswered], encoder: Encoder) -> list[Gap]:
    """Group questions by likeness, the largest group first; each joins the group it fits best.
    Questions that want another kind of answer or name another number are never one gap.

    Args:
        asked: the questions, oldest first.
        encoder: tells which are alike. Each different text is encoded once.
    """
    texts = list(dict.fromkeys(one.text for one in asked))
    group = dict(zip(texts, _grouped(texts, encoder), strict=True))
    members: dict[int, list[Unanswered]] = {}
    for one in asked:
        members.setdefault(group[one.text], []).append(one)
    return sorted((_gap(alike) for alike in members.values()), key=lambda gap: -gap.count)


def _grouped(texts: Sequence[str], encoder: Encoder) -> list[int]:
    """For each text the number of its group: that of the likest first text of a group, or a new
    one.
    """
    vectors = encoder.encode(texts)
    heads = np.empty_like(vectors)
    firsts: list[str] = []
    found: list[int] = []
    for text, vector in zip(texts, vectors, strict=True):
        scores = heads[: len(firsts)] @ vector
        near = sorted(np.flatnonzero(scores >= LIKENESS), key=lambda at: -scores[at])
        group = next((int(at) for at in near if agree(text, firsts[at], SHARED)), len(firsts))
        if group == len(firsts):
            heads[group] = vector
            firsts.append(text)
        found.append(group)
    return found


def _gap(alike: Sequence[Unanswered]) -> Gap:
    people = len({one.asker for one in alike})
    ids = {one.text: one.answer_id for one in reversed(alike)}
    wordings = tuple(dict.fromkeys(one.text for one in alike))[:MOST_WORDINGS]
    return Gap(
        count=len(alike),
        wordings=wordings,
        answer_ids=tuple(ids[text] for text in wordings),
        people=people if people >= FEW else None,
        areas=_areas(alike),
    )


def _areas(alike: Sequence[Unanswered]) -> tuple[tuple[str, int], ...]:
    """Areas by people, not by questions: one person who asks often does not make a crowd."""
    askers: dict[str, set[int]] = {}
    for one in alike:
        area = (one.area or "").strip()
        if area:
            askers.setdefault(area.casefold(), set()).add(one.asker)
    spelled = {(one.area or "").strip().casefold(): (one.area or "").strip() for one in alike}
    counted = [(spelled[area], len(who)) for area, who in askers.items() if len(who) >= FEW]
    return tuple(sorted(counted, key=lambda area: (-area[1], area[0])))
