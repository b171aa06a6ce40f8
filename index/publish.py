"""Publish, roll back, verify and prune editions: the only module that moves the pointer."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Paragraph
from corpus.phrasings import Phrasing
from index import files
from index.build import BuiltEdition, EditionBuilder, Progress, no_progress
from index.comparison import Comparison, compare
from index.edition import (
    EditionId,
    EditionRecord,
    EditionRegister,
    EditionState,
    edition_folder,
)
from index.errors import EditionDamaged, EditionUnknown, StoreFailed
from index.folders import BUILD, editions_folder, only_publisher, sweep_copies
from index.open_edition import Guidance
from index.verify import Difference, verify

log = logging.getLogger(__name__)
KEPT = 3


@dataclass(frozen=True)
class Published:
    """A new edition is live; `comparison` is against the one before."""

    record: EditionRecord
    comparison: Comparison


@dataclass(frozen=True)
class Unchanged:
    """The live edition already says all of this, and every byte of it is sound."""

    edition: EditionId


@dataclass(frozen=True)
class Publisher:
    """Changes which editions there are. One process at a time: `PublishInProgress` otherwise."""

    builder: EditionBuilder
    register: EditionRegister

    @property
    def home(self) -> Path:
        """The state folder."""
        return self.builder.home

    def publish(
        self,
        library: Guidance,
        phrasings: Sequence[Phrasing] = (),
        by: str = "command line",
        on_progress: Progress = no_progress,
    ) -> Published | Unchanged:
        """Build, check and switch. Raises `BuildFailed` or `StoreFailed` when a check fails; the
        live edition is then what it was.
        """
        with only_publisher(self.home):
            self._sweep()
            if (live := self.same(library, phrasings)) is not None:
                return Unchanged(live)
            comparison = self.compare(library)
            built = self.builder.build(library, phrasings, on_progress)
            return Published(self._switch(built, by), comparison)

    def same(self, library: Guidance, phrasings: Sequence[Phrasing] = ()) -> EditionId | None:
        """The live edition when it says all of this already and every byte of it is sound."""
        live = self.register.live()
        content = self.builder.content(library, phrasings)
        return live.edition if live is not None and self._says(live, content) else None

    def compare(self, library: Guidance) -> Comparison:
        """What publishing `library` would change in the paragraphs. Changes nothing."""
        return compare(self._live_paragraphs(), library.paragraphs)

    def rollback(self, by: str, to: EditionId | None = None) -> EditionRecord:
        """Make `to`, or else the edition that was live before, live again. Raises `EditionUnknown`,
        or `EditionDamaged` when a byte of it is not as published.
        """
        with only_publisher(self.home):
            wanted = self._earlier() if to is None else self.recorded(to)
            differences = self.verify(wanted.edition)
            if differences:
                raise EditionDamaged(wanted.edition, differences[0].file, differences[0].reason)
            return (
                self.register.rollback(by)
                if to is None
                else self.register.publish(wanted.edition, by)
            )

    def verify(self, edition: EditionId) -> list[Difference]:
        """Every byte of an edition against its digest; empty when sound. `EditionUnknown`."""
        return verify(edition_folder(self.home, edition), self.recorded(edition).digest)

    def prune(self, keep: int = KEPT) -> list[EditionId]:
        """Remove all but the live edition and the newest others, `keep` in all. A reader that still
        holds a removed edition keeps its mapped vectors and its own copy of the store.
        """
        with only_publisher(self.home):
            self._sweep()
            live = self.register.live()
            others = [one for one in self.register.all() if one.state is not EditionState.LIVE]
            old = others[max(0, keep - (live is not None)) :]
            for record in old:
                # The row goes first: a folder without a row is swept, a row without one misleads.
                self.register.remove(record.edition)
                self._delete(edition_folder(self.home, record.edition))
            return [record.edition for record in old]

    def sweep(self) -> None:
        """Delete what killed builds and readers left behind."""
        with only_publisher(self.home):
            self._sweep()

    def _sweep(self) -> None:
        known = {record.edition for record in self.register.all()}
        orphans = [
            folder
            for folder in editions_folder(self.home).iterdir()
            if folder.is_dir()
            and folder.name not in known
            and (folder.name.startswith(BUILD) or not folder.name.startswith("."))
        ]
        for folder in orphans:
            self._delete(folder)
        swept = sweep_copies(self.home) + len(orphans)
        if swept:
            log.info("removed %d folders that killed builds or readers left", swept)

    def _delete(self, folder: Path) -> None:
        try:
            self.builder.stores.remove(folder)
        except StoreFailed as error:
            log.warning("%s: its store keeps what it holds: %s", folder.name, error)
        shutil.rmtree(folder, ignore_errors=True)

    def _switch(self, built: BuiltEdition, by: str) -> EditionRecord:
        self.register.add(built.edition, built.digest, built.manifest.paragraphs)
        return self.register.publish(built.edition, by)

    def _says(self, live: EditionRecord, content: str) -> bool:
        folder = edition_folder(self.home, live.edition)
        if verify(folder, live.digest):
            return False
        return files.read_manifest(folder).content == content

    def _live_paragraphs(self) -> Sequence[Paragraph]:
        live = self.register.live()
        if live is None:
            return ()
        try:
            return files.read_paragraphs(edition_folder(self.home, live.edition))
        except EditionDamaged as error:
            log.warning("nothing to compare with: %s", error)
            return ()

    def recorded(self, edition: EditionId) -> EditionRecord:
        """The register's row of an edition. Raises `EditionUnknown`."""
        for record in self.register.all():
            if record.edition == edition:
                return record
        raise EditionUnknown(edition)

    def _earlier(self) -> EditionRecord:
        retired = [one for one in self.register.all() if one.state is EditionState.RETIRED]
        dated = [(one.published, one) for one in retired if one.published is not None]
        if not dated:
            raise EditionUnknown("", "there is none to go back to")
        return max(dated, key=lambda pair: pair[0])[1]
