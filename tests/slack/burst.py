"""Many messages of many people, evenly, and what became of them."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.slack.local_slack import LocalSlack
from tests.slack.people import Said
from tests.slack.state import Message

PEOPLE = 200


@dataclass(frozen=True)
class Waits:
    """The median, the 99th percentile and the longest of some waits, in seconds."""

    median: float
    late: float
    longest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Waits:
        """Of at least one wait."""
        ordered = sorted(seconds)
        return cls(statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1])

    def __str__(self) -> str:
        return f"median {self.median:.3f} s, p99 {self.late:.3f} s, longest {self.longest:.3f} s"


async def burst(
    slack: LocalSlack, texts: Sequence[str], per_second: float, people: int = PEOPLE
) -> list[Said]:
    """Direct messages of so many people in turn; each goes on in their own thread."""
    writing = [slack.person(f"U0P{number:03}") for number in range(people)]
    loop, asked, roots = asyncio.get_running_loop(), list[Said](), dict[int, str]()
    started = loop.time()
    for number, text in enumerate(texts):
        await asyncio.sleep(max(0.0, started + number / per_second - loop.time()))
        who = number % people
        said = writing[who].dm(text, thread_ts=roots.get(who))
        roots.setdefault(who, said.message.ts)
        asked.append(said)
    return asked


def first_tries(asked: Sequence[Said]) -> list[float]:
    """Seconds until each message's first delivery was acknowledged, or given up by Slack."""
    return [said.deliveries[0].attempts[0].seconds for said in asked]


def again(asked: Sequence[Said]) -> int:
    """How many had to be delivered a second time."""
    return sum(len(said.deliveries[0].attempts) > 1 for said in asked)


def answered(slack: LocalSlack) -> list[tuple[Message, str]]:
    """Every answer with its dedup key, danger cards aside, in the order posted."""
    posted = (
        (message, str(message.metadata["event_payload"]["dedup_key"]))
        for message in slack.workspace.messages
        if message.by_bot and message.metadata
    )
    return [(message, key) for message, key in posted if not key.endswith("-danger")]


def threads_in_order(slack: LocalSlack) -> int:
    """How many answers there are, once every thread's came in the order of its questions, once
    each.
    """
    answers: dict[str, list[int]] = {}
    for message, key in answered(slack):
        answers.setdefault(message.root, []).append(int(key.split("-")[1]))
    assert all(numbers == sorted(set(numbers)) for numbers in answers.values())
    return sum(map(len, answers.values()))
