"""What sort of message it is: question, feedback, both, greeting, not for us; case judgements.

Whether something is asked and whether something is told are two judgements, made apart: a message
may do both, and a mistake in one of them then does not spoil the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.screening.asking import asks_clearly, names_passage, only_looks_up
from bot.screening.features import kind_features
from bot.screening.linear import load_cues, load_model
from bot.screening.screened import MessageKind, Screened

CUES = "kind_cues.csv"

_ASK_OR_TELL = frozenset({MessageKind.QUESTION, MessageKind.FEEDBACK, MessageKind.BOTH})

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


class KindReader(Protocol):
    """Tells the kinds of messages apart."""

    def read(self, text: str) -> Kind:
        """Judge the masked text of one message. Never raises; the same for the same text."""
        ...


def read_again(screened: Screened, reader: KindReader) -> Screened:
    """The message with its kind as `reader` has it, which may take longer than screening may. What
    is neither question nor feedback stays so: screening has rules of its own for that.
    """
    if screened.refusal is not None or screened.kind not in _ASK_OR_TELL:
        return screened
    read = reader.read(screened.text)
    if read.kind not in _ASK_OR_TELL:
        return screened
    return replace(screened, kind=read.kind, case_judgement=read.case_judgement)


@dataclass(frozen=True)
class Chances:
    """Chances in [0, 1] that a message asks, that it tells, that it wants a decision on a case."""

    asks: float
    tells: float
    case: float


@dataclass(frozen=True)
class Thresholds:
    """The chances from which something is taken to be asked, told, or to want a decision."""

    asks: float
    tells: float
    case: float

    def kind(self, text: str, chances: Chances) -> Kind:
        """A missed piece of feedback costs more than an unneeded offer to send one, so little is
        needed to tell; a question that goes unanswered costs most, so a message is feedback alone
        only when it is likelier to tell than to ask.
        """
        asked = chances.asks >= self.asks or asks_clearly(text)
        told = chances.tells >= self.tells
        if asked and told:
            kind = MessageKind.BOTH
        elif not asked and chances.tells > chances.asks:
            kind = MessageKind.FEEDBACK
        else:
            kind = MessageKind.QUESTION
        asks = kind is not MessageKind.FEEDBACK
        return Kind(kind, case_judgement=asks and chances.case >= self.case)


class WordKindReader:
    """A `KindReader` by words and patterns alone, in a few milliseconds; stateless."""

    def __init__(self) -> None:
        self._asks = load_model("asks_weights.json")
        self._tells = load_model("tells_weights.json")
        self._outside = load_model("outside_weights.json")
        self._case = load_model("case_weights.json")
        self._cues = load_cues(CUES)
        self.thresholds = Thresholds(
            self._asks.threshold, self._tells.threshold, self._case.threshold
        )

    def read(self, text: str) -> Kind:
        """Judge the masked text of one message."""
        judged = self.judge(text)
        return judged if isinstance(judged, Kind) else self.thresholds.kind(text, judged)

    def judge(self, text: str) -> Kind | Chances:
        """The kind where rules have the last word, so that nothing learned can lose a question;
        else the chances that the kind is to be told from.
        """
        values = kind_features(text, self._cues)
        case = self._case.chance(values)
        if only_looks_up(text):
            return Kind(MessageKind.QUESTION, case_judgement=case >= self.thresholds.case)
        outside = self._outside_kind(text, values)
        if outside is not None:
            return Kind(outside, case_judgement=False)
        return Chances(self._asks.chance(values), self._tells.chance(values), case)

    def _outside_kind(self, text: str, values: Mapping[str, float]) -> MessageKind | None:
        chances = self._outside.probabilities(values)
        best = max(chances, key=lambda label: chances[label])
        if best == "inside" or "cue:our_field" in values or names_passage(text):
            return None
        kind = MessageKind(best)
        return kind if _SIGNS_OF[kind] & values.keys() else None
