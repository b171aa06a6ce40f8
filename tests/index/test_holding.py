"""The inverted index gives for all texts what the plain definition gives for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.holding import Holdings, covered
from index.question import Unit

STEMS = st.sampled_from(["nurs", "school", "train", "refer", "board"])
LABELS = st.lists(STEMS, max_size=3).map(tuple)
WEIGHTS = st.floats(0.0, 1.0)
UNITS = st.lists(
    st.builds(
        Unit,
        asked=LABELS,
        others=st.lists(st.tuples(LABELS, WEIGHTS), max_size=3).map(tuple),
        weight=st.floats(0.0, 7.0),
        known=st.just(True),
    ),
    max_size=4,
)


@given(units=UNITS, texts=st.lists(st.frozensets(STEMS), max_size=6))
def test_all_at_once_agrees_with_one_by_one(units: list[Unit], texts: list[frozenset[str]]) -> None:
    shares = Holdings(texts).covered(units)
    assert shares == pytest.approx([covered(units, text) for text in texts], abs=1e-6)
