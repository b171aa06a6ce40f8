"""Re-indexing from the page: the `guidance index publish` command, run beside the service.

A process of its own, because embedding would slow every answer and hold half a gigabyte here; the
service notices the new edition by itself.
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread

log = logging.getLogger(__name__)
LONGEST_SECONDS = 3600
MOST_OUTPUT = 20_000  # characters kept of what the command says


@dataclass(frozen=True)
class Run:
    """One run. `status` is the command's exit status, None while it works; `output` its words."""

    what: str
    by: str
    started: datetime
    status: int | None = None
    output: str = ""


class Publication:
    """At most one run at a time; the last one is remembered until the next."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        now: Callable[[], datetime],
    ) -> None:
        """`command` is `guidance index publish` as a list of arguments."""
        self._command = tuple(command)
        self._environment = dict(environment)
        self._now = now
        self._lock = Lock()
        self._last: Run | None = None

    @property
    def last(self) -> Run | None:
        """The run in hand or the last one; None when there was none since the start."""
        return self._last

    def preview(self, by: str) -> bool:
        """Show what publishing would change. False while another run works."""
        return self._start("preview", by, "--dry-run")

    def publish(self, by: str) -> bool:
        """Publish. False while another run works."""
        return self._start("publish", by, "--by", by)

    def _start(self, what: str, by: str, *options: str) -> bool:
        with self._lock:
            if self._last is not None and self._last.status is None:
                return False
            run = self._last = Run(what, by, self._now())
        Thread(target=self._finish, args=(run, options), name="publication", daemon=True).start()
        return True

    def _finish(self, run: Run, options: Sequence[str]) -> None:
        try:
            done = subprocess.run(  # noqa: S603 - our own command, no shell
                [*self._command, *options],
                env=self._environment,
                capture_output=True,
                text=True,
                timeout=LONGEST_SECONDS,
                check=False,
            )
            status, output = done.returncode, done.stdout if done.returncode == 0 else done.stderr
        except (OSError, subprocess.SubprocessError) as error:
            log.error("%s failed", run.what, extra={"error": type(error).__name__})
            status, output = 1, "The command could not be run. The log has the cause."
        self._last = Run(run.what, run.by, run.started, status, output.strip()[:MOST_OUTPUT])
