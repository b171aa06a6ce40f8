"""The worker: claims deliveries, has them handled, and plans the posts that answer them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from bot.delivery.claim_loop import ClaimLoop, LoopSettings, Source
from bot.delivery.errors import CannotHandle, LeaseLost, NotNow, StoreUnavailable
from bot.delivery.fault import kind_of, place_of
from bot.delivery.inbox import Claimed, Inbox
from bot.delivery.outbox import Post

log = logging.getLogger(__name__)


class Handler(Protocol):
    """What is done with a delivery. May run again after a crash: derive ids from `inbox_id`."""

    async def handle(self, claimed: Claimed) -> Sequence[Post]:
        """The posts that answer it. Raise CannotHandle when no retry will mend it, NotNow to wait
        without an attempt being counted; any other exception is tried again. Cancelled when the
        question is edited or deleted meanwhile.
        """
        ...

    def apologise(self, claimed: Claimed) -> Sequence[Post]:
        """What to say when the delivery is given up."""
        ...


class Worker(ClaimLoop[Claimed]):
    """Works the inbox."""

    def __init__(
        self,
        inbox: Inbox,
        handler: Handler,
        *,
        name: str,
        planned: Callable[[], None],
        settings: LoopSettings | None = None,
    ) -> None:
        """`planned` is called when posts were planned, to wake the sender."""
        known = settings or LoopSettings()
        super().__init__(
            name,
            Source(
                claim=lambda most: inbox.claim_all(name, known.lease_seconds, most),
                work=self._work,
                release=lambda: inbox.release(name),
            ),
            known,
        )
        self._inbox = inbox
        self._handler = handler
        self._planned = planned

    async def _work(self, claimed: Claimed) -> None:
        if claimed.attempt > self._settings.deaths:
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
        except NotNow as error:
            await self._wait(claimed, error)
        except StoreUnavailable as error:
            await self._wait(claimed, NotNow(error.cause))
        except CannotHandle as error:
            await self._give_up(claimed, error.reason)
        except Exception as error:  # a handler's surprise is one delivery's failure
            await self._failed(claimed, error)
        else:
            await self.settle(self._inbox.finish, claimed, posts)
            self._planned()

    async def _wait(self, claimed: Claimed, error: NotNow) -> None:
        """Later: when asked to, or after a quarter of the delivery's age, within the back-off."""
        log.warning("delivery %d: waits: %s", claimed.inbox_id, error.kind)
        if claimed.waited > self._settings.give_up_seconds:
            await self._give_up(claimed, error.kind)
            return
        backoff = self._settings.backoff
        delay = error.seconds or min(backoff.most, max(backoff.first, claimed.waited / 4))
        put_back = partial(self._inbox.retry_later, counted=False)
        await self.settle(put_back, claimed, error.kind, delay)

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
        await self.settle(self._inbox.retry_later, claimed, kind, delay)

    async def _give_up(self, claimed: Claimed, error_kind: str) -> None:
        log.error("delivery %d: given up: %s", claimed.inbox_id, error_kind)
        try:
            apology = self._handler.apologise(claimed)
        except Exception as error:
            log.error("delivery %d: no apology: %s", claimed.inbox_id, kind_of(error))
            apology = ()
        await self.settle(self._inbox.give_up, claimed, error_kind, apology)
        self._planned()

    async def _keep_lease(self, claimed: Claimed, handling: asyncio.Future[Sequence[Post]]) -> None:
        while True:
            await asyncio.sleep(self._settings.lease_seconds / 3)
            try:
                await self.call(self._inbox.extend, claimed, self._settings.lease_seconds)
            except LeaseLost:
                handling.cancel()
                return
            except StoreUnavailable as error:
                log.warning("delivery %d: lease not prolonged: %s", claimed.inbox_id, error)


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
