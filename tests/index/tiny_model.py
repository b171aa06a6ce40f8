"""A tiny BERT with random weights, saved as sentence-transformers saves its models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import BertConfig

WORDS = [
    "the",
    "a",
    "of",
    "and",
    "board",
    "boards",
    "review",
    "reviews",
    "case",
    "serious",
    "child",
    "children",
    "must",
    "publish",
]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def save_tiny_bert(folder: Path) -> Path:
    """Two layers, 32 dimensions, a vocabulary of letters and a few words."""
    from transformers import BertModel  # noqa: PLC0415 - seconds to import

    BertModel(_config(folder)).save_pretrained(folder)
    _save_modules(folder)
    return folder


def save_tiny_cross_encoder(folder: Path, scores: int = 1) -> Path:
    """The same with a head that gives each pair of texts so many scores."""
    from transformers import BertForSequenceClassification  # noqa: PLC0415 - seconds to import

    config = _config(folder)
    config.num_labels = scores
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def _config(folder: Path) -> BertConfig:
    """A small configuration with weights of one seed; its tokenizer is saved in `folder`."""
    import torch  # noqa: PLC0415 - seconds to import
    from transformers import BertConfig, BertTokenizer  # noqa: PLC0415

    folder.mkdir(parents=True)
    letters = [chr(code) for code in range(33, 127)]
    vocabulary = SPECIAL + WORDS + letters + [f"##{letter}" for letter in letters]
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(vocabulary)) + "\n")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(dict.fromkeys(vocabulary)),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertTokenizer(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return config


def _save_modules(folder: Path) -> None:
    kinds = ("Transformer", "Pooling", "Normalize")
    paths = ("", "1_Pooling", "2_Normalize")
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (kind, path) in enumerate(zip(kinds, paths, strict=True))
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 48}))
    (folder / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": 32, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    (folder / "2_Normalize").mkdir()
