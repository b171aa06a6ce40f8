"""What sort of message it is: question, feedback, both, greeting, not for us; case judgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.screening.asking import asks_clearly, names_passage, only_looks_up
from bot.screening.linear import LinearModel, features_of, load_cues, load_model
from bot.screening.screened import MessageKind

CUES = "kind_cues.csv"
WEIGHTS = "kind_weights.json"
CASE_WEIGHTS = "case_weights.json"


_INSIDE = ("question", "feedback", "both")
# Cues without which a message is taken for one on the guidance, whatever the words weigh.
_SIGNS_OF = {
    "greeting": frozenset({"cue:greeting", "cue:about_bot"}),
    "not for us": frozenset({"cue:office_things", "cue:about_bot"}),
}
_OUTSIDE = frozenset(_SIGNS_OF)


@dataclass(frozen=True)
class Kind:
    """The kind of a message, and whether it asks for a decision on one case."""

    kind: MessageKind
    case_judgement: bool


class KindReader:
    """Tells the kinds of messages apart; stateless after construction."""

    def __init__(self, model: LinearModel | None = None, case: LinearModel | None = None) -> None:
        self._model = model or load_model(WEIGHTS)
        self._case = case or load_model(CASE_WEIGHTS)
        self._cues = load_cues(CUES)

    def read(self, text: str) -> Kind:
        """Judge the masked text of one message."""
        features = features_of(text, self._cues)
        kind = self.decide(text, features, self._model.probabilities(features))
        asked = kind in {MessageKind.QUESTION, MessageKind.BOTH}
        case = asked and self._case.probabilities(features)["case"] >= self._case.threshold
        return Kind(kind, case_judgement=case)

    def decide(self, text: str, features: set[str], chances: Mapping[str, float]) -> MessageKind:
        """The kind, given what the learned model says of each: rules have the last word."""
        if only_looks_up(text):
            return MessageKind.QUESTION
        best = max(chances, key=lambda label: chances[label])
        # A missed piece of feedback costs more than an unneeded offer to send one; a question that
        # goes unanswered costs more still.
        if best == "question" and chances["both"] + chances["feedback"] >= self._model.threshold:
            best = "both"
        inside = "cue:our_field" in features or names_passage(text)
        if best in _OUTSIDE and (inside or not features & _SIGNS_OF[best]):
            best = max(_INSIDE, key=lambda label: chances[label])
        if best == "feedback" and asks_clearly(text):
            best = "both"
        return MessageKind(best)
