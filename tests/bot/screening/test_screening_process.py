"""Screening in a process of its own says what screening here says, whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap.names import context_reader
from bot.screening.screened import Screened
from bot.screening.screener import RuleScreener
from bot.screening.screening_process import RESTART_SECONDS, ScreeningProcess
from tests.service import ROOT, environment

TEXTS = (
    "Amara Nwosu is 6, dob 12/03/2019, what do we do",
    "mum's boyfriend is hitting him right now",
    "how many lay members sit on the board?",
    "the form is far too long",
    "\u202e\u200bzed\x00",
    "",
    "x" * 200_000,
)
OWNER = """
import time
from bot.bootstrap.names import context_reader
from bot.screening.screener import RuleScreener
from bot.screening.screening_process import ScreeningProcess
process = ScreeningProcess(RuleScreener([]), context_reader)
process.start()
while not process.running_apart:
    process.screen("hello")
    time.sleep(0.05)
print(process.pid, flush=True)
time.sleep(60)
"""


class Rules(RuleScreener):
    """The rules, counting what they read here."""

    def __init__(self, known_text: list[str]) -> None:
        super().__init__(known_text, context_reader())
        self.read_here = 0

    def screen(self, text: str) -> Screened:
        self.read_here += 1
        return super().screen(text)


@dataclass
class Apart:
    """A process that is ready, its rules, and a clock to turn."""

    rules: Rules
    process: ScreeningProcess
    clock: list[float]

    def screen(self, text: str) -> Screened:
        return self.process.screen(text)

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def ready(process: ScreeningProcess) -> None:
    """Ask until the other process answers."""

    def answers() -> bool:
        process.screen("hello")
        return process.running_apart

    until(answers)


def alive(pid: int) -> bool:
    """Whether it runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def apart() -> Iterator[Apart]:
    clock, rules = [0.0], Rules(["A report by Zorblat Quimby."])
    process = ScreeningProcess(rules, context_reader, clock=lambda: clock[0])
    process.start()
    ready(process)
    rules.read_here = 0
    yield Apart(rules, process, clock)
    process.close()


def test_it_says_what_the_rules_say_and_they_read_nothing_here(apart: Apart) -> None:
    said = [apart.screen(text) for text in TEXTS]
    assert apart.rules.read_here == 0
    assert said == [apart.rules.screen(text) for text in TEXTS]
    assert said[0].masked
    assert said[1].urgent


def test_messages_are_read_here_until_it_is_ready() -> None:
    rules = Rules([])
    process = ScreeningProcess(rules, context_reader)
    process.start()
    assert process.screen(TEXTS[0]) == RuleScreener([]).screen(TEXTS[0])
    process.close()
    assert rules.read_here == 1


def test_it_follows_the_public_names_that_the_rules_learn(apart: Apart) -> None:
    old, new = "what did Zorblat Quimby write", "what did Ferdle Wimbush write"
    assert (bool(apart.screen(old).masked), bool(apart.screen(new).masked)) == (False, True)
    apart.rules.learn(["A report by Ferdle Wimbush."])
    assert (bool(apart.screen(old).masked), bool(apart.screen(new).masked)) == (True, False)
    assert apart.rules.read_here == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_lost_process_loses_no_message_and_another_is_started(apart: Apart, number: int) -> None:
    before = apart.pid
    os.kill(before, number)
    assert apart.screen(TEXTS[0]).masked
    assert apart.rules.read_here == 1
    until(lambda: not alive(before))
    apart.screen(TEXTS[0])
    assert apart.process.pid is None  # not at once, or one that cannot start would start for ever
    apart.clock[0] += RESTART_SECONDS
    ready(apart.process)
    assert apart.pid != before


def test_it_ends_when_it_is_closed_and_messages_are_still_screened(apart: Apart) -> None:
    pid = apart.pid
    apart.process.close()
    assert not alive(pid)
    assert apart.screen(TEXTS[0]).masked


def test_it_ends_with_its_owner_even_when_that_is_killed() -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        cwd=ROOT,
        env=environment(ROOT / "var"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    assert alive(pid)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    until(lambda: not alive(pid))
