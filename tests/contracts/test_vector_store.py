"""What every vector store promises, and that Chroma finds what exact search finds."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.adapters.bert import BertEncoder
from index.adapters.chroma import ChromaStores
from index.adapters.chroma_server import ChromaServerStores
from index.adapters.memory import MemoryStores
from index.encoder import Vectors
from index.errors import StoreFailed
from index.files import ENTRIES, VECTORS, read_vectors
from index.sentences import sentence_spans
from index.store import VectorStore, VectorStores
from index.verify import digests

DOCUMENT = Path(__file__).parents[2] / "corpus" / "documents" / "one-year-on-2010.txt"
SENTENCES = 250


def write_edition(folder: Path, vectors: Vectors) -> list[str]:
    """The two files a store is written from."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"entry-{number}" for number in range(len(vectors))]
    np.save(folder / VECTORS, vectors, allow_pickle=False)
    (folder / ENTRIES).write_text("".join(json.dumps({"entry_id": one}) + "\n" for one in ids))
    return ids


@pytest.fixture(scope="module")
def real_vectors() -> Vectors:
    """The vectors of real sentences: an approximate index behaves otherwise on random ones."""
    text = DOCUMENT.read_text(encoding="utf-8")
    spans = itertools.islice(sentence_spans(text), 40, 40 + SENTENCES)
    return BertEncoder().encode([" ".join(text[start:end].split()) for start, end in spans])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).parent / "chroma"
    folder = tmp_path_factory.mktemp("server")
    command = [str(chroma), "run", "--path", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module", params=["memory", "chroma", "chroma server"])
def stores(request: pytest.FixtureRequest) -> VectorStores:
    if request.param == "memory":
        return MemoryStores()
    if request.param == "chroma":
        return ChromaStores()
    return ChromaServerStores(request.getfixturevalue("server"))


@pytest.fixture(scope="module")
def folder(
    stores: VectorStores, real_vectors: Vectors, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("editions") / "one"
    ids = write_edition(folder, real_vectors)
    stores.write(folder, ids, range(len(ids)))
    return folder


@pytest.fixture
def store(stores: VectorStores, folder: Path) -> Iterator[VectorStore]:
    opened = stores.open(folder)
    yield opened
    opened.close()


def test_each_entry_is_found_by_its_own_vector(store: VectorStore, real_vectors: Vectors) -> None:
    assert store.count() == SENTENCES
    for row in real_vectors[::25]:
        (found,) = store.nearest(np.asarray(row), 1)
        assert found[1] == pytest.approx(1.0, abs=1e-3)


def test_cosines_fall_and_are_the_true_ones(store: VectorStore, real_vectors: Vectors) -> None:
    question = real_vectors[7]
    found = store.nearest(question, 25)
    cosines = [cosine for _, cosine in found]
    assert cosines == sorted(cosines, reverse=True)
    for entry_id, cosine in found:
        row = int(entry_id.removeprefix("entry-"))
        assert cosine == pytest.approx(float(real_vectors[row] @ question), abs=1e-4)


def test_the_ten_nearest_are_those_of_exact_search(
    store: VectorStore, folder: Path, real_vectors: Vectors
) -> None:
    oracle = MemoryStores().open(folder)
    agreed = 0
    for row in real_vectors[: 2 * 100]:
        exact = oracle.nearest(row, 10)
        # Ties at the tenth place may fall either way: whatever is as near as the tenth is right.
        agreed += sum(cosine >= exact[-1][1] - 1e-5 for _, cosine in store.nearest(row, 10))
    assert agreed / (200 * 10) >= 0.995


def test_asking_for_more_than_there_is_gives_all(store: VectorStore, real_vectors: Vectors) -> None:
    assert len(store.nearest(real_vectors[0], SENTENCES + 50)) == SENTENCES


def test_a_vector_of_another_length_is_refused(store: VectorStore) -> None:
    with pytest.raises(ValueError, match="shape"):
        store.nearest(np.ones(3, np.float32), 1)


def test_many_threads_may_ask_at_once(store: VectorStore, real_vectors: Vectors) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda row: store.nearest(row, 1)[0][1], real_vectors))
    assert min(found) > 0.999


def test_reading_never_alters_the_edition(
    stores: VectorStores, folder: Path, real_vectors: Vectors
) -> None:
    before = digests(folder)
    for _ in range(2):
        opened = stores.open(folder)
        opened.nearest(real_vectors[0], 5)
        opened.close()
    assert digests(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_two_readers_do_not_stand_in_each_others_way(
    stores: VectorStores, folder: Path, real_vectors: Vectors
) -> None:
    first, second = stores.open(folder), stores.open(folder)
    first.close()
    assert second.nearest(real_vectors[3], 1)[0][1] > 0.999
    second.close()


def test_a_folder_without_a_store_is_refused_and_left_alone(
    tmp_path: Path, real_vectors: Vectors
) -> None:
    write_edition(tmp_path / "empty", real_vectors[:3])
    with pytest.raises(StoreFailed, match="missing"):
        ChromaStores().open(tmp_path / "empty")
    assert not (tmp_path / "empty" / "chroma").exists()


def test_rows_that_chroma_refuses_are_a_failed_write(tmp_path: Path) -> None:
    broken = np.full((3, 8), np.nan, np.float32)
    ids = write_edition(tmp_path / "nan", broken)
    with pytest.raises(StoreFailed, match="Chroma ended with"):
        ChromaStores().write(tmp_path / "nan", ids, [0])


def test_a_row_that_cannot_be_found_again_fails_the_write_by_name(
    stores: VectorStores, tmp_path: Path
) -> None:
    vectors = np.eye(16, dtype=np.float32)
    vectors[5] = 0.0  # the zero vector is near to nothing, itself included
    ids = write_edition(tmp_path / "zero", vectors)
    with pytest.raises(StoreFailed) as caught:
        stores.write(tmp_path / "zero", ids, range(16))
    assert caught.value.missing == ("entry-5",)


def test_what_is_removed_is_gone(stores: VectorStores, tmp_path: Path) -> None:
    vectors = np.eye(4, dtype=np.float32)
    folder = tmp_path / "gone"
    stores.write(folder, write_edition(folder, vectors), range(4))
    stores.remove(folder)
    stores.remove(folder)  # twice does no harm
    if isinstance(stores, ChromaServerStores):
        with pytest.raises(StoreFailed):
            stores.open(folder)


def test_a_server_that_does_not_answer_is_one_clear_error(
    tmp_path: Path, real_vectors: Vectors
) -> None:
    ids = write_edition(tmp_path / "one", real_vectors[:3])
    with pytest.raises(StoreFailed, match="Chroma could not write"):
        ChromaServerStores("http://127.0.0.1:9").write(tmp_path / "one", ids, [0])
    with pytest.raises(StoreFailed, match="Chroma could not open"):
        ChromaServerStores("http://127.0.0.1:9").open(tmp_path / "one")


@pytest.mark.parametrize("url", ["", "chroma:8000", "ftp://host", "http://"])
def test_a_wrong_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        ChromaServerStores(url)


def test_vectors_are_mapped_from_the_file_not_read_whole(folder: Path) -> None:
    assert isinstance(read_vectors(folder), np.memmap)
