"""What the learned address reader sees of a token: itself, its neighbours, the rules, the way here.

Every feature is a short readable string, so that the weights can be read beside it.
"""

from __future__ import annotations

from bot.screening.address_tokens import Token, tokens_of
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.vocabulary import Vocabulary

_NEAR = 6  # tokens on either side of one that an address may hold or follow
_BACK, _AHEAD = 6, 5  # tokens looked back for a cue, and ahead for a street
_STOPS = frozenset(".?!;")
_GAPS = {" ": "s", ", ": "c", ",": "c", ". ": "d", "": "j", " - ": "h", ": ": "k", " (": "b"}
_MARKS = (
    ("\n", "r"),
    (".", "d"),
    ("?", "d"),
    ("!", "d"),
    (";", "d"),
    (",", "c"),
    ("(", "b"),
    (")", "e"),
    (":", "k"),
    ("/", "l"),
    ("&", "a"),
)
GAPS = "".join(sorted({*_GAPS.values(), *(sort for _, sort in _MARKS), "o", "^", "$"}))


class AddressFeatures:
    """The features of each token of one message; made anew for each message.

    `taken` are the details that rules found; a token in one of them that is no address is blocked.
    """

    def __init__(self, glance: Glance, vocabulary: Vocabulary, taken: list[Detail]) -> None:
        self.tokens = tokens_of(glance.text, vocabulary)
        self._kinds = _kinds(glance.text, self.tokens, taken)
        public = vocabulary.public_runs(glance.words)
        self._public = {glance.words[index].start for index in public}
        self._names = [self._named(index) for index in range(len(self.tokens))]
        self._parts = [
            "=" if self.blocked(index) else token.part for index, token in enumerate(self.tokens)
        ]
        self._gaps = [_gap(token.gap) for token in self.tokens]

    def blocked(self, index: int) -> bool:
        """True for a token under a detail that is no address."""
        return self._kinds[index] not in {"", "address"}

    def by_rule(self, index: int) -> bool:
        """True for a token that the rules have in an address."""
        return self._kinds[index] == "address"

    def candidates(self) -> list[int]:
        """The tokens that an address may hold: none further than some words from a sign of one."""
        near = bytearray(len(self.tokens) + _NEAR + 1)
        for index, token in enumerate(self.tokens):
            if token.near_address or self._kinds[index] == "address":
                first = max(0, index - _NEAR)
                near[first : index + _NEAR + 1] = b"\1" * (index + _NEAR + 1 - first)
        return [i for i in range(len(self.tokens)) if near[i] and not self.blocked(i)]

    def of(self, index: int) -> list[str]:
        """Feature names of one token."""
        token, part = self.tokens[index], self._parts[index]
        own, case = self._names[index], token.case
        before, after = self._name(index - 1), self._name(index + 1)
        second, next_but = self._name(index - 2), self._name(index + 2)
        left, right = self._part(index - 1), self._part(index + 1)
        gap, gap_after = self.gap(index), self.gap(index + 1)
        parts = f"{left}{gap}{part}{gap_after}{right}"
        return [
            f"own={own}",
            f"part={part}{case}",
            f"before={before}{gap}",
            f"after={gap_after}{after}",
            f"2before={second}",
            f"2after={next_but}",
            f"{part} before={before}{gap}",
            f"{part} after={gap_after}{after}",
            f"{part} 2before={second} {before}",
            f"{part} 2after={after} {next_but}",
            f"own before={before}{gap}{own}",
            f"own after={own}{gap_after}{after}",
            f"parts={parts}",
            f"left={self._part(index - 2)}{self.gap(index - 1)}{left}{gap}{part}",
            f"right={part}{gap_after}{right}{self.gap(index + 2)}{self._part(index + 2)}",
            f"wide={self._part(index - 2)}{left}{part}{right}{self._part(index + 2)}",
            f"cases={self._case(index - 1)}{case}{self._case(index + 1)}{part}",
            *self._own(token, part),
            *self._ruled(index, part),
            *self._behind(index, part),
            *self._ahead(index, part),
        ]

    def _own(self, token: Token, part: str) -> list[str]:
        found = []
        if token.ending:
            found.append(f"end={token.ending}")
        if token.start in self._public:
            found += ["public", f"public {part}"]
        if len(self.tokens) < _NEAR:
            found.append(f"short {part}")
        return found

    def _ruled(self, index: int, part: str) -> list[str]:
        flags = "".join(self._flag(near) for near in (index - 1, index, index + 1))
        two = self._flag(index - 2) + self._flag(index + 2)
        return [f"rules={flags}", f"rules={flags}{part}", f"rules={two[0]}{flags}{two[1]}"]

    def _flag(self, index: int) -> str:
        if not 0 <= index < len(self.tokens) or not self._kinds[index]:
            return "-"
        return "A" if self._kinds[index] == "address" else "o"

    def _behind(self, index: int, part: str) -> list[str]:
        """What stands before in the clause: a cue, a number, a street."""
        found, seen = [], set[str]()
        for step in range(1, _BACK + 1):
            at = index - step
            if at < 0:
                found.append(f"begins {min(step, 3)} {part}")
                break
            if self._gaps[at + 1] in "dr":
                found.append(f"stop {min(step, 3)} {part}")
                break
            sign = self._sign(at)
            if sign and sign not in seen:
                seen.add(sign)
                found += [f"back {sign} {part}", f"back {sign} {min(step, 4)} {part}"]
        return found

    def _ahead(self, index: int, part: str) -> list[str]:
        found, seen = [], set[str]()
        for step in range(1, _AHEAD + 1):
            at = index + step
            if at >= len(self.tokens):
                found.append(f"ends {min(step, 3)} {part}")
                break
            if self._gaps[at] in "dr":
                found.append(f"ahead stop {min(step, 3)} {part}")
                if self._parts[at] != "=":
                    break
            sign = self._sign(at)
            if sign and sign not in seen:
                seen.add(sign)
                found += [f"ahead {sign} {part}", f"ahead {sign} {min(step, 4)} {part}"]
        return found

    def _sign(self, at: int) -> str:
        return self._names[at] if self._parts[at] == "=" else self.tokens[at].sign

    def _named(self, index: int) -> str:
        return f"={self._kinds[index]}" if self.blocked(index) else self.tokens[index].name

    def _name(self, index: int) -> str:
        if index < 0:
            return "^"
        return self._names[index] if index < len(self.tokens) else "$"

    def _part(self, index: int) -> str:
        if index < 0:
            return "^"
        return self._parts[index] if index < len(self.tokens) else "$"

    def gap(self, index: int) -> str:
        """The sort of gap before a token, one letter of `GAPS`."""
        if index <= 0:
            return "^"
        return self._gaps[index] if index < len(self.tokens) else "$"

    def _case(self, index: int) -> str:
        return self.tokens[index].case if 0 <= index < len(self.tokens) else "-"


def _gap(gap: str) -> str:
    """The sort of gap before a token, one letter."""
    known = _GAPS.get(gap)
    if known:
        return known
    return next((sort for mark, sort in _MARKS if mark in gap), "o")


def _kinds(text: str, tokens: list[Token], taken: list[Detail]) -> list[str]:
    """The kind of detail that each token lies in, "" for none; what is no address goes first."""
    places = [""] * len(text)
    for detail in sorted(taken, key=lambda item: item.kind != "address"):
        kind = _label(text[detail.start : detail.end]) if detail.kind == "label" else detail.kind
        places[detail.start : detail.end] = [kind] * (detail.end - detail.start)
    return [
        next((kind for kind in places[token.start : token.end] if kind), "") for token in tokens
    ]


def _label(written: str) -> str:
    """An earlier mask of any kind: no part of an address, and the end of one."""
    return f"[{written.strip('[]').lower()}]"
