"""Does the message read as somebody at risk now, and who writes it? Small learned models say."""

from __future__ import annotations

from bot.screening.features import danger_features, writer_features
from bot.screening.linear import Cue, load_cues, load_model

CUES = "danger_cues.csv"
# One threshold, chosen with the weights, but for talk of the office without any cue of harm.
_ABOUT_THE_OFFICE = 0.95
_ANYBODY = "any"


class DangerReader:
    """Reads messages for danger; stateless after construction."""

    def __init__(self) -> None:
        self._danger = load_model("danger_weights.json")
        self._audience = load_model("audience_weights.json")
        self._cues = load_cues(CUES)

    def read(self, text: str) -> tuple[str, ...]:
        """Ids "audience:reason" of what speaks for danger; empty when the message is not urgent."""
        values = danger_features(text, self._cues)
        fired = [cue for cue in self._cues if f"cue:{cue.name}" in values]
        if self._danger.chance(values) < self._threshold(fired):
            return ()
        chances = self._audience.probabilities(writer_features(text, self._cues))
        # The threshold is low: a line too many at the top of the card costs less than one too few.
        likely = [name for name in chances if chances[name] >= self._audience.threshold]
        named = [f"{name}:reads_so" for name in likely if name != _ANYBODY]
        named += [f"{_ANYBODY}:{cue.name}" for cue in fired if cue.evidence]
        return tuple(named) or (f"{_ANYBODY}:reads_so",)

    def _threshold(self, fired: list[Cue]) -> float:
        about_office = any(cue.name == "office" for cue in fired)
        if about_office and not any(cue.evidence for cue in fired):
            return _ABOUT_THE_OFFICE
        return self._danger.threshold


def audiences_of(danger: tuple[str, ...]) -> frozenset[str]:
    """Audiences in `Screened.danger`: any, school, allegation, child_writing, abroad."""
    return frozenset(rule.split(":", 1)[0] for rule in danger)
