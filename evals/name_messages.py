"""Messages the name reader learns from: the dev halves, with other people's names put in.

A labelled name stands for any other: each copy of a message has names drawn from lists of many
countries, some of them hidden from the vocabulary, so that what is learned is how a name stands
and looks and not which names were listed.
"""

from __future__ import annotations

import copy
import csv
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.screening.vocabulary import DATA, Vocabulary
from bot.screening.words import fold, words_of
from corpus.library import load_library
from corpus.phrasings import load_phrasings
from evals.near_misses import written

HERE = Path(__file__).parent
_HIDDEN = 0.4  # share of the names put in that the vocabulary then does not know
_LOWERED = 0.35  # share of copies in lower case
_SLIPS = 0.15  # share of plain messages with a slip of the finger
_FAMILY_FIRST = 0.15  # a single name that is a surname ("khan again")
Span = tuple[int, int, str]


@dataclass(frozen=True)
class Message:
    """A text, the spans of its details, and the names the vocabulary must not know."""

    text: str
    spans: tuple[Span, ...]
    hidden: frozenset[str]
    origin: str  # file and id, so that folds keep the copies of a message together


class Forgetful(Vocabulary):
    """A vocabulary in which some names are in no list."""

    def __init__(self) -> None:
        super().__init__()
        self._hidden: frozenset[str] = frozenset()

    def without(self, hidden: frozenset[str]) -> Forgetful:
        """The same vocabulary, some names forgotten."""
        other = copy.copy(self)
        other._hidden, other._bands = hidden, {}
        return other

    def is_first_name(self, key: str) -> bool:
        """True for a first name not forgotten."""
        return not self._forgotten(key) and super().is_first_name(key)

    def is_surname(self, key: str) -> bool:
        """True for a surname not forgotten."""
        return not self._forgotten(key) and super().is_surname(key)

    def given_band(self, key: str) -> str:
        """The band, or none when forgotten."""
        return "-" if self._forgotten(key) else super().given_band(key)

    def family_band(self, key: str) -> str:
        """The band, or none when forgotten."""
        return "-" if self._forgotten(key) else super().family_band(key)

    def _forgotten(self, key: str) -> bool:
        return bool(self._hidden) and (key in self._hidden or key.removesuffix("s") in self._hidden)


class NameBag:
    """Names to draw from, every origin as likely as another."""

    def __init__(self, vocabulary: Vocabulary, chance: random.Random) -> None:
        self._chance = chance
        first, last = _by_origin("first_names.csv"), _by_origin("surnames.csv")
        wide_first = [n for n in _lines("given_names.txt") if not vocabulary.is_english(n)]
        wide_last = [n for n in _lines("family_names.txt") if not vocabulary.is_english(n)]
        words = [n for some in first.values() for n in some if vocabulary.is_english(n)]
        last_words = [n for n in _lines("family_names.txt")[:6_000] if vocabulary.is_english(n)]
        self._words = [words, vocabulary.word_names()]
        wide = [wide_first, wide_first, wide_first]
        self._given = [*first.values(), *wide, *[words] * 6, *[self._words[1]] * 8]
        self._family = [*last.values(), *[wide_last] * 20, *[last_words] * 4]

    def given(self) -> str:
        """A first name; one in three is also a word."""
        return self._chance.choice(self._chance.choice(self._given))

    def word(self) -> str:
        """A first name, most times one that is also a word."""
        if self._chance.random() < 0.4:
            return self.given()
        return self._chance.choice(self._chance.choice(self._words))

    def family(self) -> str:
        """A surname; one in eight is also a word."""
        return self._chance.choice(self._chance.choice(self._family))


def _by_origin(file: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found.setdefault(row["origin"], []).append(fold(row["name"]))
    return found


def _lines(file: str) -> list[str]:
    return (DATA / file).read_text(encoding="utf-8").split()


def labelled(batch: str) -> list[Message]:
    """The messages with details of a dev batch, as written."""
    return [
        Message(
            row["text"],
            tuple((span["start"], span["end"], span["kind"]) for span in row["spans"]),
            frozenset(),
            row["id"],
        )
        for row in rows("details", batch)
    ]


def plain(batch: str) -> list[Message]:
    """The messages of a dev batch in which there is nothing to mask."""
    return [
        Message(row["text"], (), frozenset(), row["id"])
        for name in ("clean", "plain", "kinds")
        for row in rows(name, batch)
    ]


def asked() -> list[Message]:
    """The search's dev questions, and every fourth phrasing: nothing to mask."""
    found = []
    for name in ("dev", "unanswerable_dev"):
        for line in _text_lines(HERE / "questions" / f"{name}.jsonl"):
            row = json.loads(line)
            found.append(Message(row["question"], (), frozenset(), f"questions-{row['id']}"))
    phrasings = load_phrasings(load_library().paragraphs)[::4]
    return found + [
        Message(item.text, (), frozenset(), f"phrasing-{number}")
        for number, item in enumerate(phrasings)
    ]


def near_missed(vocabulary: Vocabulary) -> list[Message]:
    """Every third near miss or twin in which no word is known from lists of names alone: some
    thirty people's ways of typing, with nothing to mask.
    """
    texts = [one.question for one in written()[::3] if names_nobody(one.question, vocabulary)]
    return [Message(text, (), frozenset(), f"near-miss-{n}") for n, text in enumerate(texts)]


def names_nobody(text: str, vocabulary: Vocabulary) -> bool:
    """True when no word is known from lists of names alone."""
    return not any(
        vocabulary.is_rare_name(word.key)
        or (vocabulary.family_band(word.key) in "ha" and not vocabulary.is_known(word.key))
        for word in words_of(text)
    )


def rows(name: str, batch: str) -> list[dict[str, Any]]:
    """The rows of one file; none where a batch has no such file."""
    path = HERE / "screening" / f"{name}_{batch}.jsonl"
    return [json.loads(line) for line in _text_lines(path)] if path.exists() else []


def _text_lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def filled(number: int, template: str, bag: NameBag, chance: random.Random) -> Message:
    """A hand-written message with a name drawn for each "{g}", "{w}" and "{f}"."""
    drawn = {"g": bag.given, "w": bag.word, "f": bag.family}
    capital, sentence = chance.random() < 0.3, chance.random() < 0.3
    text, spans, names = "", [], []
    for piece in re.split(r"(\{[gwf]\})", template):
        if piece[:1] != "{":
            text += piece
            continue
        names.append(drawn[piece[1]]())
        value = names[-1].title() if capital else names[-1]
        spans.append((len(text), len(text) + len(value), "person_name"))
        text += value
    if sentence:
        text = text[:1].upper() + text[1:]
    hidden = frozenset(n for n in names if chance.random() < _HIDDEN and n.isalpha())
    return Message(text, tuple(spans), hidden, f"template-{number}")


def templates() -> list[str]:
    """Hand-written messages with places for names."""
    return _text_lines(HERE / "training" / "names.txt")


def nameless() -> list[Message]:
    """Hand-written messages with tempting words and nobody in them."""
    lines = _text_lines(HERE / "training" / "nameless.txt")
    return [Message(line, (), frozenset(), f"nameless-{n}") for n, line in enumerate(lines)]


def renamed(message: Message, bag: NameBag, chance: random.Random) -> Message:
    """A copy with other names, the same name always by the same other one."""
    swaps: dict[str, str] = {}
    pieces: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for start, end, kind in message.spans:
        between, value = message.text[at:start], message.text[start:end]
        if kind == "person_name":
            value = _other(value, message.text[:start], swaps, bag, chance)
        pieces += [between, value]
        length += len(between)
        spans.append((length, length + len(value), kind))
        length += len(value)
        at = end
    text = "".join([*pieces, message.text[at:]])
    if chance.random() < _LOWERED and len(text.lower()) == len(text):
        text = text.lower()
    hidden = frozenset(
        name for name in swaps.values() if chance.random() < _HIDDEN and name.isalpha()
    )
    return Message(text, tuple(spans), hidden, message.origin)


def _other(
    value: str, before: str, swaps: dict[str, str], bag: NameBag, chance: random.Random
) -> str:
    words = words_of(value)
    titled = before.rstrip().lower().endswith(("mr", "mrs", "ms", "miss", "dr", "mr.", "pc"))
    out, at = [], 0
    for place, word in enumerate(words):
        if word.key not in swaps:
            last = titled or (place > 0 and place == len(words) - 1)
            family = last or (len(words) == 1 and chance.random() < _FAMILY_FIRST)
            swaps[word.key] = bag.family() if family else bag.given()
        name = swaps[word.key]
        out += [value[at : word.start], name.title() if word.capital else name]
        at = word.end
    return "".join([*out, value[at:]])


def slipped(message: Message, chance: random.Random) -> Message:
    """A plain message, sometimes with a slip of the finger or in another case."""
    text, roll = message.text, chance.random()
    if roll < _SLIPS:
        text = _slip(text, chance)
    elif roll < 2 * _SLIPS:
        text = text.lower()
    elif roll < 2.3 * _SLIPS:
        text = text.upper()
    elif roll < 2.6 * _SLIPS:
        text = text.title()
    return Message(text, (), frozenset(), message.origin)


def _slip(text: str, chance: random.Random) -> str:
    long = [word for word in words_of(text) if len(word.text) > 3]
    if not long:
        return text
    word = chance.choice(long)
    at = chance.randrange(1, len(word.text) - 1)
    raw = word.text
    slip = chance.choice(
        [
            raw[:at] + raw[at + 1] + raw[at] + raw[at + 2 :],
            raw[:at] + raw[at + 1 :],
            raw[:at] + raw[at : at + 1] + raw[at:],
        ]
    )
    return text[: word.start] + slip + text[word.end :]


def copies(
    messages: Iterable[Message], times: int, bag: NameBag, chance: random.Random
) -> Iterator[Message]:
    """Each message as written, and `times` copies with other names."""
    for message in messages:
        yield message
        for _ in range(times):
            yield renamed(message, bag, chance)
