"""How often one person may ask."""

from __future__ import annotations

from collections import deque

MINUTE = 60.0


class Pace:
    """A sliding minute a person, in this process. The same question tried again counts once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._asked: dict[str, deque[tuple[float, str]]] = {}

    def allows(self, person: str, question: str, now: float) -> bool:
        """Count this question; False when it is one too many within a minute."""
        asked = self._asked.setdefault(person, deque())
        while asked and now - asked[0][0] > MINUTE:
            asked.popleft()
        if any(known == question for _, known in asked):
            return True
        if len(asked) >= self._most:
            return False
        asked.append((now, question))
        self._forget(now)
        return True

    def _forget(self, now: float) -> None:
        """People who asked nothing for a minute take no memory."""
        if len(self._asked) > 10_000:
            self._asked = {
                person: asked
                for person, asked in self._asked.items()
                if asked and now - asked[-1][0] <= MINUTE
            }
