"""A question that names a document is asked of that document without the name."""

from __future__ import annotations

import numpy as np
import pytest

from index.adapters.memory import HashingEncoder
from index.open_edition import OpenEdition
from index.search import Searcher

DUDLEY = "dudley-select-committee-2009"
NAMED = "how often in Dudley does the chief executive meet the director"
UNNAMED = "how often in does the chief executive meet the director"
LOOKED_AT = ("bm25_text", "bm25_phrasing", "sentence", "context_asked", "phrasing")


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(HashingEncoder())


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_named_document_is_asked_what_remains(
    searcher: Searcher, edition: OpenEdition, name: str
) -> None:
    ready = searcher.prepare(edition)
    theirs = np.array([one.document == DUDLEY for one in edition.paragraphs])
    features = searcher.rank(ready, NAMED).features[name]
    assert np.array_equal(features[theirs], searcher.rank(ready, UNNAMED).features[name][theirs])


@pytest.mark.parametrize("name", LOOKED_AT)
def test_other_documents_are_asked_the_whole_question(
    searcher: Searcher, edition: OpenEdition, name: str
) -> None:
    ready = searcher.prepare(edition)
    others = np.array([one.document != DUDLEY for one in edition.paragraphs])
    features = searcher.rank(ready, NAMED).features[name]
    whole = searcher.rank(ready, NAMED, frozenset({"names"})).features[name]
    assert np.array_equal(features[others], whole[others])
    assert not np.array_equal(features, whole)


@pytest.mark.parametrize("question", ["what about Dudley", "Dudley?", "the chief adviser"])
def test_a_name_alone_is_a_question_still(
    searcher: Searcher, edition: OpenEdition, question: str
) -> None:
    assert len(searcher.search(edition, question).kept) == 3
