"""The sender: posts what the outbox plans, and looks before it posts anything a second time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.claim_loop import ClaimLoop, LoopSettings, Source
from bot.delivery.fault import kind_of
from bot.delivery.messenger import (
    CannotTell,
    Doubtful,
    Messenger,
    RateLimited,
    Refused,
    SendOutcome,
    Sent,
    Unreached,
)
from bot.delivery.outbox import IfUnsure, InHand, Outbox

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SenderSettings(LoopSettings):
    """`call_seconds` bounds one call of the messenger; two of them fit in `lease_seconds`.

    `look_again_seconds`: a message may not be readable at once, so one that is not found is looked
    for twice. `attempts` bounds doubtful sends of a post that is known not to be there; a process
    that dies while sending counts as one.
    """

    lease_seconds: float = 30.0
    attempts: int = 50
    give_up_seconds: float = 6 * 3600.0
    poll_seconds: float = 0.1
    call_seconds: float = 12.0
    look_again_seconds: float = 5.0


class Sender(ClaimLoop[InHand]):
    """Sends the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        messenger: Messenger,
        *,
        name: str,
        now: Callable[[], datetime],
        settings: SenderSettings | None = None,
    ) -> None:
        known = settings or SenderSettings()
        super().__init__(
            name,
            Source(
                claim=lambda most: outbox.claim_all(name, known.lease_seconds, most),
                work=self._work,
                release=lambda: outbox.release(name),
            ),
            known,
        )
        self._outbox = outbox
        self._messenger = messenger
        self._now = now
        self._sending = known

    async def _work(self, held: InHand) -> None:
        if held.doubtful:
            ready = await self._look(held) if not held.post.method.repeatable else held
            if ready is None:
                return
            marked = await self.settle(self._outbox.mark_sending, ready)
            if marked is None:
                return
            held = marked
        await self._record(held, await self._send(held))

    async def _send(self, held: InHand) -> SendOutcome:
        try:
            async with asyncio.timeout(self._sending.call_seconds):
                return await self._messenger.send(held)
        except Exception as error:  # whatever it was, the message may have arrived
            return Doubtful(kind_of(error))

    async def _record(self, held: InHand, outcome: SendOutcome) -> None:
        settle, outbox = self.settle, self._outbox
        match outcome:
            case Sent(ts):
                await settle(outbox.sent, held, ts)
            case RateLimited(seconds, everywhere):
                await settle(outbox.rate_limited, held, seconds, everywhere=everywhere)
            case Refused(code):
                await self._give_up(held, code)
            case Unreached(kind):
                await self._later(held, kind, outbox.not_sent)
            case Doubtful(kind) if held.attempt >= self._settings.attempts:
                await self._give_up(held, kind)
            case Doubtful(kind):
                await self._later(held, kind, outbox.doubtful)

    async def _look(self, held: InHand) -> InHand | None:
        """Look for a doubtful post. The post when it must be sent again, else None."""
        try:
            async with asyncio.timeout(self._sending.call_seconds):
                found = await self._messenger.find(held)
        except Exception as error:  # not looking is not a reason to send
            await self._later(held, kind_of(error), self._outbox.doubtful)
            return None
        match found:
            case Sent() | RateLimited():
                await self._record(held, found)
            case CannotTell(kind) if not _may_repeat(held):
                await self._give_up(held, f"unsure_{kind}")
            case None if held.looks == 0:
                again = self._sending.look_again_seconds
                await self.settle(self._outbox.looked, held, again)
            case _:
                return held
        return None

    async def _later(
        self, held: InHand, kind: str, put_back: Callable[[InHand, str, float], None]
    ) -> None:
        log.warning("post %d, attempt %d: %s", held.outbox_id, held.attempt, kind)
        if (self._now() - held.planned).total_seconds() > self._settings.give_up_seconds:
            await self._give_up(held, kind)
            return
        delay = self._settings.backoff.seconds(max(1, held.attempt))
        await self.settle(put_back, held, kind, delay)

    async def _give_up(self, held: InHand, code: str) -> None:
        log.error("post %d: given up: %s", held.outbox_id, code)
        await self.settle(self._outbox.dead, held, code, self._messenger.instead(held, code))
        self.wake()


def _may_repeat(held: InHand) -> bool:
    """Whether to send again what nobody can look up."""
    if held.post.if_unsure is IfUnsure.AGAIN:
        return True
    return held.post.if_unsure is IfUnsure.ONCE_MORE and held.attempt < 2
