"""What a search shows about whether its edition answers the question: plain named numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from index.answer_kinds import kinds_held
from index.counted import counted_things, counts
from index.document_names import elsewhere
from index.evidence import Evidence
from index.facets import NAMES as FACETS
from index.facets import facets
from index.holding import covered
from index.near_misses import NAMES as NEAR_MISSES
from index.near_misses import NearMisses
from index.phrasing_signals import HIGHEST_IDF, phrasing_signals
from index.question import Question, Unit, Wanted
from index.terms import words

LOOKED_AT = 5  # paragraphs whose sentences are weighed one by one
_AFTER_THE_CORPUS = re.compile(r"\b20(?:1[1-9]|[2-9]\d)\b|\b(?:today|nowadays|these days)\b", re.I)


def signals(evidence: Evidence) -> dict[str, float]:
    """Every signal of one question, by name."""
    return {
        **_scores(evidence),
        **_words(evidence),
        **_sentences(evidence),
        **phrasing_signals(evidence),
        **near_miss_signals(evidence, evidence.ready.near_misses),
        **_asked(evidence.question),
        **_absent(evidence),
        **evidence.ready.outside.signs(evidence.question.text),
    }


def _scores(evidence: Evidence) -> dict[str, float]:
    """How well the best paragraphs score, and how far they stand out."""
    total, order, features = evidence.total, evidence.order, evidence.features
    best = order[0]
    ranks = [features[name][best] for name in _RANKS if name in features]
    found = {
        "total": float(total[best]),
        "margin": float(total[best] - total[order[min(1, len(order) - 1)]]),
        "margin_tenth": float(total[best] - np.mean(total[list(order[:10])])),
        "agreement": float(np.mean(ranks)) if ranks else 0.0,
    }
    for name in ("context", "sentence", "phrasing", "bm25_text_widened", "bm25_phrasing_widened"):
        found[f"best_{name}"] = float(features[name].max()) if name in features else 0.0
    return found


_RANKS = ("context_rank", "sentence_rank", "bm25_text_rank")


def _words(evidence: Evidence) -> dict[str, float]:
    """How much of the question the best paragraphs and the whole corpus hold."""
    units, lexicon = evidence.question.units, evidence.ready.lexicon
    rows = list(evidence.order[:3])
    weights = sum(unit.weight for unit in units) or 1.0
    missing = [_heaviest_missing(units, lexicon.all_stems[row]) for row in rows]
    return {
        "coverage": covered(units, lexicon.all_stems[rows[0]]),
        "coverage_three": max(covered(units, lexicon.all_stems[row]) for row in rows),
        "missing": missing[0],
        "missing_three": min(missing),
        "unknown": sum(unit.weight for unit in units if not unit.known) / weights,
        "unknown_any": float(any(not unit.known for unit in units)),
    }


def _heaviest_missing(units: Sequence[Unit], held: frozenset[str]) -> float:
    """The weight of the rarest notion that a paragraph lacks, 0 to about 1."""
    lacking = [unit.weight for unit in units if covered([unit], held) < 0.5]
    return max(lacking, default=0.0) / HIGHEST_IDF


def _sentences(evidence: Evidence) -> dict[str, float]:
    """The best single sentence of the best paragraphs, and the best that holds the kind wanted."""
    ready, question = evidence.ready, evidence.question
    best = cover = kind = counted = 0.0
    things = counted_things(question)
    for row in evidence.order[:LOOKED_AT]:
        text = ready.edition.paragraphs[row].text
        for (start, end), entry, stems in ready.sentences(row):
            share = covered(question.units, stems)
            joint = (share + max(0.0, float(evidence.similarity[entry]))) / 2
            best, cover = max(best, joint), max(cover, share)
            if joint > counted and things and counts(words(text[start:end]), things):
                counted = joint
            if joint > kind and question.wanted <= kinds_held(text[start:end], ready.everyday):
                kind = joint
    return {
        "sentence_joint": best,
        "sentence_cover": cover,
        "kind_share": kind / best if question.wanted and best else 1.0,
        "kind_joint": kind,
        "counted": counted / best if things and best else 1.0,
    }


def near_miss_signals(evidence: Evidence, known: NearMisses | None) -> dict[str, float]:
    """How like the question is to known near misses; all 0 where they do not count."""
    if known is None or "phrasing" not in evidence.features:
        return dict.fromkeys(NEAR_MISSES, 0.0)
    return known.signals(evidence.vector, float(evidence.features["phrasing"].max()))


# The facets whose answer is of a kind that can be seen in a text.
_SEEN = {
    "person": Wanted.PERSON,
    "date": Wanted.DATE,
    "duration": Wanted.DURATION,
    "count": Wanted.COUNT,
    "money": Wanted.MONEY,
    "price": Wanted.MONEY,
    "contact": Wanted.CONTACT,
}


def _absent(evidence: Evidence) -> dict[str, float]:
    """For each kind of answer: 1 when it is asked for and no best paragraph holds any of it."""
    ready = evidence.ready
    texts = [ready.edition.paragraphs[row].text for row in evidence.order[:3]]
    held = frozenset(kind for text in texts for kind in kinds_held(text, ready.everyday))
    asked = facets(evidence.question.text)
    return {
        f"absent_{name}": float(name in asked and kind not in held) for name, kind in _SEEN.items()
    }


def _asked(question: Question) -> dict[str, float]:
    """What sort of question it is."""
    text = question.text
    asked = facets(text)
    return {
        **{f"wants_{kind}": float(kind in question.wanted) for kind in Wanted},
        **{f"asks_{name}": float(name in asked) for name in FACETS},
        "facets": float(len(asked)),
        "length": math.log1p(len(words(text))),
        "later": float(bool(_AFTER_THE_CORPUS.search(text))),
        "elsewhere": float(elsewhere(text)),
    }
