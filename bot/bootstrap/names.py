"""Which reader gives the second reading of names."""

from __future__ import annotations

import logging

from bot.screening.context_reader import (
    ContextReader,
    RationedReader,
    load_context_weights,
)
from index.adapters.bert import BertEncoder
from index.encoder import Encoder
from index.errors import ModelUnusable

log = logging.getLogger(__name__)


def context_reader(encoder: Encoder | None = None) -> ContextReader | None:
    """A reader over `encoder` if it is the model that the weights were learned with, else over that
    model, loaded for it. None when it is not there: names are then read once.
    """
    weights = load_context_weights()
    try:
        if not isinstance(encoder, BertEncoder) or encoder.name != weights.model:
            encoder = BertEncoder()
        if encoder.name != weights.model:
            raise ModelUnusable(encoder.name, f"names were learned with {weights.model}")
    except ModelUnusable as error:
        log.error("names are read once, without the sentence model", extra={"cause": error.reason})
        return None
    return ContextReader(encoder, weights)


def rationed_reader(encoder: Encoder | None = None) -> RationedReader | None:
    """The same for a service, which must also acknowledge a rush of messages in time."""
    reader = context_reader(encoder)
    return None if reader is None else RationedReader(reader)
