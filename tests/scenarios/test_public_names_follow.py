"""Who is public is what the live edition says, without a restart."""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path

from bot.bootstrap.service import open_service
from bot.settings import read_settings
from tests.service import guidance

QUESTION = "what did Zorblat Quimby recommend"
MANIFEST = """
[[document]]
slug = "review"
file = "review.txt"
title = "Review of recording"
author = "HM Government"
published = 2010-04-01
kind = "report"
standing = "Government report"
status = "current"
licence = "© Crown copyright"
sha256 = "{sha256}"
"""
DOCUMENT = """Review of recording

1. Zorblat Quimby recommends that every visit is written down on the same day.
"""


def test_a_name_of_newly_published_guidance_is_no_longer_masked(home: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("*.lock")))
    added = tmp_path / "added"
    (added / "documents").mkdir(parents=True)
    (added / "documents" / "review.txt").write_text(DOCUMENT, encoding="utf-8")
    manifest = MANIFEST.format(sha256=hashlib.sha256(DOCUMENT.encode()).hexdigest())
    (added / "documents.toml").write_text(manifest, encoding="utf-8")
    with open_service(read_settings(guidance_home=str(own))) as service:
        assert service.screener.screen(QUESTION).masked
        done = guidance(own, "index", "publish", str(added), seconds=600)
        assert done.returncode == 0, done.stderr
        until = time.monotonic() + 60
        while service.screener.screen(QUESTION).masked and time.monotonic() < until:
            time.sleep(0.1)
        assert service.screener.screen(QUESTION).text == QUESTION
