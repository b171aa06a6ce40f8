"""Readers follow the pointer without missing a question, and outlive whatever goes wrong."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bot.database.editions import EditionRepository
from bot.database.engine import open_database
from index.adapters.chroma import ChromaStores
from index.adapters.memory import MemoryRegister, MemoryStores
from index.edition import EditionId, EditionRecord, EditionRegister, edition_folder
from index.errors import NoEdition
from index.live import RETRY_SECONDS, LiveEdition
from index.publish import Publisher
from tests.index.publishing import publish, publisher, ticking, version

SWITCHES = 20
PUBLICATIONS = 4  # of the switches; each starts a process, which takes a second or more


def version_of(live: LiveEdition) -> str:
    with live.hold() as edition:
        return edition.paragraphs[0].text


def edition_says(number: int) -> str:
    return version(number).paragraphs[0].text


def trouble(live: LiveEdition) -> str:
    return live.problem or ""


def following(house: Publisher, clock: object = None) -> LiveEdition:
    if callable(clock):
        return LiveEdition(house.register, house.home, house.builder.stores, clock)
    return LiveEdition(house.register, house.home, house.builder.stores)


def test_nothing_published_is_told_as_such_until_something_is(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    live = following(house)
    with pytest.raises(NoEdition), live.hold():
        pass
    publish(house, version(1))
    assert version_of(live) == edition_says(1)
    live.close()


def test_a_reader_keeps_its_edition_through_a_switch_and_the_next_gets_the_new(
    tmp_path: Path,
) -> None:
    house = publisher(tmp_path, stores=ChromaStores())
    publish(house, version(1))
    live = following(house)
    with live.hold() as before:
        publish(house, version(2))
        assert live.refresh()
        with live.hold() as after:
            assert after.paragraphs[0].text == edition_says(2)
        assert before.paragraphs[0].text == edition_says(1)
        assert before.canary()  # its store is still open
        assert len(list((tmp_path / "editions").glob(".reading-*"))) == 2
    assert len(list((tmp_path / "editions").glob(".reading-*"))) == 1
    live.close()
    assert not list((tmp_path / "editions").glob(".reading-*"))


def test_the_background_thread_moves_over_within_a_second(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    publish(house, version(1))
    live = following(house)
    live.refresh()
    told = threading.Event()
    live.start(every_seconds=0.05, moved=told.set)
    assert not told.wait(0.2)
    publish(house, version(2))
    assert told.wait(10)
    assert version_of(live) == edition_says(2)
    live.close()


class Asker(threading.Thread):
    """Asks without pause; keeps what it was told and whatever went wrong."""

    def __init__(self, live: LiveEdition, stop: threading.Event) -> None:
        super().__init__()
        self.live, self.stop = live, stop
        self.seen: Counter[EditionId] = Counter()
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self.ask()
            except Exception as error:  # any at all is what the test is about
                self.wrong.append(repr(error))

    def ask(self) -> None:
        with self.live.hold() as edition:
            at = edition.vectors.shape[0] // 2
            found = edition.store.nearest(np.asarray(edition.vectors[at]), 3)
            owners = [edition.entry[entry_id].paragraph_id for entry_id, _ in found]
            if any(owner not in edition.by_id for owner in owners) or found[0][1] < 0.999:
                self.wrong.append(f"{edition.edition}: {found}")
            self.seen[edition.edition] += 1


def test_no_question_is_dropped_in_twenty_switches(tmp_path: Path, migrated_file: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "guidance.db")
    database = open_database(f"sqlite:///{tmp_path / 'guidance.db'}", ticking())
    house = publisher(tmp_path, EditionRepository(database), ChromaStores())
    publish(house, version(0))
    live = following(house)
    live.refresh()
    live.start(every_seconds=0.01)
    stop = threading.Event()
    askers = [Asker(live, stop) for _ in range(3)]
    for asker in askers:
        asker.start()
    for number in range(1, SWITCHES + 1):
        fresh = number <= PUBLICATIONS
        wanted = publish(house, version(number)).record if fresh else house.rollback("U1")
        until = time.monotonic() + 30
        while live.edition != wanted.edition and time.monotonic() < until:
            time.sleep(0.005)
        assert live.edition == wanted.edition
    stop.set()
    for asker in askers:
        asker.join()
    live.close()
    records = {record.edition for record in house.register.all()}
    database.close()
    assert [wrong for asker in askers for wrong in asker.wrong] == []
    seen = sum((asker.seen for asker in askers), Counter[EditionId]())
    assert seen.keys() == records
    assert not list((tmp_path / "editions").glob(".reading-*"))


class FailingRegister(MemoryRegister):
    """Loses its database on demand."""

    down = False

    def live(self) -> EditionRecord | None:
        if self.down:
            raise ConnectionError("no database")
        return super().live()


def test_a_register_that_cannot_be_read_stops_nobody(tmp_path: Path) -> None:
    register = FailingRegister(ticking())
    house = publisher(tmp_path, register)
    publish(house, version(1))
    live = following(house)
    live.refresh()
    register.down = True
    assert not live.refresh()
    assert "ConnectionError" in trouble(live)
    assert version_of(live) == edition_says(1)
    register.down = False
    live.refresh()
    assert trouble(live) == ""
    live.close()


def test_a_new_edition_that_is_damaged_leaves_readers_with_the_old(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    publish(house, version(1))
    seconds = [0.0]
    live = following(house, lambda: seconds[0])
    live.refresh()
    damaged = edition_folder(tmp_path, publish(house, version(2)).record.edition)
    sound = (damaged / "paragraphs.jsonl").read_bytes()
    (damaged / "paragraphs.jsonl").write_bytes(sound.replace(b"version 2", b"version 7"))
    assert not live.refresh()
    assert version_of(live) == edition_says(1)
    assert "paragraphs.jsonl" in trouble(live)
    (damaged / "paragraphs.jsonl").write_bytes(sound)
    assert not live.refresh()  # not tried again at every look
    seconds[0] += RETRY_SECONDS
    assert live.refresh()
    assert (version_of(live), trouble(live)) == (edition_says(2), "")
    live.close()


def test_a_start_on_a_damaged_edition_serves_the_last_good_one_and_says_so(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    publish(house, version(1))
    shutil.rmtree(edition_folder(tmp_path, publish(house, version(2)).record.edition))
    live = following(house)
    assert version_of(live) == edition_says(1)
    assert trouble(live)
    live.close()


def test_a_manifest_forged_with_its_files_is_not_served(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    forged = publish(house, version(1)).record
    other = publish(publisher(tmp_path / "elsewhere"), version(2)).record
    folder = edition_folder(tmp_path, forged.edition)
    shutil.rmtree(folder)
    shutil.copytree(edition_folder(tmp_path / "elsewhere", other.edition), folder)
    with pytest.raises(NoEdition), following(house).hold():
        pass


def test_pruning_an_edition_that_is_still_held_does_not_disturb_its_reader(tmp_path: Path) -> None:
    register: EditionRegister = MemoryRegister(ticking())
    house = publisher(tmp_path, register, MemoryStores())
    publish(house, version(1))
    live = following(house)
    with live.hold() as held:
        publish(house, version(2))
        live.refresh()
        assert house.prune(keep=1) == [held.edition]
        assert held.canary()
    live.close()
