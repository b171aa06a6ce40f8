"""Which reader of the kinds of messages stands beside an encoder."""

from __future__ import annotations

from bot.screening.kind import KindReader, WordKindReader
from bot.screening.kind_sentence import SentenceKindReader, load_kind_tuning
from index.adapters.bert import BertEncoder
from index.encoder import Encoder


def kind_reader(encoder: Encoder) -> KindReader:
    """By sentences as well as words with the default model; another model was not tuned for it."""
    words, tuning = WordKindReader(), load_kind_tuning()
    if not isinstance(encoder, BertEncoder) or encoder.name != tuning.model:
        return words
    tuned = encoder.tuned(f"{tuning.model}, tuned to kinds", tuning.changes)
    return SentenceKindReader(words, tuned, tuning)
