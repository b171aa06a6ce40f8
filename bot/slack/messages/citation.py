"""One cited paragraph in a message: where it stands, its words, and what can be done with it."""

from __future__ import annotations

from bot.answering.answer import Citation
from bot.slack.actions import Button, joined
from bot.slack.messages import excerpt
from bot.slack.messages.blocks import Json, button, buttons, formatted, quoted, small
from bot.slack.messages.dates import in_words
from bot.slack.slack_text import escape

LONGEST_PARAGRAPH = 1_400
STATUS_WORDS = {
    "superseded": "Superseded: newer guidance has replaced it",
    "withdrawn": "Withdrawn: no longer guidance",
}


def blocks(
    citation: Citation, *, answer_id: str, public_url: str, answers: bool = True
) -> list[Json]:
    """The blocks of one citation. `answers` is false for a paragraph that is only the nearest."""
    words = excerpt.runs(citation.text, citation.quote, LONGEST_PARAGRAPH, bold=answers)
    found = [formatted(_heading(citation, public_url)), quoted(words)]
    if citation.also_in:
        places = "; ".join(f"{document}, {locator}" for document, locator, _ in citation.also_in)
        found.append(small(f"Nearly the same words in: {places}"))
    return [*found, _actions(citation, answer_id)]


def spoken(citation: Citation) -> str:
    """Where it stands, to be read aloud."""
    return f"{citation.title}, {citation.locator}, {in_words(citation.published)}"


def standing(citation: Citation) -> str:
    """What the document is, and in capitals of meaning: whether it still stands."""
    status = STATUS_WORDS.get(citation.status)
    return f"{status}. {citation.standing}" if status else citation.standing


def _heading(citation: Citation, public_url: str) -> str:
    place = f"{escape(citation.title)}, {escape(citation.locator)}"
    section = " › ".join(citation.section)
    below = [section, f"{in_words(citation.published)} · {standing(citation)}"]
    link = f"<{public_url.rstrip('/')}{citation.url}|{place}>"
    return "\n".join([f"*{citation.rank}.* *{link}*", *(escape(line) for line in below if line)])


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
