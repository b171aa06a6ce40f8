"""The real product for tests: a published home, the real command line, a real server process."""

from __future__ import annotations

import fcntl
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_PUBLICATION = 1200
LONGEST_COMMAND = 180
LONGEST_START = 120


def environment(home: Path, **settings: str) -> dict[str, str]:
    """A process environment with no setting and no proxy of the machine's, then the given ones."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().endswith("_PROXY") and not name.startswith(("SLACK_", "GUIDANCE_"))
    }
    return {**kept, "GUIDANCE_HOME": str(home), "HF_HUB_OFFLINE": "1", **settings}


def guidance(
    home: Path,
    *arguments: str,
    stdin: str | None = None,
    seconds: float = LONGEST_COMMAND,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the `guidance` command as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT,
        env=environment(home, **(settings or {})),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def published_home() -> Path:
    """A home with the shipped documents published; kept between runs, so that only what changed is
    embedded again.
    """
    home = ROOT / "var" / "tests"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "publishing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # the processes of one test run share this home
        done = guidance(home, "index", "publish", seconds=LONGEST_PUBLICATION)
    if done.returncode:
        raise RuntimeError(f"the shipped documents cannot be published: {done.stderr[-500:]}")
    return home


@contextmanager
def served(home: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """`guidance serve` on a free port; gives its address, stops it afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve", "--port", "0"],
        cwd=ROOT,
        env=environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    """Wait for the line that says where the pages are."""
    until = time.monotonic() + LONGEST_START
    while process.stdout is not None and time.monotonic() < until and process.poll() is None:
        if not select.select([process.stdout], [], [], 1)[0]:
            continue
        if found := re.search(r"http://\S+", process.stdout.readline()):
            return found.group()
    raise RuntimeError("the service did not start")
