"""What sort of message it is: question, feedback, both, greeting, not for us; case judgements.

Whether something is asked and whether something is told are two judgements, made apart: a message
may do both, and a mistake in one of them then does not spoil the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.screening.asking import asks_clearly, names_passage, only_looks_up
from bot.screening.features import Values, kind_features
from bot.screening.linear import load_cues, load_model
from bot.screening.screened import MessageKind

CUES = "kind_cues.csv"

# Cues without which a message is taken for one on the guidance, whatever the words weigh.
_SIGNS_OF = {
    MessageKind.GREETING: frozenset({"cue:greeting", "cue:about_bot"}),
    MessageKind.NOT_FOR_US: frozenset({"cue:office_things", "cue:about_bot"}),
}


@dataclass(frozen=True)
class Kind:
    """The kind of a message, and whether it asks for a decision on one case."""

    kind: MessageKind
    case_judgement: bool


class KindReader:
    """Tells the kinds of messages apart; stateless after construction."""

    def __init__(self) -> None:
        self._asks = load_model("asks_weights.json")
        self._tells = load_model("tells_weights.json")
        self._outside = load_model("outside_weights.json")
        self._case = load_model("case_weights.json")
        self._cues = load_cues(CUES)

    def read(self, text: str) -> Kind:
        """Judge the masked text of one message."""
        values = kind_features(text, self._cues)
        kind = self._kind(text, values)
        asked = kind in {MessageKind.QUESTION, MessageKind.BOTH}
        return Kind(kind, case_judgement=asked and self._case.says(values))

    def _kind(self, text: str, values: Values) -> MessageKind:
        """Rules have the last word where the learned part must not be able to lose a question."""
        if only_looks_up(text):
            return MessageKind.QUESTION
        outside = self._outside_kind(text, values)
        if outside is not None:
            return outside
        # The thresholds are low: a question that goes unanswered costs most, and a missed piece of
        # feedback more than an unneeded offer to send one.
        asks, tells = self._asks.chance(values), self._tells.chance(values)
        asked = asks >= self._asks.threshold or asks_clearly(text)
        told = tells >= self._tells.threshold
        if asked and told:
            return MessageKind.BOTH
        return MessageKind.FEEDBACK if not asked and tells > asks else MessageKind.QUESTION

    def _outside_kind(self, text: str, values: Mapping[str, float]) -> MessageKind | None:
        chances = self._outside.probabilities(values)
        best = max(chances, key=lambda label: chances[label])
        if best == "inside" or "cue:our_field" in values or names_passage(text):
            return None
        kind = MessageKind(best)
        return kind if _SIGNS_OF[kind] & values.keys() else None
