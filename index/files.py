"""The files of an edition: how documents, paragraphs, entries, vectors, manifest are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus.document import Document, Footnote, Paragraph, ParagraphId, ParagraphKind, Slug
from index.edition import EditionId
from index.encoder import Vectors
from index.entries import Entry, EntryKind
from index.errors import EditionDamaged

DOCUMENTS = "documents.json"
PARAGRAPHS = "paragraphs.jsonl"
ENTRIES = "entries.jsonl"
VECTORS = "vectors.npy"
MANIFEST = "manifest.json"

T = TypeVar("T")


@dataclass(frozen=True)
class Manifest:
    """What an edition is made of. `content` is the digest of documents, paragraphs, phrasings and
    model: two editions with one content digest answer alike. `files` maps each file's path within
    the folder to its sha256; the manifest's own digest is in the register.
    """

    edition: EditionId
    created: datetime
    content: str
    model: str
    dimensions: int
    store: str
    documents: int
    paragraphs: int
    entries: int
    files: dict[str, str]


def write_documents(folder: Path, documents: Sequence[Document]) -> None:
    """Write the documents, in their order."""
    text = json.dumps([asdict(one) for one in documents], indent=1, default=str)
    (folder / DOCUMENTS).write_text(text + "\n", encoding="utf-8")


def write_lines(path: Path, rows: Iterable[Paragraph | Entry]) -> None:
    """Write paragraphs or entries, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write the manifest; returns its sha256, which the register keeps."""
    text = json.dumps(asdict(manifest), indent=1, default=datetime.isoformat) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest. This and all readers here raise `EditionDamaged` naming the file."""

    def parse(text: str) -> Manifest:
        row = json.loads(text)
        return Manifest(**{**row, "created": datetime.fromisoformat(row["created"])})

    return _read(folder, MANIFEST, parse)


def read_documents(folder: Path) -> tuple[Document, ...]:
    """The documents, in the order they were given."""
    return _read(folder, DOCUMENTS, lambda text: tuple(map(_document, json.loads(text))))


def read_paragraphs(folder: Path) -> tuple[Paragraph, ...]:
    """The paragraphs, in the order they were given."""
    return _read(folder, PARAGRAPHS, lambda text: tuple(map(_paragraph, _rows(text))))


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """The entries; row i of the vectors belongs to entry i."""
    return _read(folder, ENTRIES, lambda text: tuple(map(_entry, _rows(text))))


def read_entry_ids(folder: Path) -> tuple[str, ...]:
    """Only the ids of the entries, in order."""
    return _read(folder, ENTRIES, lambda text: tuple(row["entry_id"] for row in _rows(text)))


def read_vectors(folder: Path) -> Vectors:
    """The (entries, dimensions) matrix, mapped from the file and read-only."""
    try:
        vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise EditionDamaged(folder.name, VECTORS, str(error)) from error
    if vectors.ndim != 2 or vectors.dtype != np.float32:
        raise EditionDamaged(folder.name, VECTORS, "not a matrix of 32-bit floats")
    checked: Vectors = vectors
    return checked


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(folder: Path, name: str, parse: Callable[[str], T]) -> T:
    try:
        return parse((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EditionDamaged(folder.name, name, repr(error)) from error


def _rows(text: str) -> list[dict[str, Any]]:
    # Not splitlines(): a paragraph may hold U+2028, which JSON leaves as it is.
    return [json.loads(line) for line in text.split("\n") if line]


def _document(row: dict[str, Any]) -> Document:
    published = row["published"]
    return Document(
        **{
            **row,
            "slug": Slug(row["slug"]),
            "published": None if published is None else date.fromisoformat(published),
        }
    )


def _paragraph(row: dict[str, Any]) -> Paragraph:
    first, last = row["lines"]
    parent = row["parent"]
    changed = {
        "document": Slug(row["document"]),
        "section": tuple(row["section"]),
        "kind": ParagraphKind(row["kind"]),
        "lines": (first, last),
        "parent": None if parent is None else ParagraphId(parent),
        "footnotes": tuple(Footnote(**note) for note in row["footnotes"]),
    }
    return Paragraph(**{**row, **changed})


def _entry(row: dict[str, Any]) -> Entry:
    owner = ParagraphId(row["paragraph_id"])
    return Entry(**{**row, "paragraph_id": owner, "kind": EntryKind(row["kind"])})
