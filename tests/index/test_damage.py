"""Whatever happens to a file of an edition: a clear error with data, or exact search. No crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.adapters.chroma import ChromaStores
from index.edition import edition_folder
from index.errors import EditionDamaged
from index.files import ENTRIES, MANIFEST, VECTORS, read_entries, read_manifest, read_vectors
from index.open_edition import CORE, open_edition
from index.verify import verify
from tests.index.publishing import publish, publisher, version


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    record = publish(publisher(home, stores=ChromaStores()), version(1)).record
    return edition_folder(home, record.edition)


def corrupt(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for at in range(len(content) // 3, min(len(content) // 3 + 64, len(content))):
        content[at] ^= 0xFF
    file.write_bytes(content)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


DAMAGES = [corrupt, truncate, empty, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", sorted(CORE))
def test_damage_to_what_is_cited_is_an_error_that_names_the_file(
    sound: Path, tmp_path: Path, name: str, damage: object
) -> None:
    folder = shutil.copytree(sound, tmp_path / sound.name)
    assert callable(damage)
    damage(folder / name)
    with pytest.raises(EditionDamaged) as caught:
        open_edition(folder, ChromaStores())
    assert (caught.value.edition, caught.value.file) == (sound.name, name)
    assert name in {difference.file for difference in verify(folder)}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_of_chroma_leaves_exact_search(
    sound: Path, tmp_path: Path, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(damage)
    files = [name for name in read_manifest(sound).files if name.startswith("chroma/")]
    assert files
    for number, name in enumerate(files):
        folder = shutil.copytree(sound, tmp_path / f"{number}" / sound.name)
        if (folder / name).stat().st_size == 0:
            continue  # nothing to damage
        damage(folder / name)
        opened = open_edition(folder, ChromaStores())
        assert opened.fallback
        assert opened.canary()
        assert opened.paragraphs[0].text == version(1).paragraphs[0].text
        opened.close()
        assert name in caplog.text


def test_a_store_that_dies_while_it_serves_is_stood_in_for(
    sound: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_edition(sound, ChromaStores())
    by_store = opened.nearest(opened.vectors[2], 3)
    opened.close()
    by_search = opened.nearest(opened.vectors[2], 3)
    assert [one for one, _ in by_search] == [one for one, _ in by_store]
    assert "exact search" in caplog.text


def test_a_missing_folder_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(EditionDamaged, match="missing"):
        open_edition(tmp_path / "2026-11-22-000000-abcdef", ChromaStores())


def test_readers_of_single_files_refuse_what_is_not_theirs(tmp_path: Path) -> None:
    for name, text, read in (
        (MANIFEST, '{"edition": 1}', read_manifest),
        (ENTRIES, '{"entry_id": "a"}\n', read_entries),
        (VECTORS, "not an array", read_vectors),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(EditionDamaged) as caught:
            read(tmp_path)
        assert caught.value.file == name
