"""Screening in a process of its own: reading one message never holds up acknowledging the next.

One interpreter runs one thread at a time, and screening a message takes it longer than everything
else that is done before the acknowledgement (decision 16).
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from bot.screening.context_reader import SecondReader
from bot.screening.screened import Screened
from bot.screening.screener import RuleScreener

log = logging.getLogger(__name__)

LONGEST_SCREENING_SECONDS = 1.5
"""The longest message, full of names, takes half of it; a process that takes longer hangs. Slack
waits three seconds, and the message is still to be screened here and stored."""
RESTART_SECONDS = 30.0
SPAWN = multiprocessing.get_context("spawn")
"""A fork would copy locks that other threads of ours hold."""

KnownText = tuple[str, ...] | None
NamesAgain = Callable[[], SecondReader | None]
READY = "ready"


@dataclass
class _Child:
    """The process, our end of its pipe, and the public text that it knows names from."""

    process: BaseProcess
    connection: Connection
    known_text: KnownText
    ready: bool = False


class ScreeningProcess:
    """A `Screener` that has its rules read by another process, and reads by itself while that one
    is starting or lost. It follows the public names that `rules` learns. Any thread may call it;
    messages are read one at a time. The text is in a pipe and in memory, never on a disk.
    """

    def __init__(
        self,
        rules: RuleScreener,
        names_again: NamesAgain,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`names_again`, a function of a module, makes the process's second reader of names."""
        self._rules = rules
        self._names_again = names_again
        self._clock = clock
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._started = float("-inf")

    @property
    def pid(self) -> int | None:
        """The process's id, None while there is none."""
        child = self._child
        return None if child is None else child.process.pid

    @property
    def running_apart(self) -> bool:
        """Whether the process has begun to answer."""
        child = self._child
        return child is not None and child.ready

    def start(self) -> None:
        """Start the process without waiting until it is ready."""
        with self._turn:
            self._start()

    def screen(self, text: str) -> Screened:
        """Screen a message as received. Never raises."""
        with self._turn:
            try:
                child = self._ready_child()
                if child is not None:
                    return _asked(child, text)
            except (EOFError, OSError) as error:
                self._lose(type(error).__name__)
        return self._rules.screen(text)

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()
            self._started = float("inf")

    def _ready_child(self) -> _Child | None:
        """The process, when it is there and ready, knowing what `rules` knows."""
        if self._child is None and self._clock() - self._started >= RESTART_SECONDS:
            self._start()
        child = self._child
        if child is None:
            return None
        if not child.ready:
            child.ready = child.connection.poll() and child.connection.recv() == READY
            return child if child.ready else None
        if child.known_text is not self._rules.known_text:
            child.known_text = self._rules.known_text
            child.connection.send(child.known_text)
        return child

    def _start(self) -> None:
        self._started = self._clock()  # before what may fail, so that it is not tried at once again
        ours, theirs = SPAWN.Pipe()
        known_text = self._rules.known_text
        process = SPAWN.Process(
            target=serve,
            args=(theirs, known_text, self._names_again),
            name="screening",
            daemon=True,
        )
        process.start()
        theirs.close()  # so that ours ends when the process does
        self._child = _Child(process, ours, known_text)

    def _lose(self, why: str) -> None:
        log.error("the screening process is lost; screening here", extra={"error_kind": why})
        self._end()

    def _end(self) -> None:
        if self._child is not None:
            self._child.connection.close()
            self._child.process.kill()
            self._child.process.join()
            self._child = None


def _asked(child: _Child, text: str) -> Screened:
    """Raises EOFError or OSError when the process is gone or hangs."""
    child.connection.send(text)
    if not child.connection.poll(LONGEST_SCREENING_SECONDS):
        raise TimeoutError
    screened = child.connection.recv()
    if not isinstance(screened, Screened):
        raise EOFError
    return screened


def serve(connection: Connection, known_text: KnownText, names_again: NamesAgain) -> None:
    """What the process does until the other end of the pipe is closed, or its owner has died: a
    text is answered, a tuple or None is the published text to know public names from.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner ends us when it has finished
    rules = RuleScreener(known_text, names_again())
    try:
        connection.send(READY)
        while True:
            message = connection.recv()
            if isinstance(message, str):
                connection.send(rules.screen(message))
            else:
                rules.learn(message)
    except (EOFError, OSError):
        return
