"""The whole corpus in memory: every document of a folder, parsed and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.coverage import CoverageReport, cover
from corpus.document import Document, Paragraph
from corpus.errors import BadDocument
from corpus.formats.text import decode, read_text
from corpus.manifest import Entry, read_manifest
from corpus.structure import parse
from corpus.structure.parsed import ParsedDocument

SHIPPED = Path(__file__).parent


@dataclass(frozen=True)
class Library:
    """All documents with their paragraphs in printed order, and where every word went."""

    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]
    coverage: tuple[CoverageReport, ...]


def load_library(folder: Path | None = None) -> Library:
    """Read every document that `folder/documents.toml` names; by default the shipped corpus.

    Raises BadDocument for a document that is missing, altered, not UTF-8 or without paragraphs, and
    for a wrong manifest: with the path, the reason and, where there is one, the line.
    """
    parsed: list[ParsedDocument] = []
    coverage: list[CoverageReport] = []
    for entry in read_manifest(folder or SHIPPED):
        document = read_document(entry)
        parsed.append(document)
        coverage.append(cover(document, decode(entry.read_bytes(), str(entry.path))))
    return Library(
        documents=tuple(document.document for document in parsed),
        paragraphs=tuple(p for document in parsed for p in document.paragraphs),
        coverage=tuple(coverage),
    )


def joined(libraries: Sequence[Library]) -> Library:
    """Several libraries as one, in the given order."""
    return Library(
        documents=tuple(one for library in libraries for one in library.documents),
        paragraphs=tuple(one for library in libraries for one in library.paragraphs),
        coverage=tuple(one for library in libraries for one in library.coverage),
    )


def read_document(entry: Entry) -> ParsedDocument:
    """One document, parsed. Raises BadDocument when it cannot be published."""
    path = str(entry.path)
    blocks = read_text(entry.read_bytes(), path)
    document = parse(entry.document, blocks, entry.hints)
    if not document.paragraphs:
        raise BadDocument(path, "holds no paragraphs", 1)
    return document
