"""A private PostgreSQL cluster in a temporary folder, for one test run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

START_SECONDS = 60


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


class PrivatePostgresql:
    """Started by the constructor; reachable only over a socket in its own folder."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        """`durable` waits for the disk at each commit, as in earnest; tests need not."""
        self._binaries = binaries
        self._fsync = "on" if durable else "off"
        self.folder = Path(tempfile.mkdtemp(prefix="guidance-postgresql-"))
        # PostgreSQL refuses to run as root; Debian's package comes with a user of its own.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        data = str(self.folder / "data")
        options = ["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(
            [str(binaries / "initdb"), "-D", data, *options],
            user=self._user,
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        self._start()

    def _start(self) -> None:
        socket = f"unix_socket_directories={self.folder}"
        options = ["-c", "listen_addresses=", "-c", socket, "-c", f"fsync={self._fsync}"]
        self._server = subprocess.Popen(
            [str(self._binaries / "postgres"), "-D", str(self.folder / "data"), *options],
            user=self._user,
            cwd=self.folder,
            stderr=(self.folder / "log").open("ab"),
        )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until or self._server.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def create(self, database: str, template: str = "template1") -> str:
        """Make a database, a copy of `template`; returns its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            names = map(sql.Identifier, (database, template))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        return self.url(database)

    def restart(self) -> None:
        """Stop at once, dropping every connection, and start again."""
        self._halt()
        self._start()

    def stop(self) -> None:
        """Stop, and remove the folder."""
        self._halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _halt(self) -> None:
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(START_SECONDS)
