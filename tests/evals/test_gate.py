"""No change may silently stop the search: a small stable set must keep its share of right answers.

The floors lie below what is measured (said beside each), so that they fail on breakage and not on
chance. The full figures come from `make evals`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.document import Document, Paragraph
from corpus.library import load_library
from corpus.phrasings import load_phrasings
from evals.dataset import Asked, load
from evals.measures import averages
from evals.run import ask_all
from index.adapters.memory import HashingEncoder
from index.adapters.sentence_transformers import sentence_encoder
from index.open_edition import OpenEdition, in_memory_edition
from index.search import Searcher
from index.sentences import sentence_spans

SMALL = ("dudley-select-committee-2009", "working-together-consultation-2009")
STYLES = ("plain", "number", "acronym", "typo", "look-up", "slang")


@dataclass(frozen=True)
class _Part:
    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]


@pytest.fixture(scope="module")
def whole() -> OpenEdition:
    """The shipped corpus with its phrasings; vectors without meaning, so that words decide."""
    library = load_library()
    phrasings = load_phrasings(library.paragraphs)
    return in_memory_edition(library, HashingEncoder(), sentence_spans, phrasings)


@pytest.fixture(scope="module")
def questions() -> list[Asked]:
    """Every fifth development question of the stable styles."""
    return [one for one in load(["dev"]) if one.answerable and one.style in STYLES][::5]


def test_the_words_alone_find_most_answers(whole: OpenEdition, questions: list[Asked]) -> None:
    found = averages(ask_all(Searcher(HashingEncoder()), whole, questions))
    assert found["questions"] >= 20
    assert found["ok@5"] >= 0.80, found


def test_the_phrasings_are_used(whole: OpenEdition) -> None:
    paraphrases = [one for one in load(["dev"]) if one.style == "paraphrase"][::4]
    searcher = Searcher(HashingEncoder())
    with_them = averages(ask_all(searcher, whole, paraphrases))
    without = averages(ask_all(searcher, whole, paraphrases, frozenset({"phrasings"})))
    assert with_them["ok@5"] >= without["ok@5"] + 0.1, (with_them, without)


def test_the_meaning_alone_finds_answers_in_two_documents() -> None:
    library = load_library()
    documents = tuple(one for one in library.documents if one.slug in SMALL)
    paragraphs = tuple(one for one in library.paragraphs if one.document in SMALL)
    encoder = sentence_encoder(None)
    edition = in_memory_edition(_Part(documents, paragraphs), encoder, sentence_spans)
    asked = [
        one
        for one in load(["dev"])
        if one.answerable and one.need == "any" and {gold.document for gold in one.gold} <= {*SMALL}
    ][::2]
    without = frozenset({"lexical", "lookup", "phrasings"})
    found = averages(ask_all(Searcher(encoder), edition, asked, without))
    assert found["questions"] >= 20
    assert found["ok@5"] >= 0.55, found
