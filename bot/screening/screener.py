"""The screening step: clean, mask, read for danger, tell the kind. Rules and learned weights."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from bot.screening.clean import clean, readable, refusal_of
from bot.screening.context_reader import SecondReader
from bot.screening.danger import DangerReader
from bot.screening.kind import WordKindReader
from bot.screening.masking import mask
from bot.screening.screened import MessageKind, Refusal, Screened
from bot.screening.vocabulary import Vocabulary

_log = logging.getLogger(__name__)


class RuleScreener:
    """A `Screener` by rules; `known_text` is the published edition's paragraphs (public names),
    None for the documents that are shipped. `names_again` reads what may or may not be a name.
    """

    def __init__(
        self,
        known_text: Iterable[str] | None = None,
        names_again: SecondReader | None = None,
    ) -> None:
        self._danger = DangerReader()
        self._kind = WordKindReader()
        self._names_again = names_again
        self.learn(known_text)

    def learn(self, known_text: Iterable[str] | None) -> None:
        """Know the public names of this text from now on, and no others."""
        self.known_text = None if known_text is None else tuple(known_text)
        self._vocabulary = Vocabulary(self.known_text)

    def screen(self, text: str) -> Screened:
        """Screen a message as received. Never raises; withholds the text if anything goes wrong."""
        try:
            return self._screen(text)
        except Exception as error:
            # Fail safe: no text is kept, and the log says only what kind of failure it was.
            _log.error("screening failed: %s", type(error).__name__)
            return Screened("", refusal=Refusal.UNREADABLE)

    def _screen(self, text: str) -> Screened:
        refusal = refusal_of(text)
        if refusal is not None:
            return Screened("", refusal=refusal)
        cleaned = clean(text)
        if not readable(cleaned.text):
            empty = Refusal.UNREADABLE if cleaned.text.strip() else Refusal.EMPTY
            return Screened("", refusal=empty)
        masked = mask(cleaned, self._vocabulary, self._names_again)
        danger = self._danger.read(cleaned.text)
        kind = self._kind.read(masked.text)
        asked = MessageKind.QUESTION if danger and kind.kind not in _ANSWERED else kind.kind
        return Screened(
            text=masked.text,
            masked=masked.spans,
            danger=danger,
            kind=asked,
            case_judgement=kind.case_judgement,
        )


# Someone at risk is never told that the message is not for us.
_ANSWERED = frozenset({MessageKind.QUESTION, MessageKind.BOTH, MessageKind.FEEDBACK})
