"""Sentences are exact spans: nothing dropped, nothing doubled, abbreviations respected."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("See No. 7 of the list. Then act.", ["See No. 7 of the list.", "Then act."]),
        ("Report, March 2009, p. 3. More.", ["Report, March 2009, p. 3.", "More."]),
        ("Referrals rose by 1.6 per cent. Cafcass agrees.", None),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("It is led by J. Smith of Leeds.", ["It is led by J. Smith of Leeds."]),
        ("• first point; • second point.", ["• first point;", "• second point."]),
        ("Why wait? Act now!", ["Why wait?", "Act now!"]),
        ("see www.dcsf.gov.uk/nsdu for more", ["see www.dcsf.gov.uk/nsdu for more"]),
        ("", []),
        ("   ", []),
    ],
)
def test_splits_as_a_reader_would(text: str, expected: list[str] | None) -> None:
    wanted = expected or ["Referrals rose by 1.6 per cent.", "Cafcass agrees."]
    assert _sentences(text) == ([] if not text.strip() else wanted)


def test_a_bullet_starts_a_sentence_of_its_own() -> None:
    text = "The Unit will: drive improvement; ensure a strong lead"
    start = text.index("ensure")
    spans = sentence_spans(text, breaks=[start])
    assert text[slice(*spans[-1])] == "ensure a strong lead"


@given(st.text(alphabet=st.sampled_from("ab N.o?! \n•;:-()\"'”1£"), max_size=200))
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
