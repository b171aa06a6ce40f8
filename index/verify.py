"""Proof that an edition's folder holds what was published: every byte against its digest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import EditionDamaged
from index.files import MANIFEST, digest, read_manifest


@dataclass(frozen=True)
class Difference:
    """One file that is not as published; `reason` is missing, altered, added or unreadable."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of every file in `folder` but the manifest, by its path within the folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST:
            found[name] = digest(path)
    return found


def verify(folder: Path, manifest_digest: str | None = None) -> list[Difference]:
    """Hash every file of an edition and tell what differs from its manifest, and the manifest from
    the digest in the register when that is given. An empty list means sound.
    """
    try:
        manifest = read_manifest(folder)
        if manifest_digest is not None and digest(folder / MANIFEST) != manifest_digest:
            return [Difference(MANIFEST, "altered")]
        found = digests(folder)
    except EditionDamaged as error:
        return [Difference(MANIFEST, "unreadable" if folder.is_dir() else "missing: " + str(error))]
    except OSError as error:
        return [Difference(str(error.filename), "unreadable")]
    return [
        Difference(name, _reason(manifest.files.get(name), found.get(name)))
        for name in sorted(manifest.files.keys() | found.keys())
        if manifest.files.get(name) != found.get(name)
    ]


def _reason(published: str | None, found: str | None) -> str:
    if found is None:
        return "missing"
    return "added" if published is None else "altered"
