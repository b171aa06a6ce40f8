"""Fit the adapter of `index.adapter` on the phrasings and write `adapter.npz`.

Each phrasing is asked in turn as if it were a question, itself left out: the paragraph it was
written for should come before all others, judged by all its entries together (softmax over the
paragraphs of the sum of their entries' exp(cosine / 0.07); in-batch form of InfoNCE, van den Oord
et al. 2018, arXiv:1807.03748). No question of the evaluation is used. A penalty on the size of the
map keeps the vectors near those of the model. Takes some minutes on one core.

Run: python -m evals.train_adapter [--by-document] [--write]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from evals.edition import build
from index.adapter import Adapter
from index.encoder import Vectors
from index.entries import EntryKind
from index.features import NEARNESS
from index.open_edition import OpenEdition

FILE = Path(__file__).parent.parent / "index" / "adapter.npz"
RANK, PENALTY, RATE = 64, 0.3, 3e-3
EPOCHS, BATCH = 8, 512
SEED = 20100317
NEAREST = 5
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Asking:
    """Entries' `vectors` (entries, dimensions), the paragraph that `owner` (entries,) says each is
    a view of, and which entries are `phrasings` (their numbers).
    """

    vectors: Vectors
    owner: Rows
    phrasings: Rows

    def of(self, kept: NDArray[np.bool_]) -> Asking:
        """Those entries alone for which `kept` (entries,) is true."""
        number = np.cumsum(kept) - 1
        phrasings = number[self.phrasings[kept[self.phrasings]]]
        return Asking(self.vectors[kept], self.owner[kept], phrasings)


def asking(edition: OpenEdition) -> Asking:
    """The entries of an edition."""
    row = {one.paragraph_id: at for at, one in enumerate(edition.paragraphs)}
    return Asking(
        np.array(edition.vectors, np.float32),
        np.array([row[one.paragraph_id] for one in edition.entries], np.intp),
        np.flatnonzero([one.kind is EntryKind.PHRASING for one in edition.entries]),
    )


def fit(data: Asking, encoder: str, told: Callable[[str], None]) -> Adapter:
    """The adapter that brings phrasings nearest to the other entries of their paragraphs."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # sums in one order, whatever the machine
    size = data.vectors.shape[1]
    down = torch.zeros(size, RANK, requires_grad=True)
    up = (torch.randn(RANK, size) * 0.05).requires_grad_(True)  # noqa: FBT003 - torch's own way
    vectors, owner = torch.tensor(data.vectors), torch.tensor(data.owner)
    asked = torch.tensor(data.phrasings)
    steps = torch.optim.Adam([down, up], lr=RATE)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in torch.split(asked[torch.randperm(len(asked))], BATCH):
            loss = _loss(vectors, owner, batch, (down, up))
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # not typed there
            steps.step()
            total += loss.item() * len(batch)
        told(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(asked):.3f}")
    return Adapter(encoder, down.detach().numpy(), up.detach().numpy())


def _loss(
    vectors: torch.Tensor,
    owner: torch.Tensor,
    batch: torch.Tensor,
    pair: tuple[torch.Tensor, torch.Tensor],
) -> torch.Tensor:
    """Cross-entropy of each phrasing's own paragraph, with the penalty on the map."""
    down, up = pair
    moved = functional.normalize(vectors + (vectors @ down) @ up, dim=1)
    cosines = (moved[batch] @ moved.T).scatter(1, batch[:, None], -1.0)
    near = torch.exp((cosines - 1.0) / NEARNESS)
    paragraphs = int(owner.max()) + 1
    together = torch.zeros(len(batch), paragraphs).index_add(1, owner, near)
    penalty = PENALTY * ((down @ up) ** 2).sum() / len(up.T)
    return functional.cross_entropy(torch.log(together + 1e-30), owner[batch]) + penalty


def found(data: Asking, adapter: Adapter | None) -> float:
    """The share of phrasings whose paragraph's own text is among the nearest five."""
    vectors = adapter.apply(data.vectors) if adapter else data.vectors
    texts = np.ones(len(vectors), bool)
    texts[data.phrasings] = False
    cosines = vectors[data.phrasings] @ vectors[texts].T
    best = np.full((len(cosines), int(data.owner.max()) + 1), -1.0, np.float32)
    np.maximum.at(best.T, data.owner[texts], cosines.T)
    own = best[np.arange(len(best)), data.owner[data.phrasings]]
    return float(((best > own[:, None]).sum(axis=1) < NEAREST).mean())


def by_document(data: Asking, edition: OpenEdition) -> list[str]:
    """How an adapter fitted on the other documents' phrasings serves each document's."""
    document = np.array([one.document for one in edition.paragraphs])[data.owner]
    is_phrasing = np.zeros(len(document), bool)
    is_phrasing[data.phrasings] = True
    said = []
    for slug in edition.documents:
        theirs = document == slug
        adapter = fit(data.of(~theirs), "", lambda _: None)
        judged = data.of(theirs | ~is_phrasing)
        before, after = found(judged, None), found(judged, adapter)
        said.append(f"{slug}: among the nearest five {before:.3f} before, {after:.3f} after")
    return said


@click.command()
@click.option("--by-document", "each", is_flag=True, help="leave each document out in turn")
@click.option("--write", is_flag=True, help="write index/adapter.npz")
def main(*, each: bool, write: bool) -> None:
    """Fit the adapter, report and, with --write, ship it."""
    edition = build()
    data = asking(edition)
    for line in by_document(data, edition) if each else ():
        click.echo(line)
    adapter = fit(data, edition.manifest.model, click.echo)
    if write:
        np.savez(
            FILE,
            encoder=np.array(adapter.encoder),
            down=adapter.down.astype(np.float16),
            up=adapter.up.astype(np.float16),
        )


if __name__ == "__main__":
    main()
