"""Slack's rate limits: a bucket a method and, for posting, one a channel."""

from __future__ import annotations

from dataclasses import dataclass

from tests.slack.clock import Clock

PER_MINUTE = {"T1": 1, "T2": 20, "T3": 50, "T4": 100, "special": 600}
CHANNEL_BURST = 5


@dataclass
class Bucket:
    """Tokens that refill at `per_second` up to `size`."""

    size: float
    per_second: float
    tokens: float
    filled: float

    def take(self, now: float) -> float:
        """0 when a token was there, otherwise the seconds until one is."""
        self.tokens = min(self.size, self.tokens + (now - self.filled) * self.per_second)
        self.filled = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.per_second


class RateLimits:
    """Off unless `on`: most tests are about something else."""

    def __init__(self, clock: Clock) -> None:
        self.on = False
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def wait(self, method: str, tier: str, channel: str | None) -> float:
        """Seconds to wait before this call is allowed; 0 when it is allowed now."""
        if not self.on:
            return 0.0
        per_minute = PER_MINUTE[tier]
        left = self._take(method, max(per_minute, 5), per_minute / 60)
        if method in {"chat.postMessage", "chat.postEphemeral"} and channel:
            left = max(left, self._take(f"{method} {channel}", CHANNEL_BURST, 1.0))
        return left

    def _take(self, name: str, size: float, per_second: float) -> float:
        now = self._clock.now()
        bucket = self._buckets.setdefault(name, Bucket(size, per_second, size, now))
        return bucket.take(now)
