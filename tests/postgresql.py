"""A private PostgreSQL cluster in a temporary folder, for one test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def find_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


class PrivatePostgresql:
    """Started by the constructor; reachable only over a socket in its own folder."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="guidance-postgresql-"))
        # PostgreSQL refuses to run as root; Debian's package comes with a user of its own.
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as_user:
            shutil.chown(self.folder, "postgres")
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
        self._control("start", self._options())

    def _options(self) -> str:
        return f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def create(self, database: str) -> str:
        """Make an empty database; returns its address."""
        self._run("createdb", "-h", self.folder, "-U", "postgres", database)
        return self.url(database)

    def restart(self) -> None:
        """Stop at once, dropping every connection, and start again."""
        self._control("restart", self._options(), "-m", "immediate")

    def stop(self) -> None:
        """Stop, and remove the folder."""
        self._control("stop", None, "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, verb: str, options: str | None, *more: str) -> None:
        start = ["-o", options] if options else []
        log = self.folder / "log"
        self._run("pg_ctl", verb, "-w", "-D", self.folder / "data", "-l", log, *start, *more)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [*self._as_user, str(self._binaries / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}")
