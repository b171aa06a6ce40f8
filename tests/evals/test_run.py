"""Asking in several processes gives what asking in one gives."""

from __future__ import annotations

from dataclasses import replace

from corpus.library import load_library
from evals.dataset import load
from evals.run import ask_all
from index.adapters.memory import HashingEncoder
from index.open_edition import in_memory_edition
from index.search import Searcher
from index.sentences import sentence_spans


def test_two_processes_find_what_one_finds_in_the_same_order() -> None:
    edition = in_memory_edition(load_library(), HashingEncoder(), sentence_spans)
    searcher, questions = Searcher(HashingEncoder()), load(["dev"])[::12]
    alone = ask_all(searcher, edition, questions)
    shared = ask_all(searcher, edition, questions, processes=2)
    assert len(shared) == len(questions) > 20
    assert [replace(one, elapsed_ms=0) for one in shared] == [
        replace(one, elapsed_ms=0) for one in alone
    ]
