"""Duties in sentences: how strong, on whom, with what standing, and where there is none."""

from __future__ import annotations

import pytest

from corpus.document import Document, Paragraph, ParagraphId
from evals.duties import labelled, strengths, subjects
from index.duty import Duty, Standing, Strength, duties, duty_of
from index.open_edition import OpenEdition
from index.sentences import Span, sentence_spans


def told(sentence: str) -> tuple[str, str | None] | None:
    found = duty_of(sentence)
    if found is None:
        return None
    strength, on, _ = found
    return strength.value, None if on is None else sentence[slice(*on)]


def spans_of(edition: OpenEdition, paragraph: Paragraph) -> tuple[Span, ...]:
    bullets = edition.children.get(paragraph.paragraph_id, ())
    return sentence_spans(paragraph.text, [one.parent_start or 0 for one in bullets])


def duties_in(edition: OpenEdition, name: str) -> tuple[Paragraph, tuple[Duty, ...]]:
    """The duties of a whole paragraph of the shipped corpus."""
    paragraph = edition.by_id[ParagraphId(name)]
    document: Document = edition.documents[paragraph.document]
    whole = (0, len(paragraph.text))
    return paragraph, duties(paragraph, document, spans_of(edition, paragraph), whole)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Every school must keep a record of concerns.", ("must", "Every school")),
        ("Local authorities shall publish the plan.", ("must", "Local authorities")),
        ("GPs are required to apply to join a list.", ("must", "GPs")),
        ("The LSCB and the Trust must not share a chair.", ("must not", "The LSCB and the Trust")),
        ("Health visitors should always see the child.", ("should", "Health visitors")),
        ("Police officers should not delay a referral.", ("should not", "Police officers")),
        ("LSCBs may commission a review of their own.", ("may", "LSCBs")),
        (
            "In preparing a plan, Children's Trust Boards should consult.",
            ("should", "Children's Trust Boards"),
        ),
        (
            "Guidance makes clear that social workers must see the child.",
            ("must", "social workers"),
        ),
        ("A record should be kept of each decision.", ("should", None)),
        ("They must speak for their organisation.", ("must", None)),
    ],
)
def test_a_duty_has_its_strength_and_its_subject(
    sentence: str, expected: tuple[str, str | None]
) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Some children may be at risk of harm.",
        "A child may suffer harm when services do not talk.",
        "It should be noted that figures differ.",
        "This should help to raise standards.",
        "We shall consult on the proposals.",
        "The board should have been told in 2007.",
        "The report asks how social workers should be trained.",
        "Should the child be seen alone?",
        "The Unit will publish its programme in spring.",
        "There has been progress on all recommendations.",
    ],
)
def test_possibility_hope_promise_and_history_are_no_duty(sentence: str) -> None:
    assert told(sentence) is None


@pytest.mark.parametrize("half", ["dev", "test"])
def test_the_labelled_sentences_are_told_nearly_all(half: str) -> None:
    rows = labelled(half)
    assert strengths(rows).precision >= 0.95
    assert strengths(rows).recall >= 0.93
    assert subjects(rows).precision >= 0.90
    assert subjects(rows).recall >= 0.85


def test_a_recommendation_is_not_shown_as_a_duty_in_force(edition: OpenEdition) -> None:
    paragraph, found = duties_in(edition, "one-year-on-2010.rec-10-recommendation")
    assert found[0].strength is Strength.SHOULD
    assert found[0].on is not None
    assert paragraph.text[slice(*found[0].on)] == "Ofsted"
    assert {one.standing for one in found} == {Standing.RECOMMENDED}


def test_what_guidance_elsewhere_says_is_told_of_not_stated(edition: OpenEdition) -> None:
    _, found = duties_in(edition, "one-year-on-2010.rec-52-progress")
    assert found[0].standing is Standing.REPORTED


def test_a_consultation_only_proposes(edition: OpenEdition) -> None:
    slug = "working-together-consultation-2009"
    for paragraph in edition.paragraphs:
        if paragraph.document == slug:
            _, found = duties_in(edition, paragraph.paragraph_id)
            assert {one.standing for one in found} <= {Standing.PROPOSED}


def test_an_item_takes_over_the_duty_of_its_lead_in(edition: OpenEdition) -> None:
    paragraph, found = duties_in(edition, "one-year-on-2010.rec-24-recommendation")
    items = [one for one in found if paragraph.text[one.sentence[0]].islower()]
    assert items
    for one in items:
        assert one.on is not None
        assert paragraph.text[slice(*one.on)] == "The Social Work Task Force"


def test_every_duty_of_the_corpus_is_cut_at_words(edition: OpenEdition) -> None:
    seen = 0
    for paragraph in edition.paragraphs:
        _, found = duties_in(edition, paragraph.paragraph_id)
        for one in found:
            for start, end in filter(None, (one.sentence, one.on)):
                seen += 1
                assert 0 <= start < end <= len(paragraph.text)
                assert not paragraph.text[max(start - 1, 0) : start + 1].isalnum() or start == 0
                assert not paragraph.text[end - 1 : end + 1].isalnum() or end == len(paragraph.text)
    assert seen > 200
