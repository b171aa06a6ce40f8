"""What holds for any text: every word in one place, parts inside their owners, ids that stay."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.coverage import cover
from corpus.document import Paragraph, Slug
from corpus.formats.text import read_text
from corpus.library import SHIPPED
from corpus.manifest import Entry, read_manifest
from corpus.structure import parse
from corpus.structure.hints import Hints
from tests.corpus.test_general_rules import DOCUMENT

_WORDS = st.lists(
    st.sampled_from(
        [
            "alpha",
            "Beta",
            "gamma",
            "Delta",
            "theta.",
            "iota:",
            "kappa;",
            "lambda,",
            "mu?",
            "2009",
            "12",
            "Annex",
            "A",
            "Yours",
            "Dear",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
_SHAPES = (
    "{}",
    "# {}",
    "### {}:",
    "- {}",
    "  - {}",
    "- 1 {}",
    "- 2** {}",
    "1. {}",
    "3. {}",
    "**2** {}",
    "{}<sup>1</sup> more",
    "<sup>1</sup> {}",
    "1 <http://x.org/a>",
    "[2] {}",
    "{}\t{}",
    "\t<ul><li>● {}</li></ul>",
    '"{}" – Pat Smith',
    "Nurse: 'I {}'",
    "*'{}'*",
    "**{}**",
    "{}  ",
    "1.2",
    "7",
    "Ed Balls",
    "Contents",
    "{}² {}.³",
)
_LINES = st.one_of(
    st.just(""),
    st.builds(lambda shape, text: shape.format(text, text), st.sampled_from(_SHAPES), _WORDS),
)


@given(st.lists(_LINES, min_size=1, max_size=30).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_no_word_of_any_text_is_lost_or_doubled(source: str) -> None:
    parsed = parse(DOCUMENT, read_text(source.encode(), "any.txt"), Hints())
    report = cover(parsed, source)
    assert (report.missing, report.repeated) == ((), ())
    by_id = {paragraph.paragraph_id: paragraph for paragraph in parsed.paragraphs}
    assert len(by_id) == len(parsed.paragraphs)
    for paragraph in parsed.paragraphs:
        assert paragraph.text == " ".join(paragraph.text.split()) != ""
        if paragraph.parent is not None and paragraph.parent_start is not None:
            start = paragraph.parent_start
            owner = by_id[paragraph.parent]
            assert owner.text[start : start + len(paragraph.text)] == paragraph.text


_ENTRIES = {entry.document.slug: entry for entry in read_manifest(SHIPPED)}
_SENTENCE = "A sentence that was put in later stands here."


def _paragraphs(entry: Entry, text: str) -> dict[str, Paragraph]:
    blocks = read_text(text.encode(), entry.document.file)
    paragraphs = parse(entry.document, blocks, entry.hints).paragraphs
    return {paragraph.paragraph_id: paragraph for paragraph in paragraphs}


_BEFORE = {
    slug: _paragraphs(entry, entry.read_bytes().decode()) for slug, entry in _ENTRIES.items()
}


@given(st.sampled_from(sorted(_ENTRIES)), st.integers(min_value=0, max_value=10_000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ids_and_texts_survive_a_paragraph_put_in_elsewhere(slug: Slug, place: int) -> None:
    entry = _ENTRIES[slug]
    lines = entry.read_bytes().decode().split("\n")
    blanks = [index for index, line in enumerate(lines) if not line.strip()]
    at = blanks[place % len(blanks)]
    edited = "\n".join([*lines[:at], "", _SENTENCE, "", *lines[at:]])
    after = _paragraphs(entry, edited)
    before = _BEFORE[slug]
    near = _chapters_near(list(before.values()), at + 1)
    far = [p for p in before.values() if p.section[:1] not in near]
    assert far
    changed = [
        name
        for name, paragraph in ((p.paragraph_id, p) for p in far)
        if name not in after or after[name].text != paragraph.text
    ]
    assert changed == []


def _chapters_near(paragraphs: list[Paragraph], line: int) -> set[tuple[str, ...]]:
    """The first-level sections of the paragraphs just before, around and just after the line."""
    last = max((p.lines[0] for p in paragraphs if p.lines[0] <= line), default=0)
    following = min((p.lines[0] for p in paragraphs if p.lines[0] > line), default=0)
    return {
        p.section[:1]
        for p in paragraphs
        if p.lines[0] in (last, following) or p.lines[0] <= line <= p.lines[1]
    }
