"""Windows: the whole paragraph, the reference for a case record, what was wrong, ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.delivery.pause import LONGEST_REASON
from bot.slack.actions import Form
from bot.slack.messages import sentences
from bot.slack.messages.blocks import (
    LONGEST_SECTION,
    Json,
    Run,
    divider,
    formatted,
    modal,
    plain_text,
    quoted,
    small,
    words,
)
from bot.slack.messages.citation import standing
from bot.slack.messages.dates import dated, in_words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape
from corpus.document import Document, Paragraph

MISSING = "missing"
REASONS = (
    ("not_the_answer", "It does not answer my question"),
    ("wrong_paragraph", "The paragraph is wrong or out of date"),
    ("hard_to_understand", "It is hard to understand"),
    (MISSING, "Something is missing in the guidance"),
)
LONGEST_REMARK = 1_000
LONGEST_QUESTION = 2_000


@dataclass(frozen=True)
class ParagraphInPlace:
    """A paragraph with the ones printed just before and after it."""

    document: Document
    paragraph: Paragraph
    before: Paragraph | None
    after: Paragraph | None
    url: str


def paragraph_window(place: ParagraphInPlace) -> Json:
    """The whole paragraph between its neighbours, and the way to the reader."""
    return modal("The paragraph", paragraph_blocks(place), callback=Form.READ_ONLY)


def paragraph_blocks(place: ParagraphInPlace) -> list[Json]:
    """The same for a window of another kind."""
    document, paragraph = place.document, place.paragraph
    published = document.published.isoformat() if document.published else None
    return [
        words(f"{document.title}, {paragraph.locator}"),
        small(
            " › ".join(paragraph.section) or document.title, dated(published, standing(document))
        ),
        *_neighbour("Just before", place.before),
        divider(),
        formatted(f"*{escape(paragraph.locator[:1].upper() + paragraph.locator[1:])}*"),
        *_verbatim(paragraph.text),
        *_notes(paragraph),
        divider(),
        *_neighbour("Just after", place.after),
        divider(),
        formatted(f"<{place.url}|Open it in the reader>"),
    ]


def _neighbour(label: str, paragraph: Paragraph | None) -> list[Json]:
    if paragraph is None:
        return []
    return [small(f"{label}: {paragraph.locator}"), *_verbatim(paragraph.text)]


def _verbatim(text: str) -> list[Json]:
    """The text whole, in as many quotation blocks as it needs."""
    blocks: list[Json] = []
    while text:
        part, _ = shortened(text, LONGEST_SECTION)
        blocks.append(quoted([Run(part)]))
        text = text[len(part) :].lstrip()
    return blocks


def _notes(paragraph: Paragraph) -> list[Json]:
    return [small(f"Note {note.mark}: {note.text}") for note in paragraph.footnotes]


def reference_text(place: ParagraphInPlace, *, answer_id: str, consulted: date) -> str:
    """A reference ready to be pasted into a case record."""
    document = place.document
    published = document.published.isoformat() if document.published else None
    return "\n".join(
        [
            f"{document.author}, {document.title} ({in_words(published)}), "
            f"{place.paragraph.locator}.",
            f"“{place.paragraph.text}”",
            f"Link: {place.url}",
            f"Consulted: {in_words(consulted.isoformat())}. Answer {answer_id}.",
        ]
    )


def reference_window(place: ParagraphInPlace, *, answer_id: str, consulted: date) -> Json:
    """A box with the reference, ready to select and copy; longer ones in several boxes."""
    text = reference_text(place, answer_id=answer_id, consulted=consulted)
    boxes = [text[at : at + LONGEST_SECTION] for at in range(0, len(text), LONGEST_SECTION)]
    blocks = [small("Select the text and copy it into the record."), *map(_copyable, boxes)]
    return modal("For the case record", blocks, callback=Form.READ_ONLY)


def _copyable(text: str) -> Json:
    elements = [{"type": "text", "text": text}]
    inside = {"type": "rich_text_preformatted", "elements": elements, "border": 0}
    return {"type": "rich_text", "elements": [inside]}


def reasons_window(answer_id: str) -> Json:
    """What was wrong with the answer; the thumb itself is saved already."""
    blocks = [
        small("Your thumb is saved. Saying why is up to you. Please leave out personal details."),
        _choice("reason", "What was wrong?", REASONS),
        _lines("remark", "Anything to add?", LONGEST_REMARK, optional=True),
    ]
    view = modal("What was wrong?", blocks, callback=Form.REASONS, submit="Send")
    return view | {"private_metadata": answer_id}


def ask_window() -> Json:
    """A box for a question."""
    blocks = [
        small("I answer in our direct messages. Please leave out children's names and details."),
        _lines("question", "Your question", LONGEST_QUESTION),
    ]
    return modal("Ask the guidance", blocks, callback=Form.ASK, submit="Ask")


def pause_window() -> Json:
    """Why answers are paused, for an administrator to say."""
    blocks = [
        small("Until you resume them, whoever asks is told that answers are paused, and why."),
        _lines("reason", "Why? Everybody who asks will read this.", LONGEST_REASON),
    ]
    return modal("Pause answers", blocks, callback=Form.PAUSE, submit="Pause")


def notice_window(sentence: str) -> Json:
    """One sentence in a window."""
    return modal("Guidance", [words(sentence)], callback=Form.READ_ONLY)


def feedback_off_window() -> Json:
    """Says plainly that nothing is sent."""
    return notice_window(sentences.FEEDBACK_OFF)


def _choice(block: str, label: str, options: Sequence[tuple[str, str]]) -> Json:
    return {
        "type": "input",
        "block_id": block,
        "label": plain_text(label, 2000),
        "element": {
            "type": "radio_buttons",
            "action_id": block,
            "options": [{"value": value, "text": plain_text(text, 75)} for value, text in options],
        },
    }


def _lines(block: str, label: str, longest: int, *, optional: bool = False) -> Json:
    return {
        "type": "input",
        "block_id": block,
        "optional": optional,
        "label": plain_text(label, 2000),
        "element": {
            "type": "plain_text_input",
            "action_id": block,
            "multiline": True,
            "max_length": longest,
        },
    }
