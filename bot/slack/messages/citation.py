"""One cited paragraph in a message: where it stands, its words, and what can be done with it."""

from __future__ import annotations

from bot.answering.answer import Citation
from bot.answering.labels import duty_labels, read_with_label
from bot.slack.actions import Button, joined
from bot.slack.messages import excerpt
from bot.slack.messages.blocks import Json, Run, button, buttons, formatted, quoted, small
from bot.slack.messages.dates import dated, in_words
from bot.slack.slack_text import escape
from corpus.document import Document

LONGEST_FIRST, LONGEST_OTHER, LONGEST_NEAREST = 1_400, 800, 400
"""Characters shown of a paragraph: on a phone 800 are a screen. The rest is in the window."""
MOST_LABELS = 5  # a context block holds ten lines
STATUS_WORDS = {
    "superseded": "Superseded: newer guidance has replaced it",
    "withdrawn": "Withdrawn: no longer guidance",
}


def blocks(
    citation: Citation, *, answer_id: str, public_url: str, answers: bool = True
) -> list[Json]:
    """The blocks of one citation. `answers` is false for a paragraph that is only the nearest."""
    most = LONGEST_FIRST if citation.rank == 1 else LONGEST_OTHER
    if not answers:
        most = LONGEST_NEAREST
    words = excerpt.runs(citation.text, citation.quote, most, bold=answers)
    found = [formatted(_heading(citation, public_url)), small(*_below(citation)), quoted(words)]
    if answers:
        found += beside(citation)
    if citation.also_in:
        places = "; ".join(f"{document}, {locator}" for document, locator, _ in citation.also_in)
        found.append(small(f"Nearly the same words in: {places}"))
    return [*found, _actions(citation, answer_id)]


def beside(citation: Citation) -> list[Json]:
    """What the quotation lays on whom, and the sentences that limit it, word for word."""
    labels = duty_labels(citation)
    found = [small(*labels[:MOST_LABELS])] if labels else []
    for sentence in citation.read_with:
        found += [small(f"{read_with_label(sentence)}:"), quoted([Run(sentence.text)])]
    return found


def spoken(citation: Citation) -> str:
    """Where it stands, to be read aloud."""
    return f"{citation.title}, {citation.locator}, {in_words(citation.published)}"


def standing(of: Citation | Document) -> str:
    """What the document is, after a warning when it no longer stands."""
    status = STATUS_WORDS.get(of.status)
    what = of.standing[:1].upper() + of.standing[1:]
    return f"{status}. {what}" if status else what


def _heading(citation: Citation, public_url: str) -> str:
    place = f"{escape(citation.title)}, {escape(citation.locator)}"
    return f"*{citation.rank}. <{public_url.rstrip('/')}{citation.url}|{place}>*"


def _below(citation: Citation) -> list[str]:
    """Where in the document, and what the document is."""
    section = " › ".join(citation.section)
    about = dated(citation.published, standing(citation))
    return [section, about] if section else [about]


def _actions(citation: Citation, answer_id: str) -> Json:
    value = joined(answer_id, citation.paragraph_id)
    return buttons(
        button(
            "Show the paragraph",
            Button.SHOW_PARAGRAPH,
            value,
            spoken=f"Show the whole paragraph, {citation.locator}",
        ),
        button(
            "Copy for case record",
            Button.COPY_REFERENCE,
            value,
            spoken=f"Reference for the case record, {citation.locator}",
        ),
    )
