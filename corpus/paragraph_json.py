"""A paragraph as JSON: the fixed interface of `guidance paragraphs --json`."""

from __future__ import annotations

from corpus.document import Paragraph


def paragraph_to_json(paragraph: Paragraph) -> dict[str, object]:
    """One paragraph; `number` is null where none is printed, `parent` where it stands alone."""
    return {
        "document": paragraph.document,
        "paragraph_id": paragraph.paragraph_id,
        "locator": paragraph.locator,
        "number": paragraph.number,
        "section": list(paragraph.section),
        "kind": paragraph.kind.value,
        "text": paragraph.text,
        "sha256": paragraph.sha256,
        "parent": paragraph.parent,
        "speaker": paragraph.speaker,
        "footnotes": [{"mark": note.mark, "text": note.text} for note in paragraph.footnotes],
    }
