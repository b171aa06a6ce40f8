"""Editions are built beside, checked, switched to in one step, and can be gone back to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.phrasings import Phrasing
from index.adapters.chroma import ChromaStores
from index.adapters.memory import HashingEncoder, MemoryStores
from index.edition import EditionId, edition_folder
from index.encoder import Vectors
from index.errors import (
    BuildFailed,
    EditionDamaged,
    EditionUnknown,
    IndexFailed,
    PublishInProgress,
    StoreFailed,
)
from index.folders import only_publisher
from index.open_edition import open_edition
from index.publish import Published, Unchanged
from index.verify import Difference
from tests.index.guidance import SmallLibrary, document, library, paragraph, split
from tests.index.publishing import TEXTS, publish, publisher, version


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "editions").iterdir() if path.is_dir()}


def test_a_published_edition_reads_back_exactly_as_it_was_given(tmp_path: Path) -> None:
    owner = paragraph("Boards should: publish — “reviews”; train\u2028staff.", 1)
    start = owner.text.index("train")
    bullet = paragraph(
        owner.text[start:], 2, parent=owner.paragraph_id, parent_start=start, anchor="para-1.b"
    )
    given = SmallLibrary((document(),), (owner, bullet))
    house = publisher(tmp_path, stores=ChromaStores())
    done = publish(house, given)
    opened = open_edition(edition_folder(tmp_path, done.record.edition), ChromaStores())
    assert opened.paragraphs == given.paragraphs
    assert tuple(opened.documents.values()) == given.documents
    assert not opened.fallback
    assert opened.canary()
    assert opened.children[owner.paragraph_id] == (given.paragraphs[1],)
    opened.close()


def test_the_edition_is_named_by_time_and_content(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first, second = publish(house, version(1)), publish(house, version(2))
    assert first.record.edition.startswith("2026-11-22-0900")
    assert first.record.edition < second.record.edition
    folder = edition_folder(tmp_path, first.record.edition)
    assert first.record.edition.endswith(open_edition(folder, MemoryStores()).manifest.content[:6])


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first = publish(house, version(1))
    assert house.publish(version(1)) == Unchanged(first.record.edition)
    assert names(tmp_path) == {first.record.edition}


def test_new_phrasings_or_another_model_make_a_new_edition(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    publish(house, version(1))
    asked = [Phrasing(version(1).paragraphs[0].paragraph_id, "teacher", "which version?")]
    assert isinstance(house.publish(version(1), asked), Published)
    other = publisher(tmp_path, house.register, encoder=HashingEncoder(32))
    assert isinstance(other.publish(version(1), asked), Published)


def test_a_damaged_live_edition_is_built_again_from_the_same_content(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first = publish(house, version(1))
    (edition_folder(tmp_path, first.record.edition) / "paragraphs.jsonl").write_text("torn")
    again = publish(house, version(1))
    assert house.verify(again.record.edition) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (library([]), "not one paragraph"),
        (library(["  "]), "without text"),
        (SmallLibrary((document(),), (paragraph("A.", 1), paragraph("B.", 1))), "ids repeat"),
        (SmallLibrary((), (paragraph("A.", 1),)), "unknown document"),
        (SmallLibrary((document(), document("other")), (paragraph("A.", 1),)), "without a para"),
        (
            SmallLibrary(
                (document(),),
                (
                    paragraph("Boards should: train.", 1),
                    paragraph("publish", 2, parent="small-report-2010.para-1", parent_start=15),
                ),
            ),
            "does not hold",
        ),
    ],
)
def test_unsound_paragraphs_are_refused_and_the_live_edition_stays(
    tmp_path: Path, content: SmallLibrary, reason: str
) -> None:
    house = publisher(tmp_path)
    first = publish(house, version(1))
    with pytest.raises(BuildFailed, match=reason):
        house.publish(content)
    assert house.register.live() == first.record
    assert names(tmp_path) == {first.record.edition}


class BrokenEncoder(HashingEncoder):
    """Gives one vector that is not a number, as a model on damaged weights does."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = super().encode(texts)
        vectors[0] = np.nan
        return vectors


def test_vectors_that_are_not_unit_vectors_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match="not of length 1") as caught:
        publisher(tmp_path, encoder=BrokenEncoder()).publish(version(1))
    assert caught.value.ids


def test_a_splitter_that_loses_words_is_refused(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    lossy = dataclasses.replace(
        house, builder=dataclasses.replace(house.builder, split=lambda t, b=(): split(t, b)[:1])
    )
    with pytest.raises(BuildFailed, match="sentence entries do not cover"):
        lossy.publish(version(1))


class ForgetfulStores(MemoryStores):
    """Says it cannot find two of its own rows, as HNSW can on unlucky data."""

    def write(self, folder: Path, ids: Sequence[str], probes: Sequence[int]) -> None:
        super().write(folder, ids, probes)
        raise StoreFailed("the store does not find its own vectors", tuple(ids[:2]))


def test_a_store_that_does_not_find_its_own_rows_is_refused(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first = publish(house, version(1))
    forgetful = publisher(tmp_path, house.register, ForgetfulStores())
    with pytest.raises(StoreFailed) as caught:
        forgetful.publish(version(2))
    assert len(caught.value.missing) == 2
    assert house.register.live() == first.record
    assert names(tmp_path) == {first.record.edition}


def test_rolling_back_goes_to_the_edition_before_or_to_the_one_named(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first, second, third = (publish(house, version(n)).record.edition for n in (1, 2, 3))
    assert house.rollback("U1").edition == second
    assert house.rollback("U1", first).edition == first
    live = house.register.live()
    assert live is not None
    assert live.edition == first
    assert third in {record.edition for record in house.register.all()}


def test_rolling_back_refuses_the_unknown_the_damaged_and_nothing(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    with pytest.raises(EditionUnknown):
        house.rollback("U1")
    first, second = (publish(house, version(n)).record for n in (1, 2))
    with pytest.raises(EditionUnknown):
        house.rollback("U1", EditionId("2001-01-01-abcdef"))
    (edition_folder(tmp_path, first.edition) / "entries.jsonl").write_bytes(b"\xff")
    with pytest.raises(EditionDamaged) as caught:
        house.rollback("U1")
    assert (caught.value.edition, caught.value.file) == (first.edition, "entries.jsonl")
    assert house.register.live() == second


def test_verify_names_every_file_that_is_missing_altered_or_added(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    edition = publish(house, version(1)).record.edition
    folder = edition_folder(tmp_path, edition)
    assert house.verify(edition) == []
    (folder / "documents.json").unlink()
    (folder / "notes.txt").write_text("hello")
    with (folder / "vectors.npy").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    assert house.verify(edition) == [
        Difference("documents.json", "missing"),
        Difference("notes.txt", "added"),
        Difference("vectors.npy", "altered"),
    ]


def test_verify_does_not_trust_a_manifest_the_register_does_not_know(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    edition = publish(house, version(1)).record.edition
    manifest = edition_folder(tmp_path, edition) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"paragraphs": 4', '"paragraphs": 5'))
    assert house.verify(edition) == [Difference("manifest.json", "altered")]


def test_prune_keeps_the_live_edition_and_the_newest(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    made = [publish(house, version(number)).record.edition for number in range(5)]
    house.rollback("U1", made[0])
    assert house.prune(keep=3) == [made[2], made[1]]
    assert names(tmp_path) == {made[0], made[3], made[4]}
    assert {record.edition for record in house.register.all()} == {made[0], made[3], made[4]}


def test_a_second_publisher_is_turned_away_at_once(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    with only_publisher(tmp_path), pytest.raises(PublishInProgress):
        house.publish(version(1))
    assert isinstance(house.publish(version(1)), Published)


def test_an_edition_whose_switch_never_came_is_swept(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    first = publish(house, version(1)).record.edition
    built = house.builder.build(version(2))  # killed before the register heard of it
    assert names(tmp_path) == {first, built.edition}
    house.sweep()
    assert names(tmp_path) == {first}


def test_progress_tells_how_far_the_encoding_is(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    publisher(tmp_path).publish(version(1), on_progress=lambda *step: told.append(step))
    encoding = [step for step in told if step[0] == "encoding"]
    assert encoding[-1][1] == encoding[-1][2] > len(TEXTS)


def test_two_builds_in_one_second_get_two_names(tmp_path: Path) -> None:
    house = publisher(tmp_path)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    builder = dataclasses.replace(house.builder, now=lambda: at)
    assert builder.build(version(1)).edition != builder.build(version(1)).edition


def test_every_error_is_one_line_that_names_the_trouble() -> None:
    errors: list[IndexFailed] = [
        BuildFailed("paragraph ids repeat", ("a", "b")),
        StoreFailed("lost", ("a",)),
        EditionDamaged("e", "vectors.npy", "altered"),
        EditionUnknown("e"),
        PublishInProgress(),
    ]
    assert all(str(error) and "\n" not in str(error) for error in errors)
