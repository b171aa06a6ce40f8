"""What sort of message it is: question, feedback, both, greeting, not for us; case judgements."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screening.linear import LinearModel, features_of, load_cues, load_model
from bot.screening.screened import MessageKind

CUES = "kind_cues.csv"
WEIGHTS = "kind_weights.json"
CASE_WEIGHTS = "case_weights.json"


_INSIDE = ("question", "feedback", "both")
_OUTSIDE = ("greeting", "not for us")


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
        chances = self._model.probabilities(features)
        # A missed piece of feedback costs more than an unneeded offer to send one.
        asking = chances["question"]
        if chances["both"] + chances["feedback"] >= self._model.threshold and asking == max(
            chances.values()
        ):
            best = "both" if chances["both"] >= chances["feedback"] else "feedback"
        else:
            best = max(chances, key=lambda label: chances[label])
        if best in _OUTSIDE and "cue:our_field" in features:
            best = max(_INSIDE, key=lambda label: chances[label])
        kind = MessageKind(best)
        asked = kind in {MessageKind.QUESTION, MessageKind.BOTH}
        case = asked and self._case.probabilities(features)["case"] >= self._case.threshold
        return Kind(kind, case_judgement=case)
