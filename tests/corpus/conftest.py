"""The shipped corpus, parsed once for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.library import SHIPPED, Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped corpus that a test may damage."""
    shutil.copy(SHIPPED / "documents.toml", tmp_path)
    shutil.copytree(SHIPPED / "documents", tmp_path / "documents")
    return tmp_path
