"""A secret that nobody set: made once, kept in a file that only this user can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """What `file` holds; made by `make` first when there is no such file.

    Raises:
        OSError: the file can be neither read nor made.
    """
    if not file.exists():
        _keep(file, make())
    return file.read_text(encoding="ascii").strip()


def _keep(file: Path, secret: str) -> None:
    """Write beside, then link: another process sees the whole file or none, and the first wins."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secret)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(beside, file)
        except FileExistsError:
            return
    finally:
        beside.unlink()
