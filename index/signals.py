"""What a search shows about whether its edition answers the question: plain named numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.answer_kinds import kinds_held
from index.counted import counted_things, counts
from index.document_names import elsewhere
from index.features import Column, Features
from index.holding import covered
from index.prepared import Prepared
from index.question import Question, Unit, Wanted
from index.terms import words

LOOKED_AT = 5  # paragraphs whose sentences are weighed one by one
HIGHEST_IDF = 7.0
_AFTER_THE_CORPUS = re.compile(r"\b20(?:1[1-9]|[2-9]\d)\b|\b(?:today|nowadays|these days)\b", re.I)
# A request for instructions or for the asker's own case: reports say what is done, not how to.
_HOW_TO = re.compile(
    r"\bhow (?:do|should|can|would|must) (?:i|we|you|a)\b|\bshould (?:i|we)\b|"
    r"\bwhat (?:should|do|can) (?:i|we)\b|"
    r"\bcan (?:i|we|parents?|you)\b|\bam i allowed\b|\bdo (?:i|we) have to\b|\bmust i\b",
    re.IGNORECASE,
)
_EXACTLY = re.compile(
    r"\bwhich (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b|\bexact(?:ly)?\b|"
    r"\bname of\b|\bwho are\b|\blist (?:of|the)\b|\bwhat (?:was|is|were|are) the (?:name|date)s?\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:salary|salaries|wages?|paid|pay|fees?|price|costs?|budget|allowance|charge[sd]?|rate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Evidence:
    """What a search knows once it has ranked: features and totals are (paragraphs,), `similarity`
    is (entries,), `order` lists the rows, best first.
    """

    ready: Prepared
    question: Question
    features: Features
    total: Column
    similarity: Column
    order: Sequence[int]


def signals(evidence: Evidence) -> dict[str, float]:
    """Every signal of one question, by name."""
    return {
        **_scores(evidence),
        **_words(evidence),
        **_sentences(evidence),
        **_phrasings(evidence),
        **_asked(evidence.question),
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


def _phrasings(evidence: Evidence) -> dict[str, float]:
    """How like the question is to a phrasing, and to one that wants the same kind of answer: a
    phrasing is a question that its paragraph does answer.
    """
    ready, question, features = evidence.ready, evidence.question, evidence.features
    cosines = evidence.similarity[ready.phrasing_entries]
    if not len(cosines) or "phrasing" not in features:
        return {"phrasing_same_kind": 0.0, "phrasing_other_kind": 0.0, "phrasing_both": 0.0}
    same = np.array([question.wanted <= wanted for wanted in ready.phrasings_want])
    likest = float(np.where(same, cosines, 0.0).max())
    rows = list(evidence.order[:LOOKED_AT])
    both = (features["phrasing_asked"] + features["coverage_phrasing"])[rows]
    return {
        "phrasing_same_kind": likest,
        "phrasing_other_kind": float(cosines.max()) - likest,
        "phrasing_both": float(both.max()) / 2,
    }


def _asked(question: Question) -> dict[str, float]:
    """What sort of question it is."""
    text = question.text
    found = {f"wants_{kind}": float(kind in question.wanted) for kind in Wanted}
    return {
        **found,
        "later": float(bool(_AFTER_THE_CORPUS.search(text))),
        "elsewhere": float(elsewhere(text)),
        "how_to": float(bool(_HOW_TO.search(text))),
        "exactly": float(bool(_EXACTLY.search(text))),
        "price": float(bool(_PRICE.search(text))),
    }
