"""What an edition must pass before anybody reads it; each failure is a `BuildFailed` with ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from index.encoder import Vectors
from index.entries import Entry, EntryKind, repeated_ids
from index.errors import BuildFailed
from index.open_edition import Guidance, OpenEdition

UNIT = 1e-3


def check_guidance(library: Guidance) -> None:
    """There is something to publish, ids are unique, bullets stand in the paragraph they name."""
    _refuse("there is not one paragraph", ["corpus"] if not library.paragraphs else [])
    known = {document.slug for document in library.documents}
    counts = Counter(one.paragraph_id for one in library.paragraphs)
    by_id = {one.paragraph_id: one for one in library.paragraphs}
    _refuse("paragraph ids repeat", (name for name, count in counts.items() if count > 1))
    _refuse("documents without a paragraph", known - {one.document for one in library.paragraphs})
    for one in library.paragraphs:
        name = [one.paragraph_id]
        _refuse("a paragraph of an unknown document", name if one.document not in known else [])
        _refuse("a paragraph without text", name if not one.text.strip() else [])
        if one.parent is None:
            continue
        parent, start = by_id.get(one.parent), one.parent_start
        inside = (
            parent is not None and start is not None and parent.text.startswith(one.text, start)
        )
        _refuse("a bullet that its paragraph does not hold", [] if inside else name)


def check_entries(library: Guidance, entries: Sequence[Entry]) -> None:
    """Entry ids are unique and resolve; contexts and sentences each cover every paragraph whole."""
    _refuse("entry ids repeat", repeated_ids(entries))
    texts = {one.paragraph_id: one.text for one in library.paragraphs}
    strangers = (one.entry_id for one in entries if one.paragraph_id not in texts)
    _refuse("entries of no paragraph", strangers)
    for kind in (EntryKind.CONTEXT, EntryKind.SENTENCE):
        covered: dict[str, int] = {}
        for one in entries:
            if one.kind is kind:
                seen = "".join(texts[one.paragraph_id][one.start : one.end].split())
                covered[one.paragraph_id] = covered.get(one.paragraph_id, 0) + len(seen)
        uncovered = (
            name for name, text in texts.items() if covered.get(name) != len("".join(text.split()))
        )
        _refuse(f"{kind} entries do not cover the paragraph once", uncovered)


def check_vectors(entries: Sequence[Entry], vectors: Vectors) -> None:
    """One finite vector of length 1 for each entry."""
    if len(vectors) != len(entries):
        raise BuildFailed(f"{len(vectors)} vectors for {len(entries)} entries")
    with np.errstate(invalid="ignore"):
        lengths = np.linalg.norm(vectors, axis=1)
    # Not `abs(...) > UNIT`: a length that is not a number must be refused too.
    wrong = np.flatnonzero(~(np.abs(lengths - 1.0) <= UNIT))
    _refuse("vectors that are not of length 1", (entries[int(at)].entry_id for at in wrong))


def check_opened(opened: OpenEdition) -> None:
    """The edition opens from its files alone, with the store it was built with, and answers."""
    if opened.fallback or not opened.canary():
        raise BuildFailed("its store does not open or does not answer its canary question")
    if opened.store.count() != len(opened.entries):
        raise BuildFailed(f"its store counts {opened.store.count()} of {len(opened.entries)}")


def _refuse(reason: str, ids: Iterable[str]) -> None:
    named = tuple(ids)
    if named:
        raise BuildFailed(reason, named)
