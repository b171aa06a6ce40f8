"""What a person is shown before publishing: added, changed, renumbered, removed."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from index.comparison import compare
from tests.index.guidance import paragraph


def test_each_kind_of_difference_is_told_apart() -> None:
    same, old = paragraph("Same.", 1), paragraph("Boards may publish.", 2)
    new = paragraph("Boards must publish.", 2)
    moved_from, moved_to = paragraph("Moved.", 3), paragraph("Moved.", 5)
    gone, come = paragraph("Gone.", 4), paragraph("Come.", 6)
    result = compare([same, old, moved_from, gone], [same, new, moved_to, come])
    assert result.changed == ((old, new),)
    assert result.renumbered == ((moved_from, moved_to),)
    assert (result.added, result.removed) == ((come,), (gone,))
    assert not result.empty


def test_moving_a_paragraph_to_another_section_is_a_change() -> None:
    before = paragraph("Same.", 1, section=("Old",))
    after = paragraph("Same.", 1, section=("New",))
    assert compare([before], [after]).changed == ((before, after),)


def test_other_lines_in_the_source_file_are_no_difference() -> None:
    before = paragraph("Same.", 1)
    assert compare([before], [dataclasses.replace(before, lines=(9, 9), position=4)]).empty


texts = st.lists(st.sampled_from(["A.", "B.", "C."]), max_size=6)


@given(texts, texts)
def test_every_paragraph_is_accounted_for_once(before: list[str], after: list[str]) -> None:
    old = [paragraph(text, number) for number, text in enumerate(before)]
    new = [paragraph(text, number * 2) for number, text in enumerate(after)]
    result = compare(old, new)
    kept = len({one.paragraph_id for one in old} & {one.paragraph_id for one in new})
    assert len(result.removed) + len(result.renumbered) + kept == len(old)
    assert len(result.added) + len(result.renumbered) + kept == len(new)
    assert compare(old, old).empty
