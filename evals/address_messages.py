"""Messages the address reader learns from: the dev batches and hand-written ones, with other words.

A labelled address stands for any other: each copy of a message has other numbers, other names of
streets and houses, or another address altogether, so that what is learned is how an address is
built and where it stands and not which ones were listed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.screening.address_tokens import tokens_of
from bot.screening.detail import LABELS
from bot.screening.form import listed
from bot.screening.streets import ROAD_WORDS
from bot.screening.vocabulary import DATA, Vocabulary
from evals.name_messages import HERE, Message, labelled

_SWAPPED = 0.7  # share of the words of an address that are drawn anew
_OTHER_ROAD = 0.3  # share of street words that become another
_ELSEWHERE = 0.5  # share of copies whose addresses are others altogether
_LOWERED, _RAISED = 0.35, 0.06  # share of copies in small letters, in capitals
_ENDINGS = tuple(
    sorted(listed("field ley ton bury gate croft ham wick dale worth by thorpe bank moor ford"))
)


@dataclass(frozen=True)
class AddressBag:
    """Words to draw from for what streets and houses are called, and whole addresses."""

    names: tuple[tuple[str, ...], ...]
    roads: tuple[str, ...]
    addresses: tuple[str, ...]
    vocabulary: Vocabulary
    chance: random.Random

    def name(self) -> str:
        """A word that a street or house may be called by; each sort as likely as another."""
        return self.chance.choice(self.chance.choice(self.names))

    def address(self) -> str:
        """A whole address, its words drawn anew."""
        return self.other(self.chance.choice(self.addresses))

    def other(self, address: str) -> str:
        """The same address with other numbers and names: built alike."""
        out, at = [], 0
        for token in tokens_of(address, self.vocabulary):
            written = address[token.start : token.end]
            out += [address[at : token.start], self._swap(written, token.key, token.part)]
            at = token.end
        return "".join([*out, address[at:]])

    def _swap(self, written: str, key: str, part: str) -> str:
        if part == "#":
            return re.sub(r"\d", lambda figure: self._figure(figure.group()), written)
        if key in ROAD_WORDS and self.chance.random() < _OTHER_ROAD:
            return _cased(self.chance.choice(self.roads), written)
        swapped = part in {"e", "er", "eg", "erg", "g", "f", "k", "x", "P"}
        if swapped and len(key) > 2 and self.chance.random() < _SWAPPED:
            return _cased(self.name(), written)
        return written

    def _figure(self, figure: str) -> str:
        return self.chance.choice("123456789") if figure != "0" else figure


def bag(batches: list[str], vocabulary: Vocabulary, chance: random.Random) -> AddressBag:
    """Names of every sort, and the addresses of the batches and of the hand-written list."""
    english = [w for w in _words("english_words.txt")[1_500:25_000] if len(w) > 3]
    family = [w for w in _words("family_names.txt")[:30_000] if len(w) > 3]
    made = [f"{w}{ending}" for w in english[:4_000:5] + family[::40] for ending in _ENDINGS]
    found = [message.text[s:e] for message in details(batches) for s, e, k in message.spans if k]
    return AddressBag(
        (tuple(english), tuple(family), tuple(made)),
        tuple(sorted(ROAD_WORDS)),
        (*found, *listed_addresses()),
        vocabulary,
        chance,
    )


def details(batches: list[str]) -> list[Message]:
    """The messages with details of the batches; only addresses have a kind."""
    return [
        Message(m.text, tuple(s for s in m.spans if s[2] == "address"), m.hidden, m.origin)
        for batch in batches
        for m in labelled(batch)
    ]


def masked(batches: list[str]) -> list[Message]:
    """The same messages with every detail masked: in these nothing is left to find."""
    return [
        Message(_masked(message), (), frozenset(), message.origin)
        for batch in batches
        for message in labelled(batch)
    ]


def _masked(message: Message) -> str:
    pieces, at = [], 0
    for start, end, kind in message.spans:
        pieces += [message.text[at:start], LABELS[kind]]
        at = end
    return "".join([*pieces, message.text[at:]])


def listed_addresses() -> list[str]:
    """Hand-written addresses; "|" is the end of a line."""
    return [line.replace("|", "\n") for line in _lines("addresses")]


def frames() -> list[str]:
    """Hand-written messages with places for addresses."""
    return _lines("address_frames")


def addressless() -> list[Message]:
    """Hand-written messages with tempting words and no address in them."""
    return [
        Message(line, (), frozenset(), f"addressless-{number}")
        for number, line in enumerate(_lines("addressless"))
    ]


def copies(message: Message, times: int, words: AddressBag) -> Iterator[Message]:
    """The message as written, and copies with other addresses."""
    yield message
    for _ in range(times if message.spans else 0):
        elsewhere = words.chance.random() < _ELSEWHERE
        pieces: list[tuple[str, bool]] = []
        at = 0
        for start, end, _kind in message.spans:
            own = message.text[start:end]
            pieces += [(message.text[at:start], False)]
            pieces += [(words.address() if elsewhere else words.other(own), True)]
            at = end
        yield _cased_copy(_joined([*pieces, (message.text[at:], False)], message.origin), words)


def filled(number: int, frame: str, words: AddressBag, first: str = "") -> Message:
    """A hand-written message with an address for each "{a}": `first` in other words, then drawn."""
    between = frame.split("{a}")
    drawn = [words.other(first) if first else words.address()]
    drawn += [words.address() for _ in between[2:]]
    pieces = [(between[0], False)]
    for address, after in zip(drawn, between[1:], strict=True):
        pieces += [(address, True), (after, False)]
    return _cased_copy(_joined(pieces, f"frame-{number}"), words)


def _joined(pieces: list[tuple[str, bool]], origin: str) -> Message:
    text, spans = "", []
    for piece, address in pieces:
        if address:
            spans.append((len(text), len(text) + len(piece), "address"))
        text += piece
    return Message(text, tuple(spans), frozenset(), origin)


def _cased_copy(message: Message, words: AddressBag) -> Message:
    roll = words.chance.random()
    text = message.text
    if roll < _LOWERED:
        text = text.lower()
    elif roll < _LOWERED + _RAISED:
        text = text.upper()
    if len(text) != len(message.text):
        text = message.text
    return Message(text, message.spans, message.hidden, message.origin)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.title() if like[:1].isupper() else word


def _words(file: str) -> list[str]:
    return (DATA / file).read_text(encoding="utf-8").split()


def _lines(name: str) -> list[str]:
    text = (HERE / "training" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line]
