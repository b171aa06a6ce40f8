"""Start the real service, ask it real questions over HTTP, and time what a person would wait."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

QUESTIONS = Path("evals") / "questions" / "dev.jsonl"
LONGEST_START_SECONDS = 300


@dataclass(frozen=True)
class Timings:
    """`start` is seconds from the command to the first answer; `asked` are milliseconds each."""

    start: float
    asked: tuple[float, ...]
    within: tuple[float, ...]

    def lines(self) -> Iterator[str]:
        """What was measured, one plain line each."""
        yield f"start to first answer      {self.start:8.2f} s"
        yield f"question over HTTP, median {median(self.asked):8.1f} ms"
        yield f"question over HTTP, p99    {quantiles(self.asked, n=100)[98]:8.1f} ms"
        yield f"of that in the service     {median(self.within):8.1f} ms (median)"
        yield f"questions asked            {len(self.asked):8d}"


def questions(count: int) -> list[str]:
    """The first `count` questions of the dev half."""
    rows = QUESTIONS.read_text(encoding="utf-8").split("\n")
    return [json.loads(row)["question"] for row in rows[:count] if row]


def measure(asked: Sequence[str]) -> Timings:
    """Start a service on a free port, ask each question once after one to warm up, stop it."""
    started = time.perf_counter()
    with _service() as address:
        connection = HTTPConnection(address, timeout=60)
        _ask(connection, asked[0])
        start = time.perf_counter() - started
        timed = [_ask(connection, question) for question in asked]
        connection.close()
    return Timings(start, tuple(one[0] for one in timed), tuple(one[1] for one in timed))


def _ask(connection: HTTPConnection, question: str) -> tuple[float, float]:
    """Milliseconds waited, and milliseconds that the answer says it took."""
    body = json.dumps({"text": question})
    began = time.perf_counter()
    connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    return (time.perf_counter() - began) * 1000, float(answer["elapsed_ms"])


@contextmanager
def _service() -> Iterator[str]:
    """`guidance serve` on a free port; gives host:port."""
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own command, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    until = time.monotonic() + LONGEST_START_SECONDS
    while process.stdout is not None and time.monotonic() < until:
        line = process.stdout.readline()
        if found := re.search(r"http://\S+", line):
            return urlsplit(found.group()).netloc
        if not line:
            break
    raise TimeoutError("the service did not start")
