"""Names in doubt are read a second time, by how they stand; no others, and not without a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.bootstrap.names import context_reader
from bot.screening.context_reader import (
    MOST_CHARACTERS,
    MOST_SAVED_SECONDS,
    SHARE,
    ContextReader,
    ContextWeights,
    RationedReader,
    load_context_weights,
)
from bot.screening.screener import RuleScreener
from index.adapters.bert import BertEncoder
from index.adapters.memory import HashingEncoder
from index.encoder import Vectors, WordEncoder

EVERY_WORD = ContextWeights("told", -99.0, 99.0, {"": (0.0, 0.0)}, np.ones(1, np.float32))


class ToldEncoder:
    """Gives one number for every word that it is told of, another for all others."""

    name = "told"
    word_dimensions = 1

    def __init__(self, told: dict[str, float], other: float) -> None:
        self._told, self._other = told, other
        self.read: list[str] = []

    def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
        self.read += [text[start:end] for start, end in words]
        values = [self._told.get(text[start:end], self._other) for start, end in words]
        return np.array(values, np.float32).reshape(-1, 1)


def masked(encoder: WordEncoder, text: str, weights: ContextWeights = EVERY_WORD) -> str:
    return RuleScreener(None, ContextReader(encoder, weights)).screen(text).text


def test_the_second_reading_decides_of_the_words_that_it_reads() -> None:
    text = "heather came in with grace"
    assert masked(ToldEncoder({"heather": 5.0}, -5.0), text) == "[name] came in with grace"
    assert masked(ToldEncoder({"grace": 5.0}, -5.0), text) == "heather came in with [name]"
    assert masked(ToldEncoder({}, -5.0), text) == text


def test_words_that_are_not_in_doubt_are_not_read_again() -> None:
    encoder, weights = ToldEncoder({}, 0.0), load_context_weights()
    sure = ContextWeights(
        "told", weights.lowest, weights.highest, weights.standings, np.ones(1, np.float32)
    )
    masked(encoder, "how many lay members sit on the board?", sure)
    assert encoder.read == []
    assert masked(encoder, "Oluwaseun Bakare is 6", sure).startswith("[child's name] is 6")


def test_only_the_beginning_of_a_long_message_is_read_again() -> None:
    encoder = ToldEncoder({}, -5.0)
    text = "heather grows on the bank. " * (MOST_CHARACTERS // 27 + 1) + "Oluwaseun Bakare is 6"
    assert masked(encoder, text).endswith("[child's name] is 6")
    assert "heather" in encoder.read
    assert "Oluwaseun" not in encoder.read


@pytest.mark.parametrize(
    ("somebody", "nobody"),
    [
        ("heather came in hungry again and she smells", "heather and gorse grow on the bank here"),
        ("grace has not been seen since tuesday", "is there a period of grace for late plans"),
        ("mark told me his stepdad hits him", "mark the box when the review is done"),
    ],
)
def test_the_same_word_is_told_apart_by_how_it_stands(somebody: str, nobody: str) -> None:
    screener = RuleScreener(None, context_reader())
    assert "name]" in screener.screen(somebody).text
    assert screener.screen(nobody).text == nobody


def test_in_a_rush_most_words_are_read_once() -> None:
    now = [0.0]

    class Slow(ToldEncoder):
        readings = 0

        def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
            now[0] += 0.25
            self.readings += 1
            return super().encode_words(text, words)

    encoder = Slow({}, -5.0)
    reader = RationedReader(ContextReader(encoder, EVERY_WORD), lambda: now[0])
    rules = RuleScreener(None, reader)
    texts = [rules.screen("heather came in hungry").text for _ in range(100)]
    assert texts[0] == "heather came in hungry"
    assert texts[-1] == "[name] came in hungry"
    assert encoder.readings * 0.25 <= MOST_SAVED_SECONDS + SHARE * now[0] + 0.25
    now[0] += 60.0
    assert rules.screen("heather came in hungry").text == "heather came in hungry"


def test_a_service_that_is_seldom_asked_reads_every_word_again() -> None:
    now = [0.0]

    class Slow(ToldEncoder):
        def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
            now[0] += 0.05
            return super().encode_words(text, words)

    reader = RationedReader(ContextReader(Slow({}, -5.0), EVERY_WORD), lambda: now[0])
    rules = RuleScreener(None, reader)
    for _ in range(300):
        now[0] += 5.0
        assert rules.screen("heather came in hungry").text == "heather came in hungry"


def test_the_first_reading_counts_when_the_second_fails() -> None:
    class Broken(ToldEncoder):
        def encode_words(self, text: str, words: Sequence[tuple[int, int]]) -> Vectors:
            raise MemoryError(len(text), len(words))

    once = RuleScreener(None).screen("heather came in with Oluwaseun Bakare").text
    assert masked(Broken({}, 0.0), "heather came in with Oluwaseun Bakare") == once
    nothing = ToldEncoder({}, float("nan"))
    assert masked(nothing, "heather came in with Oluwaseun Bakare") == once


def test_what_it_learned_fits_the_model_that_it_names() -> None:
    weights, encoder = load_context_weights(), BertEncoder()
    assert (weights.model, weights.vector.shape) == (encoder.name, (encoder.word_dimensions,))


def test_another_search_model_does_not_change_how_names_are_read() -> None:
    assert context_reader(HashingEncoder()) is not None


def test_without_its_model_names_are_read_once_and_the_log_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("index.adapters.bert.default_model_folder", lambda: tmp_path)
    assert context_reader() is None
    assert "names are read once" in caplog.text
