"""Messages with tempting words and nobody in them, and their twins in which somebody is named by
the same words: `training/name_twins.jsonl`, written in two rounds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from bot.screening.vocabulary import Vocabulary
from evals.name_messages import HERE, Message, Span, names_nobody

FILE = HERE / "training" / "name_twins.jsonl"


def twins(round_number: int, vocabulary: Vocabulary) -> Iterator[Message]:
    """Every message of that round with somebody in it, and those with nobody in which no word is
    known from lists of names alone: others may name people who are public elsewhere.
    """
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines()):
        pair, origin = json.loads(line), f"twin-{number}"
        if pair["round"] != round_number:
            continue
        if names_nobody(pair["nobody"], vocabulary):
            yield Message(pair["nobody"], (), frozenset(), origin)
        if pair["somebody"]:
            spans = tuple(name_spans(pair["somebody"], pair["names"]))
            yield Message(pair["somebody"], spans, frozenset(), origin)


def name_spans(text: str, names: Iterable[str]) -> list[Span]:
    """Where the names stand whole, "rubys" and "the Jessops" included; the longest name first."""
    found: list[Span] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?=s?(?![^\W_]))", text):
            start, end = match.span()
            if not any(start < other_end and other < end for other, other_end, _ in found):
                found.append((start, end, "person_name"))
    return sorted(found)
