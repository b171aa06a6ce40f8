"""The learned address reader: it adds to the addresses that rules find, and never takes away.

Most of what rules miss of an address is its extent ("the flats at" Arden Court), so the tokens are
read as a chain: one that is in an address speaks for its neighbours. Learned by
`python -m evals.train_addresses` over the features of `address_features`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.screening.address_features import AddressFeatures
from bot.screening.address_tokens import may_hold_address
from bot.screening.chain import Chain, read_chain
from bot.screening.detail import Detail
from bot.screening.form import Glance
from bot.screening.vocabulary import Vocabulary

_WEIGHTS = Path(__file__).parent / "data" / "address_weights.json"
# Log-odds, chosen on the batches that the reader had not learned from.
SURE = 2.5  # makes an address
BESIDE = -1.0  # goes on with an address


@dataclass(frozen=True)
class AddressReader:
    """`sure` are the log-odds that make an address, `beside` those that go on with an address."""

    chain: Chain
    sure: float = SURE
    beside: float = BESIDE

    def read(self, glance: Glance, vocabulary: Vocabulary, taken: list[Detail]) -> Iterator[Detail]:
        """Addresses that hold a token more than those in `taken`, in order."""
        if not may_hold_address(glance) and all(item.kind != "address" for item in taken):
            return
        features = AddressFeatures(glance, vocabulary, taken)
        odds = self._odds(features)
        held = {index for index in odds if features.by_rule(index)}
        chosen = held | {index for index, score in odds.items() if score >= self.sure}
        beside = [index for index, score in odds.items() if score >= self.beside]
        for order, step in ((beside, -1), (beside[::-1], 1)):
            for index in order:
                if index + step in chosen:
                    chosen.add(index)
        for first, last in runs(sorted(chosen)):
            if any(index not in held for index in range(first, last + 1)):
                yield Detail("address", features.tokens[first].start, features.tokens[last].end)

    def _odds(self, features: AddressFeatures) -> dict[int, float]:
        """Log-odds by token, for each that an address could hold; neighbours in one chain."""
        found: dict[int, float] = {}
        for first, last in runs(features.candidates()):
            row = range(first, last + 1)
            gaps = [features.gap(index) for index in row]
            scores = self.chain.log_odds([features.of(index) for index in row], gaps)
            found.update(zip(row, scores, strict=True))
        return found


def runs(indexes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours, of indexes in order."""
    first = last = -2
    for index in indexes:
        if index != last + 1:
            if last >= 0:
                yield first, last
            first = index
        last = index
    if last >= 0:
        yield first, last


@lru_cache(maxsize=1)
def load_address_reader() -> AddressReader:
    """The shipped weights."""
    return AddressReader(read_chain(_WEIGHTS))
