"""What can go wrong with an edition; each error carries the data that explains it."""

from __future__ import annotations

from dataclasses import dataclass, field


class IndexFailed(Exception):
    """Base of every error raised by the index."""


@dataclass
class EditionDamaged(IndexFailed):
    """An edition's folder cannot be read: a file is missing, torn or not what was written."""

    edition: str
    file: str
    reason: str

    def __str__(self) -> str:
        return f"edition {self.edition}: {self.file}: {self.reason}"


@dataclass
class EditionUnknown(IndexFailed):
    """The register has no such edition, or none that can be gone back to."""

    edition: str
    reason: str = "the register does not know it"

    def __str__(self) -> str:
        return f"edition {self.edition}: {self.reason}"


@dataclass
class StoreFailed(IndexFailed):
    """A vector store could not be written, checked or opened. `missing` are ids not found."""

    reason: str
    missing: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        lost = f" ({len(self.missing)} not found: {', '.join(self.missing[:5])})"
        return self.reason + (lost if self.missing else "")


@dataclass
class ModelUnusable(IndexFailed):
    """A model is missing, cannot be loaded or is not the one that was chosen."""

    model: str
    reason: str

    def __str__(self) -> str:
        return f"model {self.model}: {self.reason}"


@dataclass
class BuildFailed(IndexFailed):
    """A new edition did not pass its checks; the live edition is untouched."""

    reason: str
    ids: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        named = f": {', '.join(self.ids[:5])}" if self.ids else ""
        return f"the new edition was refused: {self.reason}{named}"


class PublishInProgress(IndexFailed):
    """Another process is publishing, pruning or rolling back."""

    def __str__(self) -> str:
        return "another publication is running; try again when it has ended"


class NoEdition(IndexFailed):
    """Nothing has been published yet, or no published edition can be opened."""

    def __str__(self) -> str:
        return "no edition of the guidance is live; run `guidance index publish`"
