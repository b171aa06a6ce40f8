"""How the real product stands a rush: `guidance serve` and a local Slack, each a process.

Run as `python -m tests.scenarios.rush`, on a machine that does nothing else; `--help` tells what
may be chosen. Exit status 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.service import ROOT, published_home
from tests.slack.burst import PEOPLE, Waits, again, answered, burst, first_tries, threads_in_order
from tests.slack.local_slack import LocalSlack, running
from tests.slack.people import Said
from tests.slack.served import serving

QUESTIONS = ROOT / "evals" / "questions" / "dev.jsonl"
DANGER = "mum's boyfriend is hitting him right now what do I do"
DANGER_EVERY_SECONDS = 1.0
WARM_UP = 3
PAUSE_SECONDS = 0.2
LONGEST_ANSWERS = 600.0
ACKNOWLEDGED = 3.0
LATE = 0.3
ALONE_MEDIAN = 0.25
STATUS = 1.0


@dataclass(frozen=True)
class Rush:
    """What a rush came to. All waits in seconds: `acknowledged` of each first delivery, `status`
    and `cards` from the message to its sign of looking and its danger card, `alone` and
    `alone_status` of questions asked one at a time before the rush. `all_answered` from the first
    message to the last answer; `processor` seconds that the service took while messages came.
    """

    acknowledged: Waits
    status: Waits
    cards: Waits
    alone: Waits
    alone_status: Waits
    again: int
    unanswered: int
    all_answered: float
    processor: float

    def broken(self) -> Iterator[str]:
        """The promises that were not kept."""
        if self.again or self.acknowledged.longest >= ACKNOWLEDGED:
            yield f"every delivery is acknowledged within {ACKNOWLEDGED} s"
        if self.acknowledged.late >= LATE:
            yield f"99 of 100 deliveries are acknowledged within {LATE} s"
        if self.unanswered:
            yield "every question is answered"
        if self.alone.median >= ALONE_MEDIAN:
            yield f"on an idle machine an answer takes {ALONE_MEDIAN} s (median)"
        if max(self.alone_status.longest, self.status.longest) >= STATUS:
            yield f"the status is shown within {STATUS} s"

    def lines(self) -> Iterator[str]:
        """What was measured, one plain line each."""
        yield f"one at a time, answer   {self.alone}"
        yield f"one at a time, status   {self.alone_status}"
        yield f"rush, acknowledged      {self.acknowledged}; {self.again} delivered again"
        yield f"rush, status            {self.status}"
        yield f"rush, danger card       {self.cards}"
        yield f"rush, all answered      after {self.all_answered:.1f} s, in order in each thread; "
        yield f"                        {self.unanswered} unanswered"
        yield f"rush, processor         {self.processor:.1f} s while the messages came"


def questions() -> Iterator[str]:
    """The questions of the dev half of the evaluation, over and over."""
    rows = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return itertools.cycle([json.loads(row)["question"] for row in rows])


@dataclass
class Measuring:
    """One run in one workspace."""

    slack: LocalSlack
    deliveries: int
    per_second: float
    people: int = PEOPLE
    alone: int = 30
    questions: Iterator[str] = field(default_factory=questions)

    async def run(self, home: Path) -> Rush:
        """Start the product, ask one at a time, then all at once; wait for every answer."""
        async with serving(self.slack, home, connections=2) as process:
            await self._one_at_a_time(WARM_UP)
            alone, alone_status = await self._one_at_a_time(self.alone)
            before, used = len(answered(self.slack)), processor_seconds(process.pid)
            started = time.monotonic()
            texts = list(itertools.islice(self.questions, self.deliveries))
            asked, urgent = await asyncio.gather(
                burst(self.slack, texts, self.per_second, self.people), self._danger()
            )
            used = processor_seconds(process.pid) - used
            everything = [*asked, *urgent]
            for said in everything:
                await said.deliveries[0].finished(LONGEST_ANSWERS)
            expected = before + len(everything)
            while len(answered(self.slack)) < expected and time.monotonic() - started < (
                LONGEST_ANSWERS
            ):
                await asyncio.sleep(0.1)
            took = time.monotonic() - started
        return Rush(
            acknowledged=Waits.of(first_tries(everything)),
            status=Waits.of([self._status(said) for said in asked]),
            cards=Waits.of([self._card(said) for said in urgent]),
            alone=alone,
            alone_status=alone_status,
            again=again(everything),
            unanswered=expected - threads_in_order(self.slack),
            all_answered=took,
            processor=used,
        )

    async def _one_at_a_time(self, count: int) -> tuple[Waits, Waits]:
        """Each of somebody else: one person may ask ten a minute."""
        waits, statuses = list[float](), list[float]()
        for number, text in enumerate(itertools.islice(self.questions, count)):
            said = self.slack.person(f"U0A{number:03}").dm(text)
            answer = await self.slack.answer_to(said.message, timeout=60)
            waits.append(answer.at - said.message.at)
            statuses.append(self._status(said))
            await asyncio.sleep(PAUSE_SECONDS)
        return Waits.of(waits), Waits.of(statuses)

    async def _danger(self) -> list[Said]:
        """Somebody at risk each second of the rush, of other people than the questions."""
        said = list[Said]()
        for number in range(round(self.deliveries / self.per_second / DANGER_EVERY_SECONDS) or 1):
            await asyncio.sleep(DANGER_EVERY_SECONDS / 2)
            said.append(self.slack.person(f"U0R{number:03}").dm(DANGER))
            await asyncio.sleep(DANGER_EVERY_SECONDS / 2)
        return said

    def _status(self, said: Said) -> float:
        """Seconds to the first sign of looking in the message's thread after it."""
        message = said.message
        shown = (
            status.at - message.at
            for status in self.slack.workspace.statuses
            if status.thread_ts == message.root and status.status and status.at >= message.at
        )
        return next(shown, float("inf"))

    def _card(self, said: Said) -> float:
        """Seconds to the first post in the message's thread, which is its danger card."""
        first = self.slack.answers_to(said.message)
        return first[0].at - said.message.at if first else float("inf")


def processor_seconds(pid: int) -> float:
    """What a process has used, all threads; 0 where the system does not tell in /proc."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def measure(transport: str, deliveries: int, per_second: float) -> Rush:
    """One rush over one transport, with a fresh copy of a published home."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(published_home(), home)
        async with running(transport) as slack:
            return await Measuring(slack, deliveries, per_second).run(home)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios.rush", description=__doc__)
    parser.add_argument("--transport", choices=["socket", "http", "both"], default="both")
    parser.add_argument("--deliveries", type=int, default=1000)
    parser.add_argument("--per-second", type=float, default=100.0)
    chosen = parser.parse_args(arguments)
    broken = False
    for transport in ("socket", "http") if chosen.transport == "both" else (chosen.transport,):
        rush = asyncio.run(measure(transport, chosen.deliveries, chosen.per_second))
        sys.stdout.write(f"{transport}: {chosen.deliveries} at {chosen.per_second:g} a second\n")
        for line in rush.lines():
            sys.stdout.write(f"  {line}\n")
        for promise in rush.broken():
            broken = True
            sys.stdout.write(f"  NOT KEPT: {promise}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
