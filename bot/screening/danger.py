"""Does the message read as somebody at risk now? Cues in data, weighed by a small learned model."""

from __future__ import annotations

from bot.screening.linear import Cue, LinearModel, features_of, load_cues, load_model

CUES = "danger_cues.csv"
WEIGHTS = "danger_weights.json"
# One threshold, learned with the weights, but for talk of the office without any cue of harm.
_ABOUT_THE_OFFICE = 0.95
_AUDIENCES = ("allegation", "child_writing", "abroad", "school", "any")


class DangerReader:
    """Reads messages for danger; stateless after construction."""

    def __init__(self, model: LinearModel | None = None) -> None:
        self._model = model or load_model(WEIGHTS)
        self._cues = load_cues(CUES)

    def probability(self, text: str) -> float:
        """How likely the message is urgent, in [0, 1]."""
        features = features_of(text, self._cues)
        return self._model.probabilities(features)["urgent"]

    def read(self, text: str) -> tuple[str, ...]:
        """Ids "audience:cue" of what speaks for danger; empty when the message is not urgent."""
        features = features_of(text, self._cues)
        fired = [cue for cue in self._cues if f"cue:{cue.name}" in features]
        chance = self._model.probabilities(features)["urgent"]
        if chance < self._threshold(fired):
            return ()
        named = [f"{cue.audience}:{cue.name}" for cue in fired if cue.audience in _AUDIENCES]
        return tuple(named) or ("any:reads_as_urgent",)

    def _threshold(self, fired: list[Cue]) -> float:
        names = {cue.name for cue in fired}
        if "office" in names and not any(cue.evidence for cue in fired):
            return _ABOUT_THE_OFFICE
        return self._model.threshold


def audiences_of(danger: tuple[str, ...]) -> frozenset[str]:
    """Audiences in `Screened.danger`: any, school, allegation, child_writing, abroad."""
    return frozenset(rule.split(":", 1)[0] for rule in danger)
