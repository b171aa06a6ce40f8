"""Every paragraph is embedded whole, in context, sentence by sentence, within what is read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.document import Paragraph
from corpus.phrasings import Phrasing
from index.adapters.memory import HashingEncoder
from index.entries import MODEL_MARKS, Entry, EntryKind, entries_of, repeated_ids
from tests.index.guidance import SLUG, document, library, paragraph, split


def made(
    paragraphs: Sequence[Paragraph], window: int = 256, phrasings: tuple[Phrasing, ...] = ()
) -> list[Entry]:
    encoder = HashingEncoder(window=window)
    return list(entries_of([document()], paragraphs, split, phrasings, encoder))


def of_kind(entries: list[Entry], kind: EntryKind) -> list[Entry]:
    return [entry for entry in entries if entry.kind is kind]


def test_context_entry_carries_title_and_section_path() -> None:
    one = paragraph("Boards must publish.", 1, section=("2. Progress", "Leadership"))
    (context,) = of_kind(made([one]), EntryKind.CONTEXT)
    assert context.text == "The Small Report. 2. Progress. Leadership. Boards must publish."
    assert (context.start, context.end) == (0, len(one.text))


def test_every_sentence_is_an_exact_piece_of_the_paragraph() -> None:
    one = paragraph("Boards must publish. Reviews come first. Ofsted inspects.", 1)
    sentences = of_kind(made([one]), EntryKind.SENTENCE)
    assert [entry.text for entry in sentences] == [
        "Boards must publish.",
        "Reviews come first.",
        "Ofsted inspects.",
    ]
    assert all(one.text[entry.start : entry.end] == entry.text for entry in sentences)


@pytest.mark.parametrize("words", [10, 100, 300, 1000])
def test_windows_cover_a_long_paragraph_and_fit_what_the_model_reads(words: int) -> None:
    one = paragraph(" ".join(f"word{n}." if n % 17 == 0 else f"word{n}" for n in range(words)), 1)
    encoder = HashingEncoder(window=64)
    windows = of_kind(made([one], window=64), EntryKind.CONTEXT)
    seen = " ".join(one.text[entry.start : entry.end] for entry in windows)
    assert seen.split() == one.text.split()
    assert all(encoder.pieces(entry.text) <= 64 - MODEL_MARKS for entry in windows)


def test_a_sentence_longer_than_the_window_is_cut_at_spaces() -> None:
    one = paragraph(" ".join(f"w{n}" for n in range(500)), 1)
    windows = of_kind(made([one], window=64), EntryKind.CONTEXT)
    assert " ".join(one.text[e.start : e.end] for e in windows).split() == one.text.split()


def test_a_heading_longer_than_half_the_window_is_cut_at_the_front() -> None:
    one = paragraph("Boards must publish.", 1, section=tuple(f"Part {n}" for n in range(60)))
    (context,) = of_kind(made([one], window=32), EntryKind.CONTEXT)
    assert context.text.endswith("Part 59. Boards must publish.")
    assert HashingEncoder().pieces(context.text) <= 30


def test_a_bullet_is_embedded_with_the_words_that_introduce_it() -> None:
    text = "Boards should: • publish reviews • train staff"
    owner = paragraph(text, 1)
    start = text.index("train")
    bullet = paragraph(
        "train staff", 2, parent=owner.paragraph_id, parent_start=start, anchor="para-1.2"
    )
    contexts = of_kind(made([owner, bullet]), EntryKind.CONTEXT)
    assert contexts[1].text.startswith("The Small Report. Local leadership. Boards should")
    assert contexts[1].text.endswith(". train staff")
    sentences = of_kind(made([owner, bullet]), EntryKind.SENTENCE)
    assert "train staff" in [entry.text for entry in sentences]


def test_phrasings_stand_for_the_whole_paragraph() -> None:
    one = paragraph("Boards must publish.", 1)
    asked = (Phrasing(one.paragraph_id, "teacher", "who publishes?"),)
    (phrasing,) = of_kind(made([one], phrasings=asked), EntryKind.PHRASING)
    assert (phrasing.text, phrasing.start, phrasing.end) == ("who publishes?", 0, len(one.text))


def test_ids_are_stable_and_never_repeat() -> None:
    small = library(["One. Two.", "Three. Four."])
    first, again = made(small.paragraphs), made(small.paragraphs)
    assert first == again
    assert repeated_ids(first) == ()
    assert first[1].entry_id == f"{SLUG}.para-1#sentence-0"
    assert repeated_ids([first[0], first[0]]) == (first[0].entry_id,)
