"""Folders beside the editions: who may publish, private copies of readers, what is left behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import PublishInProgress

BUILD = ".build-"
READING = ".reading-"
FRESH_SECONDS = 60.0


def editions_folder(home: Path) -> Path:
    """Where the editions lie under the state folder; made when it is not there."""
    folder = home / "editions"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def only_publisher(home: Path) -> Iterator[None]:
    """Be the one process that changes editions, or raise `PublishInProgress`. The operating system
    lets go of the lock when the process dies, however it dies.
    """
    with (editions_folder(home) / ".publishing").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishInProgress from None
        yield


@contextmanager
def build_folder(home: Path) -> Iterator[Path]:
    """An empty folder to build in; it is gone afterwards unless it was renamed."""
    folder = editions_folder(home) / f"{BUILD}{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class PrivateCopy:
    """A copy of a folder for one reader, marked as in use by a lock on the copy itself."""

    def __init__(self, source: Path, beside: Path) -> None:
        """Copy `source` into a new folder in `beside`. Raises OSError."""
        self.folder = beside / f"{READING}{uuid.uuid4().hex}"
        self.folder.mkdir()
        self._handle = os.open(self.folder, os.O_RDONLY)
        fcntl.flock(self._handle, fcntl.LOCK_SH)
        try:
            shutil.copytree(source, self.folder / source.name)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Delete the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._handle)


def sweep_copies(home: Path) -> int:
    """Delete the private copies of readers that died; returns how many."""
    swept = 0
    for folder in editions_folder(home).glob(f"{READING}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime < FRESH_SECONDS:
                continue  # its reader may not have locked it yet
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
            finally:
                os.close(handle)
    return swept


def flush_to_disk(folder: Path) -> None:
    """Ask the disk to keep every file and folder below and including `folder`."""
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def settle(built: Path, final: Path) -> None:
    """Move a finished build to its name in one step, durably. Raises OSError when taken."""
    flush_to_disk(built)
    built.rename(final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
