"""What every encoder promises, and that the quick one gives the vectors of the slow one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from index.adapters.bert import BertEncoder
from index.adapters.memory import HashingEncoder
from index.adapters.model_folder import default_model_folder
from index.adapters.sentence_transformers import (
    SentenceTransformersEncoder,
    quiet_library,
    sentence_encoder,
)
from index.encoder import Encoder
from index.errors import ModelUnusable
from tests.index.tiny_model import save_tiny_bert

TEXTS = [
    "What must a board publish after a serious case review?",
    "Ofsted inspects.",
    "",
    "🙂",
    "Munro " * 600,
    "naïve café — “quoted” £5",
]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_bert(tmp_path_factory.mktemp("model") / "tiny-bert")


@pytest.fixture(params=["hashing", "bert", "sentence-transformers", "tiny bert", "tiny st"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "hashing":
        return HashingEncoder()
    folder = request.getfixturevalue("tiny") if request.param.startswith("tiny") else None
    quick = str(request.param).endswith("bert")
    return BertEncoder(folder) if quick else SentenceTransformersEncoder(folder)


def test_rows_are_unit_vectors_of_the_promised_length(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_text_has_one_vector_alone_or_in_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


def test_pieces_grow_with_the_text_and_the_window_is_known(encoder: Encoder) -> None:
    assert encoder.window >= 8
    assert encoder.pieces("") == 0
    assert encoder.pieces("case review") < encoder.pieces("case review and another case review")


def test_the_quick_encoder_gives_the_vectors_of_sentence_transformers() -> None:
    quick, slow = BertEncoder(), SentenceTransformersEncoder()
    assert (quick.name, quick.dimensions, quick.window) == (slow.name, slow.dimensions, slow.window)
    assert [quick.pieces(text) for text in TEXTS] == [slow.pieces(text) for text in TEXTS]
    cosines = (quick.encode(TEXTS) * slow.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.99999


def test_the_quick_encoder_reads_another_bert_too(tiny: Path) -> None:
    quick, slow = BertEncoder(tiny), SentenceTransformersEncoder(tiny)
    assert quick.name == slow.name
    assert np.abs(quick.encode(TEXTS) - slow.encode(TEXTS)).max() < 1e-5


WORDY = "Heather's nursery said naïve Zbigniew hasn't eaten — " * 60
WORDS = [(match.start(), match.end()) for match in re.finditer(r"[^\W_]+", WORDY)]


def test_words_have_the_vectors_of_the_middle_layer_of_transformers() -> None:
    """Up to the model's window; what lies behind is read apart, not cut off."""
    folder = str(default_model_folder())
    quiet_library(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, output_hidden_states=True).eval()
    encoder = BertEncoder()
    given = tokenizer(
        WORDY, return_tensors="pt", return_offsets_mapping=True, truncation=True, max_length=256
    )
    places = given.pop("offset_mapping")[0].tolist()
    with torch.no_grad():
        layers = model(**given).hidden_states
    hidden = layers[3][0].numpy()
    vectors = encoder.encode_words(WORDY, WORDS)
    assert vectors.shape == (len(WORDS), encoder.word_dimensions)
    seen = [at for at, (_, end) in enumerate(WORDS) if end < places[-2][1]]
    assert 100 < len(seen) < len(WORDS)
    for at in seen:
        start, end = WORDS[at]
        own = [n for n, (first, last) in enumerate(places) if first < end and start < last]
        assert np.abs(vectors[at] - hidden[own].mean(axis=0)).max() < 1e-4
    assert np.linalg.norm(vectors, axis=1).min() > 0


def test_a_word_without_letters_for_the_model_has_no_vector() -> None:
    encoder = BertEncoder()
    assert encoder.encode_words("", []).shape == (0, encoder.word_dimensions)
    assert not encoder.encode_words("a \u200b b", [(2, 3)]).any()


def test_a_tuned_encoder_reads_otherwise_and_leaves_the_first_as_it_was(tiny: Path) -> None:
    first = BertEncoder(tiny)
    before = first.encode(TEXTS)
    assert np.array_equal(first.tuned("same", {}).encode(TEXTS), before)
    bias = "encoder.layer.1.output.dense.bias"
    tuned = first.tuned("other", {bias: np.linspace(-2, 2, 32, dtype=np.float32)})
    assert tuned.name == "other"
    assert np.abs(tuned.encode(TEXTS) - before).max() > 0.01
    assert np.array_equal(first.encode(TEXTS), before)


@pytest.mark.parametrize(
    ("name", "size"), [("encoder.layer.1.output.dense.bias", 31), ("encoder.layer.9.bias", 32)]
)
def test_a_change_that_does_not_fit_the_model_is_one_clear_error(
    tiny: Path, name: str, size: int
) -> None:
    with pytest.raises(ModelUnusable, match="does not fit tiny-bert"):
        BertEncoder(tiny).tuned("other", {name: np.zeros(size, np.float32)})


def test_any_other_model_is_read_from_its_folder_for_questions(tiny: Path) -> None:
    encoder = sentence_encoder(str(tiny))
    assert encoder.name.startswith("tiny-bert@")
    assert encoder.dimensions == 32


def test_altered_weights_of_the_default_model_stop_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in default_model_folder().rglob("*.json"):
        copy = tmp_path / file.relative_to(default_model_folder())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.setattr("index.adapters.bert.default_model_folder", lambda: tmp_path)
    with pytest.raises(ModelUnusable, match="not the one chosen"):
        BertEncoder()


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_model_with_a_broken_file_is_one_clear_error(
    tiny: Path, tmp_path: Path, broken: str
) -> None:
    copy = tmp_path / "copy"
    for file in tiny.rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(tiny)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"{torn" if file.name == broken else file.read_bytes())
    for made in (BertEncoder, SentenceTransformersEncoder):
        with pytest.raises(ModelUnusable):
            made(copy)


def test_a_missing_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"model\.safetensors cannot be read"):
        sentence_encoder(str(tmp_path / "nowhere"))


def test_the_first_question_does_not_wait_for_torch() -> None:
    program = (
        "import sys, json; from index.adapters.sentence_transformers import sentence_encoder;"
        "v = sentence_encoder(None).encode(['who is responsible?']);"
        "print(json.dumps([list(v.shape), 'torch' in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [[1, 384], False]
