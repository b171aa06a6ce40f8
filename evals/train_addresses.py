"""Learn the address reader's weights from the dev batches; write them as readable data.

`python -m evals.train_addresses` writes bot/screening/data/address_weights.json. With the name of a
dev batch it learns without that batch, so that the report on it tells of messages not met before.
It never opens a test file.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator

import click

from bot.screening.address_features import GAPS, AddressFeatures
from bot.screening.address_reader import runs
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.masking import besides_names
from bot.screening.vocabulary import DATA, Vocabulary
from evals.address_messages import (
    AddressBag,
    addressless,
    bag,
    copies,
    details,
    filled,
    frames,
    listed_addresses,
    masked,
)
from evals.chain_training import Learned, Row, learn
from evals.name_messages import Message, asked, nameless, plain, slipped

_SEED = 7
BATCHES = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7")
_COPIES, _FRAME_COPIES, _LISTED_COPIES = 8, 12, 4
_FORGOTTEN, _CUT = 0.35, 0.35  # share of the rules' addresses left out, cut short, in copies
_FEWEST = 4  # times a feature is seen
_STRENGTH = 1.0
_LEAST_WEIGHT = 0.1


def training_messages(batches: list[str], words: AddressBag) -> list[Message]:
    """Everything that may be learned from."""
    found = [copy for message in details(batches) for copy in copies(message, _COPIES, words)]
    numbered = list(enumerate(frames()))
    for number, frame in numbered:
        found += [filled(number, frame, words) for _ in range(_FRAME_COPIES)]
    for address in listed_addresses():
        for _ in range(_LISTED_COPIES):
            number, frame = words.chance.choice(numbered)
            found.append(filled(number, frame, words, address))
    nothing = [message for batch in batches for message in plain(batch)]
    for message in (*nothing, *nameless(), *addressless()):
        found += [message, slipped(message, words.chance)]
    return found + masked(batches) + asked()


def rows(messages: Iterable[Message], words: AddressBag) -> Iterator[Row]:
    """Features and labels of every row of tokens that an address could hold."""
    for message in messages:
        glance = Glance(message.text)
        taken = besides_names(glance, words.vocabulary)
        worse = [item for item in (_worse(detail, words.chance) for detail in taken) if item]
        features = AddressFeatures(glance, words.vocabulary, worse)
        for first, last in runs(features.candidates()):
            row = range(first, last + 1)
            tokens = [features.tokens[index] for index in row]
            yield Row(
                [features.of(index) for index in row],
                [features.gap(index) for index in row],
                [any(s < t.end and t.start < e for s, e, _ in message.spans) for t in tokens],
            )


def _worse(detail: Detail, chance: random.Random) -> Detail | None:
    """An address as the rules would find one that nobody wrote a rule for: in part or not."""
    if detail.kind != "address" or chance.random() > _FORGOTTEN + _CUT:
        return detail
    if chance.random() < _FORGOTTEN / (_FORGOTTEN + _CUT):
        return None
    middle = chance.randint(detail.start, detail.end)
    ends = (detail.start, middle) if chance.random() < 0.5 else (middle, detail.end)
    return Detail(detail.kind, *ends)


def learned(left_out: str, vocabulary: Vocabulary) -> Learned:
    """What every batch but one teaches; all of them where none is named."""
    chance = random.Random(_SEED)  # noqa: S311 (draws words for training, no secret)
    batches = [batch for batch in BATCHES if batch != left_out]
    words = bag(batches, vocabulary, chance)
    found = list(rows(training_messages(batches, words), words))
    click.echo(f"{len(found)} rows, {sum(sum(row.inside) for row in found)} words of addresses")
    return learn(found, GAPS, _FEWEST, _STRENGTH, _LEAST_WEIGHT)


@click.command()
@click.argument("left_out", default="", type=click.Choice(["", *BATCHES]))
def main(left_out: str) -> None:
    """Learn and write."""
    found = learned(left_out, Vocabulary())
    body = ",\n".join(f"  {json.dumps(name)}: {value}" for name, value in found.weights.items())
    head = f'"bias": {found.bias}, "steps": {json.dumps(found.steps)}'
    path = DATA / "address_weights.json"
    path.write_text(f'{{{head},\n"weights": {{\n{body}\n}}}}\n', encoding="utf-8")
    click.echo(f"{len(found.weights)} weights in {path.name}")


if __name__ == "__main__":
    main()
