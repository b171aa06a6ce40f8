"""Whose turn it is to write to SQLite, inside one process: acknowledgements go first."""

from __future__ import annotations

import threading
import time


class WriterTurn:
    """A lock with two queues. Somebody urgent waits for the write in progress, never for the
    others that wait: Slack gives an acknowledgement three seconds, and a burst of questions brings
    four more writes for each.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._urgent = 0

    def take(self, wait_seconds: float, *, urgent: bool = False) -> bool:
        """Wait for the turn, at most so long; False when it did not come."""
        until = time.monotonic() + wait_seconds
        with self._changed:
            self._urgent += urgent
            try:
                while self._taken or (self._urgent and not urgent):
                    left = until - time.monotonic()
                    if left <= 0 or not self._changed.wait(left):
                        return False
                self._taken = True
                return True
            finally:
                self._urgent -= urgent
                self._changed.notify_all()

    def give_back(self) -> None:
        """End the turn."""
        with self._changed:
            self._taken = False
            self._changed.notify_all()
