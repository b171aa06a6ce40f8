"""Take work while there is any, a few pieces at once; stop without dropping what is in hand."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, ParamSpec, TypeVar

from bot.delivery.backoff import Backoff
from bot.delivery.errors import LeaseLost, StoreUnavailable
from bot.delivery.fault import kind_of, place_of

log = logging.getLogger(__name__)
Work = TypeVar("Work")
P = ParamSpec("P")
T = TypeVar("T")
STORE_AWAY = Backoff(first=0.1, most=2.0)


@dataclass(frozen=True)
class Source(Generic[Work]):
    """Where work comes from. `claim` takes at most so many pieces; it and `release` block. `work`
    handles its own failures.
    """

    claim: Callable[[int], Sequence[Work]]
    work: Callable[[Work], Coroutine[None, None, None]]
    release: Callable[[], int]


@dataclass(frozen=True)
class LoopSettings:
    """`at_once`: the most pieces in hand. `lease_seconds`: how long the work of a process that died
    waits for another one. `attempts`: after so many that failed it is given up. `deaths`: so often
    may a process die with it in hand; a machine that restarts again and again takes innocent work
    down with it. `give_up_seconds`: so old it is given up while what it needs is away.
    `poll_seconds`: how often to look for what another process has put there. `stop_seconds`: how
    long a stop waits for what is in hand.
    """

    at_once: int = 8
    lease_seconds: float = 15.0
    attempts: int = 6
    deaths: int = 50
    give_up_seconds: float = 3600.0
    poll_seconds: float = 0.25
    stop_seconds: float = 10.0
    backoff: Backoff = field(default=Backoff(first=1.0, most=60.0))


class ClaimLoop(Generic[Work]):
    """What the worker and the sender are: any number may share a store, in one process or several,
    each with a name of its own. Runs on one event loop; the store's calls block, so they run on
    threads of its own.
    """

    def __init__(self, name: str, source: Source[Work], settings: LoopSettings) -> None:
        self._name = name
        self._source = source
        self._settings = settings
        self._threads = ThreadPoolExecutor(4, thread_name_prefix=name)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """There is new work. Call it on the event loop's thread."""
        self._woken.set()

    def stop(self) -> None:
        """Take nothing more; `run` then returns when what is in hand is finished or put back."""
        self._stopping = True
        self._woken.set()

    async def call(self, blocking: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking call on one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: blocking(*args, **kwargs))

    async def settle(self, blocking: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Record an outcome, for as long as it takes. None when it is no longer ours to record."""
        failures = 0
        while True:
            try:
                return await self.call(blocking, *args, **kwargs)
            except LeaseLost:
                log.info(
                    "%s: the work was taken over or changed; its outcome is dropped", self._name
                )
                return None
            except StoreUnavailable as error:
                failures += 1
                await self._store_away(error, failures)

    async def run(self) -> None:
        """Work until `stop`."""
        try:
            await self._take_work()
            if self._in_hand:
                await asyncio.wait(self._in_hand, timeout=self._settings.stop_seconds)
        finally:
            for task in self._in_hand:
                task.cancel()
            await asyncio.gather(*self._in_hand, return_exceptions=True)
            await self._put_back()
            self._threads.shutdown(wait=False)

    async def _take_work(self) -> None:
        failures = 0
        while not self._stopping:
            self._woken.clear()
            room = self._settings.at_once - len(self._in_hand)
            if room <= 0:
                await self._woken.wait()
                continue
            try:
                claimed = await self.call(self._source.claim, room)
            except StoreUnavailable as error:
                failures += 1
                await self._store_away(error, failures)
                continue
            failures = 0
            for work in claimed:
                self._begin(work)
            if not claimed:
                await self._idle()

    def _begin(self, work: Work) -> None:
        task = asyncio.create_task(self._source.work(work))
        self._in_hand.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s: %s at %s", self._name, kind_of(error), place_of(error))

    async def _idle(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), self._settings.poll_seconds)

    async def _store_away(self, error: StoreUnavailable, failures: int) -> None:
        log.warning("%s: %s", self._name, error)
        await asyncio.sleep(STORE_AWAY.seconds(failures))

    async def _put_back(self) -> None:
        try:
            count = await self.call(self._source.release)
        except StoreUnavailable as error:
            log.warning("%s: %s; leases run out by themselves", self._name, error)
        else:
            log.info("%s: stopped; %d put back", self._name, count)
