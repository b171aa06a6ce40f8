"""A build that is killed at any moment leaves the live edition serving and nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from index.adapters.memory import MemoryRegister
from index.edition import EditionId
from index.folders import READING
from index.live import LiveEdition
from index.publish import Publisher
from tests.index.publishing import publish, publisher, version

KILLS = 12
ROOT = Path(__file__).parents[2]

# The builder as a process of its own: it says when it starts, then publishes with Chroma.
BUILDER = """
import sys
from pathlib import Path
from index.adapters.chroma import ChromaStores
from tests.index.publishing import publisher, version
house = publisher(Path(sys.argv[1]), stores=ChromaStores())
print("start", flush=True)
house.builder.build(version(int(sys.argv[2])))
print("built", flush=True)
"""


def start_build(home: Path, number: int) -> subprocess.Popen[str]:
    # A session of its own, so that the kill takes the child that writes Chroma with it.
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(home), str(number)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_after(build: subprocess.Popen[str], seconds: float) -> None:
    assert build.stdout is not None
    assert build.stdout.readline() == "start\n"
    time.sleep(seconds)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    build.stdout.close()


def seconds_of_a_build(home: Path) -> float:
    """How long a build takes here and now, left alone."""
    build = start_build(home, 1)
    assert build.stdout is not None
    assert build.stdout.readline() == "start\n"
    started = time.monotonic()
    assert build.stdout.readline() == "built\n"
    took = time.monotonic() - started
    build.wait()
    build.stdout.close()
    return took


def age_the_copies(home: Path) -> None:
    """Make dead readers' copies as old as they must be before they are swept."""
    for copy in (home / "editions").glob(f"{READING}*"):
        os.utime(copy, (0, 0))


def assert_serving(house: Publisher, live: LiveEdition, wanted: EditionId) -> None:
    live.refresh()
    with live.hold() as edition:
        assert edition.edition == wanted
        assert edition.canary()
    assert house.verify(wanted) == []


def test_killing_the_builder_never_harms_the_live_edition(tmp_path: Path) -> None:
    house = publisher(tmp_path, MemoryRegister(publisher(tmp_path).builder.now))
    wanted = publish(house, version(0)).record.edition
    live = LiveEdition(house.register, tmp_path, house.builder.stores)
    latest = seconds_of_a_build(tmp_path / "timed")
    left_behind = 0
    for number in range(1, KILLS + 1):
        kill_after(start_build(tmp_path, number), number * latest / KILLS)
        left_behind += len(list((tmp_path / "editions").glob(".build-*")))
        assert_serving(house, live, wanted)
    assert left_behind  # or the kills came at no moment that matters
    age_the_copies(tmp_path)
    house.sweep()
    assert [path.name for path in (tmp_path / "editions").iterdir() if path.is_dir()] == [wanted]
    after = publish(house, version(99)).record.edition
    assert_serving(house, live, after)
    live.close()


def test_a_killed_publisher_does_not_keep_the_next_one_out(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from index.folders import only_publisher\n"
        "with only_publisher(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    publish(publisher(tmp_path), version(1))


def test_the_copies_of_readers_that_died_are_swept_and_no_others(tmp_path: Path) -> None:
    program = (
        "import sys, os, signal; from pathlib import Path; from index.folders import PrivateCopy\n"
        "PrivateCopy(Path(sys.argv[1]), Path(sys.argv[2])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    source, home = tmp_path / "chroma", tmp_path / "home"
    source.mkdir()
    house = publisher(home)
    publish(house, version(1))
    editions = home / "editions"
    from index.folders import PrivateCopy  # noqa: PLC0415 - beside the program that uses it too

    alive = PrivateCopy(source, editions)
    subprocess.run(
        [sys.executable, "-c", program, str(source), str(editions)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    copies = list(editions.glob(".reading-*"))
    assert len(copies) == 2
    for copy in copies:
        os.utime(copy, (0, 0))  # as if a minute had passed
    house.sweep()
    assert list(editions.glob(".reading-*")) == [alive.folder]
    alive.remove()
