"""documents.toml: what each document is, the digest of its bytes, and the parser's hints."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.document import Document, ParagraphKind, Slug
from corpus.errors import BadDocument
from corpus.structure.hints import (
    CallHint,
    ColumnHint,
    FurnitureHint,
    HeadingHint,
    Hints,
    NoteHint,
    RegionHint,
    TableHint,
)

MANIFEST = "documents.toml"
DOCUMENTS = "documents"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXTS = ("slug", "file", "title", "author", "kind", "standing", "status", "licence", "sha256")
_STATUSES = ("current", "superseded", "withdrawn")
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One document of the manifest: what it is, where its file lies, how to read it."""

    document: Document
    path: Path
    hints: Hints = field(default_factory=Hints)

    def read_bytes(self) -> bytes:
        """The file's bytes. Raises BadDocument when it is missing or not what was entered."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise BadDocument(str(self.path), f"cannot be read: {error.strerror}") from error
        digest = hashlib.sha256(data).hexdigest()
        if self.document.sha256 and digest != self.document.sha256:
            expected = self.document.sha256
            reason = f"altered: its SHA-256 is {digest}, the manifest says {expected}"
            raise BadDocument(str(self.path), reason)
        return data


def read_manifest(folder: Path) -> tuple[Entry, ...]:
    """The entries of `folder/documents.toml`, in order. Raises BadDocument with the reason."""
    path = folder / MANIFEST
    if folder.is_file():
        raise BadDocument(str(folder), f"is a file: give the folder that holds {MANIFEST}")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadDocument(str(path), f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDocument(str(path), f"not a TOML file: {error}") from error
    entries = tuple(_entry(table, folder, str(path)) for table in tables.get("document", ()))
    slugs = [entry.document.slug for entry in entries]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise BadDocument(str(path), f'two documents have the slug "{slug}"')
    if not entries:
        raise BadDocument(str(path), "names no document")
    return entries


def entry_for_file(path: Path, title: str | None = None) -> Entry:
    """An entry for one text file that no manifest names, to be read by the general rules.

    The slug and, unless given, the title come from the file's name; author and licence are not
    stated. Raises BadDocument when the file cannot be read or its name holds no letter or digit.
    """
    slug = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower()))
    if not slug:
        raise BadDocument(str(path), "its name holds no letter or digit to name the document by")
    document = Document(
        slug=Slug(slug),
        file=path.name,
        title=title or path.stem.replace("-", " ").replace("_", " "),
        author="not stated",
        published=None,
        kind="document",
        standing="document added by an administrator",
        status="current",
        licence="not stated",
        sha256="",
    )
    digest = hashlib.sha256(Entry(document, path).read_bytes()).hexdigest()
    return Entry(replace(document, sha256=digest), path)


def _entry(table: Table, folder: Path, path: str) -> Entry:
    document = _document(table, path)
    try:
        hints = _hints(table)
    except (KeyError, ValueError, TypeError, re.error) as error:
        raise BadDocument(path, f"{document.slug}: a hint is wrong: {error!r}") from error
    return Entry(document, folder / DOCUMENTS / document.file, hints)


def _document(table: Table, path: str) -> Document:
    for name in _TEXTS:
        if not isinstance(table.get(name), str) or not table[name].strip():
            entry = table.get("slug", "an entry")
            raise BadDocument(path, f'{entry}: "{name}" is missing or is not text')
    if not _SLUG.fullmatch(table["slug"]):
        raise BadDocument(path, f'slug "{table["slug"]}" is not lower-case words with hyphens')
    if table["status"] not in _STATUSES:
        raise BadDocument(path, f"{table['slug']}: status is none of {', '.join(_STATUSES)}")
    published = table.get("published")
    if published is not None and type(published) is not date:
        raise BadDocument(path, f'{table["slug"]}: "published" is not a date such as 2010-03-17')
    texts = {name: table[name] for name in _TEXTS if name != "slug"}
    return Document(slug=Slug(table["slug"]), published=published, **texts)


def _hints(table: Table) -> Hints:
    return Hints(
        headings=tuple(HeadingHint(**_typed(hint)) for hint in table.get("heading", ())),
        regions=tuple(RegionHint(**_typed(hint)) for hint in table.get("region", ())),
        furniture=tuple(FurnitureHint(**_typed(hint)) for hint in table.get("furniture", ())),
        footnotes=tuple(NoteHint(**_typed(hint)) for hint in table.get("footnote", ())),
        calls=tuple(CallHint(**_typed(hint)) for hint in table.get("call", ())),
        tables=tuple(_table(hint) for hint in table.get("table", ())),
    )


def _table(hint: Table) -> TableHint:
    columns = tuple(ColumnHint(**_typed(column)) for column in hint.get("column", ()))
    rest = {name: value for name, value in hint.items() if name != "column"}
    return TableHint(columns=columns, **rest)


def _typed(hint: Table) -> dict[str, Any]:
    """TOML's strings as the types that hints hold."""
    typed = dict(hint)
    if "pattern" in typed:
        typed["pattern"] = re.compile(typed["pattern"])
    if "kind" in typed:
        typed["kind"] = ParagraphKind(typed["kind"])
    return typed
