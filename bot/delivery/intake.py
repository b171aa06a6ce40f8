"""Where the edge hands a delivery in: stored, committed, before the call returns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.delivery.errors import StoreUnavailable
from bot.delivery.inbox import Accepted, Delivery, Duplicate, Inbox

Result = Accepted | Duplicate
MOST_AT_ONCE = 200


class Intake:
    """Deliveries that arrive while one commit is under way share the next one: under load the disk
    is asked once for many. Runs on one event loop, and blocks it never.
    """

    def __init__(self, inbox: Inbox, wake: Callable[[], None]) -> None:
        self._inbox = inbox
        self._wake = wake
        self._waiting: list[tuple[Delivery, asyncio.Future[Result]]] = []
        self._storing: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")

    async def accept(self, delivery: Delivery) -> Result:
        """Store a delivery once, and wake the worker.

        Raises:
            NotStored: it is not on disk. Do not acknowledge; it will be sent again.
        """
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, done))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store())
        return await done

    async def close(self) -> None:
        """Wait for what is being stored."""
        if self._storing is not None:
            await self._storing
        self._thread.shutdown(wait=False)

    async def _store(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                results = await self._accept([delivery for delivery, _ in batch])
            except StoreUnavailable as error:
                for _, done in batch:
                    _settle(done, error)
            except Exception as error:  # one bad delivery must not take others down
                await self._one_by_one(batch, error)
            else:
                for (_, done), result in zip(batch, results, strict=True):
                    _settle(done, result)
                self._wake()

    async def _one_by_one(
        self, batch: list[tuple[Delivery, asyncio.Future[Result]]], error: Exception
    ) -> None:
        for delivery, done in batch:
            try:
                _settle(done, error if len(batch) == 1 else (await self._accept([delivery]))[0])
            except Exception as its_own:
                _settle(done, its_own)
        self._wake()

    async def _accept(self, deliveries: list[Delivery]) -> list[Result]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._inbox.accept_all, deliveries)


def _settle(done: asyncio.Future[Result], result: Result | Exception) -> None:
    if done.done():
        return  # the caller went away; what is stored stays stored
    if isinstance(result, Exception):
        done.set_exception(result)
    else:
        done.set_result(result)
