"""What a search knows once it has ranked the paragraphs for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.features import Column, Features
from index.prepared import Prepared
from index.question import Question


@dataclass(frozen=True)
class Evidence:
    """Features and totals are (paragraphs,), `similarity` is (entries,), each entry's best cosine
    to a wording of the question; `order` lists the rows, best first; `vector` is (dimensions,), the
    question as asked.
    """

    ready: Prepared
    question: Question
    features: Features
    total: Column
    similarity: Column
    order: Sequence[int]
    vector: Column
