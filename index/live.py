"""The live edition: follows the register's pointer and lends the edition it points at."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.edition import EditionId, EditionRecord, EditionRegister, EditionState, edition_folder
from index.errors import IndexFailed, NoEdition
from index.open_edition import OpenEdition, open_edition
from index.store import VectorStores

log = logging.getLogger(__name__)
RETRY_SECONDS = 30.0


@dataclass
class _Lent:
    """An open edition and how many hold it; closed when it is replaced and the last lets go."""

    edition: OpenEdition
    holders: int = 0
    replaced: bool = False


class LiveEdition:
    """Lends the live edition to many threads. A switch never waits for a reader nor a reader for a
    switch: the new edition is opened and checked beside the old one, then one reference moves.
    """

    def __init__(
        self,
        register: EditionRegister,
        home: Path,
        stores: VectorStores,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._register = register
        self._home = home
        self._stores = stores
        self._clock = clock
        self._lock = threading.Lock()  # guards what is lent; held for moments only
        self._following = threading.Lock()  # one thread at a time opens an edition
        self._lent: _Lent | None = None
        self._failed: dict[EditionId, float] = {}
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem: str | None = None

    @contextmanager
    def hold(self) -> Iterator[OpenEdition]:
        """The live edition, which stays open until the block ends. Raises `NoEdition`."""
        lent = self._take()
        if lent is None:
            self.refresh()
            lent = self._take()
        if lent is None:
            raise NoEdition
        try:
            yield lent.edition
        finally:
            self._let_go(lent)

    @property
    def edition(self) -> EditionId | None:
        """The id of the edition that is lent now."""
        lent = self._lent
        return None if lent is None else lent.edition.edition

    def refresh(self) -> bool:
        """Look at the pointer and move over when it points elsewhere; true when it moved. Trouble
        is logged and kept in `problem`, and the edition that is open goes on being lent.
        """
        with self._following:
            try:
                record = self._register.live()
                if record is None or record.edition == self.edition:
                    self.problem = None if record else self.problem
                    return False
                return self._move(record)
            except Exception as error:
                self._trouble(f"the register of editions cannot be read: {type(error).__name__}")
                return False

    def start(self, every_seconds: float = 1.0, moved: Callable[[], None] = lambda: None) -> None:
        """Follow the pointer in a background thread until `close`. `moved` is called there each
        time another edition has become the one that is lent; it may not raise.
        """
        self._thread = threading.Thread(
            target=self._follow, args=(every_seconds, moved), name="live-edition", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop following and close the edition once its last holder lets go."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
        self._swap(None)

    def _follow(self, every_seconds: float, moved: Callable[[], None]) -> None:
        while not self._stopped.wait(every_seconds):
            if self.refresh():
                moved()

    def _move(self, record: EditionRecord) -> bool:
        opened = self._open(record)
        if opened is not None:
            self.problem = None
        elif self._lent is None:
            opened = self._open_earlier(record)
        if opened is None:
            return False
        self._swap(opened)
        log.info("edition %s is live", opened.edition)
        return True

    def _open(self, record: EditionRecord) -> OpenEdition | None:
        if self._clock() < self._failed.get(record.edition, float("-inf")):
            return None
        try:
            folder = edition_folder(self._home, record.edition)
            opened = open_edition(folder, self._stores, record.digest)
        except (IndexFailed, OSError, MemoryError) as error:
            self._failed[record.edition] = self._clock() + RETRY_SECONDS
            self._trouble(f"edition {record.edition} cannot be opened: {error}")
            return None
        self._failed.pop(record.edition, None)
        return opened

    def _open_earlier(self, live: EditionRecord) -> OpenEdition | None:
        """At the start, when the live edition will not open: the last good one before it."""
        retired = [one for one in self._register.all() if one.state is EditionState.RETIRED]
        for record in retired:
            if record.edition != live.edition and (opened := self._open(record)) is not None:
                self._trouble(f"serving {record.edition}, as {live.edition} cannot be opened")
                return opened
        return None

    def _swap(self, opened: OpenEdition | None) -> None:
        with self._lock:
            before, self._lent = self._lent, None if opened is None else _Lent(opened)
            idle = before is not None and before.holders == 0
            if before is not None:
                before.replaced = True
        if before is not None and idle:
            _close(before.edition)

    def _take(self) -> _Lent | None:
        with self._lock:
            if self._lent is not None:
                self._lent.holders += 1
            return self._lent

    def _let_go(self, lent: _Lent) -> None:
        with self._lock:
            lent.holders -= 1
            last = lent.replaced and lent.holders == 0
        if last:
            _close(lent.edition)

    def _trouble(self, problem: str) -> None:
        if problem != self.problem:
            log.error("%s", problem)
        self.problem = problem


def _close(edition: OpenEdition) -> None:
    try:
        edition.close()
    except IndexFailed as error:
        log.warning("edition %s did not close: %s", edition.edition, error)
