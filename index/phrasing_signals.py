"""How like a question is to the phrasings of the paragraphs found: a phrasing is a question that
its paragraph does answer, so what it asks for is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.evidence import Evidence
from index.facets import bits, facets
from index.features import Column
from index.holding import covered
from index.question import Unit

LOOKED_AT = 5  # paragraphs
HIGHEST_IDF = 7.0
DEPTHS = {"first": 1, "three": 3}  # best paragraphs looked at


def phrasing_signals(evidence: Evidence) -> dict[str, float]:
    """The signals by name; without phrasings all but those of the paragraphs' own words are 0."""
    ready = evidence.ready
    cosines = evidence.similarity[ready.phrasing_entries]
    if not len(cosines) or "phrasing" not in evidence.features:
        cosines = np.zeros(len(ready.phrasing_entries), np.float32)
    return {
        **_anywhere(evidence, cosines),
        **{
            f"{name}_{depth}": value
            for depth, most in DEPTHS.items()
            for name, value in _of_best(evidence, cosines, evidence.order[:most]).items()
        },
    }


def _anywhere(evidence: Evidence, cosines: Column) -> dict[str, float]:
    """The likest of all phrasings, and the likest that wants the same kind of answer."""
    ready, question, features = evidence.ready, evidence.question, evidence.features
    likest = float(cosines.max(initial=0.0))
    same = np.array([question.wanted <= wanted for wanted in ready.phrasings_want], bool)
    kind = float(np.where(same, cosines, 0.0).max(initial=0.0))
    fitting = float(np.where(_fits(evidence), cosines, 0.0).max(initial=0.0))
    both = 0.0
    if "phrasing_asked" in features:
        rows = list(evidence.order[:LOOKED_AT])
        both = float((features["phrasing_asked"] + features["coverage_phrasing"])[rows].max()) / 2
    return {
        "phrasing_same_kind": kind,
        "phrasing_other_kind": likest - kind,
        "phrasing_both": both,
        "phrasing_fitting": fitting,
        "phrasing_unfitting": likest - fitting,
    }


def _fits(evidence: Evidence) -> NDArray[np.bool_]:
    """(phrasings,): whether each phrasing asks for every facet that the question asks for."""
    asked = np.uint32(bits(facets(evidence.question.text)))
    fits: NDArray[np.bool_] = np.equal(evidence.ready.phrasings_ask & asked, asked)
    return fits


def _of_best(evidence: Evidence, cosines: Column, rows: Sequence[int]) -> dict[str, float]:
    """The likest phrasing of these rows, and what neither they nor their phrasings hold."""
    ready, units = evidence.ready, evidence.question.units
    phrased = bool(cosines.any())
    numbers = [at for row in rows for at in ready.phrasings_of.get(row, ())] if phrased else []
    stems = [one for row in rows for one in ready.lexicon.phrasing_stems.get(row, ())]
    fits = _fits(evidence)[numbers]
    near = cosines[numbers]
    likest = float(near.max(initial=0.0))
    fitting = float(near[fits].max(initial=0.0))
    held = _union([ready.lexicon.all_stems[row] for row in rows], stems if phrased else ())
    lacking = _lacking(units, held)
    return {
        "fitting": fitting,
        "unfitting": likest - fitting,
        "overlap": float((near * _overlap(evidence)[numbers]).max(initial=0.0)),
        "held": covered(units, held),
        "lacking": max(lacking, default=0.0) / HIGHEST_IDF,
        "alike": _alike(units, stems, near, fits) if phrased else 0.0,
    }


def _overlap(evidence: Evidence) -> Column:
    """(phrasings,): facets shared of all facets either asks for; both counts have 1 added."""
    asked = np.uint32(bits(facets(evidence.question.text)))
    either = np.bitwise_count(evidence.ready.phrasings_ask | asked).astype(np.float32)
    both = np.bitwise_count(evidence.ready.phrasings_ask & asked).astype(np.float32)
    shared: Column = np.divide(both + 1, either + 1, dtype=np.float32)
    return shared


def _alike(
    units: Sequence[Unit], stems: Sequence[frozenset[str]], near: Column, fits: NDArray[np.bool_]
) -> float:
    """The phrasing that is nearest by meaning and words together; another facet counts less."""
    return max(
        (
            (float(cosine) + covered(units, own)) / 2 * (1.0 if fit else 0.7)
            for own, cosine, fit in zip(stems, near, fits, strict=True)
        ),
        default=0.0,
    )


def _union(*held: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(one for each in held for one in each))


def _lacking(units: Sequence[Unit], held: frozenset[str]) -> list[float]:
    """The weights of the notions that `held` lacks."""
    return [unit.weight for unit in units if covered([unit], held) < 0.5]
