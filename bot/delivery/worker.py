"""The worker: claims deliveries, has them handled, and plans the posts that answer them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.delivery.backoff import Backoff
from bot.delivery.claim_loop import ClaimLoop, Rounds, Source
from bot.delivery.errors import CannotHandle, LeaseLost, StoreUnavailable
from bot.delivery.fault import kind_of, place_of
from bot.delivery.inbox import Claimed, Inbox
from bot.delivery.outbox import Post

log = logging.getLogger(__name__)


class Handler(Protocol):
    """What is done with a delivery. May run again after a crash: derive ids from `inbox_id`."""

    async def handle(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that answer it. Raise CannotHandle when no retry will mend it; any other
        exception is tried again. Cancelled when the question is edited or deleted meanwhile.
        """
        ...

    def apologise(self, claimed: Claimed) -> Sequence[Post]:
        """What to say when the delivery is given up."""
        ...


@dataclass(frozen=True)
class WorkerSettings:
    """`lease_seconds` is also how long the work of a process that died waits for another one."""

    at_once: int = 8
    lease_seconds: float = 15.0
    attempts: int = 6
    poll_seconds: float = 0.25
    stop_seconds: float = 10.0
    backoff: Backoff = field(default=Backoff(first=1.0, most=60.0))


class Worker:
    """Any number may share an inbox, in one process or several; each needs its own name."""

    def __init__(
        self,
        inbox: Inbox,
        handler: Handler,
        *,
        name: str,
        planned: Callable[[], None],
        settings: WorkerSettings | None = None,
    ) -> None:
        """`planned` is called when posts were planned, to wake the sender."""
        self._inbox = inbox
        self._handler = handler
        self._planned = planned
        self._settings = settings or WorkerSettings()
        known = self._settings
        self._loop = ClaimLoop(
            name,
            Source(
                claim=lambda most: inbox.claim_all(name, known.lease_seconds, most),
                work=self._work,
                release=lambda: inbox.release(name),
            ),
            Rounds(known.at_once, known.poll_seconds, known.stop_seconds),
        )

    async def run(self) -> None:
        """Work until `stop`."""
        await self._loop.run()

    def wake(self) -> None:
        """A delivery was accepted."""
        self._loop.wake()

    def stop(self) -> None:
        """Take nothing more; `run` returns when all in hand is finished or put back."""
        self._loop.stop()

    async def _work(self, claimed: Claimed) -> None:
        if claimed.attempt > self._settings.attempts:
            await self._give_up(claimed, "stopped_the_process")
            return
        handling = asyncio.ensure_future(self._handler.handle(claimed))
        beating = asyncio.create_task(self._keep_lease(claimed, handling))
        try:
            await self._outcome(claimed, handling)
        finally:
            beating.cancel()
            handling.cancel()

    async def _outcome(self, claimed: Claimed, handling: asyncio.Future[Sequence[Post]]) -> None:
        try:
            posts = await handling
        except asyncio.CancelledError:
            if not handling.cancelled() or _being_cancelled():
                raise
            log.info("delivery %d: edited, deleted or taken over", claimed.inbox_id)
        except CannotHandle as error:
            await self._give_up(claimed, error.reason)
        except Exception as error:  # a handler's surprise is one delivery's failure
            await self._failed(claimed, error)
        else:
            await self._loop.settle(self._inbox.finish, claimed, posts)
            self._planned()

    async def _failed(self, claimed: Claimed, error: Exception) -> None:
        kind = kind_of(error)
        log.warning(
            "delivery %d, attempt %d: %s at %s",
            claimed.inbox_id,
            claimed.attempt,
            kind,
            place_of(error),
        )
        if claimed.attempt >= self._settings.attempts:
            await self._give_up(claimed, kind)
            return
        delay = self._settings.backoff.seconds(claimed.attempt)
        await self._loop.settle(self._inbox.retry_later, claimed, kind, delay)

    async def _give_up(self, claimed: Claimed, error_kind: str) -> None:
        log.error("delivery %d: given up: %s", claimed.inbox_id, error_kind)
        try:
            apology = self._handler.apologise(claimed)
        except Exception as error:
            log.error("delivery %d: no apology: %s", claimed.inbox_id, kind_of(error))
            apology = ()
        await self._loop.settle(self._inbox.give_up, claimed, error_kind, apology)
        self._planned()

    async def _keep_lease(self, claimed: Claimed, handling: asyncio.Future[Sequence[Post]]) -> None:
        while True:
            await asyncio.sleep(self._settings.lease_seconds / 3)
            try:
                await self._loop.call(self._inbox.extend, claimed, self._settings.lease_seconds)
            except LeaseLost:
                handling.cancel()
                return
            except StoreUnavailable as error:
                log.warning("delivery %d: lease not prolonged: %s", claimed.inbox_id, error)


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
