"""An answer as a message: the answering sentences first, then each cited paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Citation, Outcome, Shape
from bot.answering.labels import OVER_TIME, leading_label
from bot.screening.notice import masking_notice
from bot.slack.actions import BAD, GOOD, Button, joined
from bot.slack.messages import citation as cited
from bot.slack.messages import clarification as clarified
from bot.slack.messages.blocks import (
    LONGEST_MESSAGE,
    MOST_BLOCKS,
    Json,
    SlackMessage,
    button,
    buttons,
    divider,
    formatted,
    plain_text,
    small,
    words,
)
from bot.slack.messages.dates import edition_in_words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape

LONGEST_LEAD = 1_500
MOST_CITATIONS = 6
LONGEST_QUESTION = 300
LONGEST_SPOKEN = 3_500


@dataclass(frozen=True)
class Setting:
    """How an answer is shown. `private` adds Share and Keep; `shared` says that it was private;
    `echo` repeats the (masked) question, where it is not visible above.
    """

    public_url: str
    private: bool = False
    echo: bool = False
    shared: bool = False
    mask_notice: bool = True


def answer_message(answer: Answer, setting: Setting) -> SlackMessage:
    """An answered or unanswered question as a message within every limit of Slack's."""
    citations, answers = answer.citations[:MOST_CITATIONS], True
    if not citations:
        citations, answers = answer.nearest[:MOST_CITATIONS], False
    while True:
        blocks = _blocks(answer, citations, setting, answers=answers)
        if (_size(blocks) <= LONGEST_MESSAGE and len(blocks) <= MOST_BLOCKS) or not citations:
            return SlackMessage(_spoken(answer, citations, answers=answers), blocks)
        citations = citations[:-1]


def _blocks(
    answer: Answer, citations: Sequence[Citation], setting: Setting, *, answers: bool
) -> list[Json]:
    blocks = _opening(answer, setting)
    if not answers and citations:
        blocks.append(formatted("*The nearest paragraphs, none of them an answer*"))
    for number, citation in enumerate(citations):
        if number:
            blocks.append(divider())
        blocks += cited.blocks(
            citation, answer_id=answer.answer_id, public_url=setting.public_url, answers=answers
        )
    return [*blocks, *_closing(answer, setting)]


def _opening(answer: Answer, setting: Setting) -> list[Json]:
    blocks: list[Json] = []
    if setting.shared:
        blocks.append(small("Shared from a private answer."))
    if setting.echo and answer.text:
        question, _ = shortened(answer.text, LONGEST_QUESTION)
        blocks.append(small(f"Question: {question}"))
    blocks += _lead(answer)
    if answer.notice:
        blocks.append(words(answer.notice))
    if answer.clarification is not None:
        blocks += clarified.clarification_blocks(answer.clarification)
    return blocks


def _lead(answer: Answer) -> list[Json]:
    """The answering sentences: of one paragraph, or of each that answers together, under its part
    of the question or its date and standing.
    """
    if not answer.answer:
        return []
    if len(answer.leading) < 2:
        return [words(_quotation(answer.answer, LONGEST_LEAD))]
    most = LONGEST_LEAD // len(answer.leading)
    blocks = []
    for citation in answer.leading:
        blocks += [formatted(f"*{escape(leading_label(citation))}*")]
        blocks += [words(_quotation(citation.quote, most))]
    return [*blocks, small(OVER_TIME)] if answer.shape is Shape.OVER_TIME else blocks


def _quotation(quote: str, most: int) -> str:
    lead, cut = shortened(quote, most)
    return f"“{lead}”" + (" (continues below)" if cut else "")


def _closing(answer: Answer, setting: Setting) -> list[Json]:
    row = []
    if answer.outcome in {Outcome.ANSWERED, Outcome.ANSWERED_AND_FEEDBACK}:
        row.append(button("More like this", Button.MORE, answer.answer_id))
    if setting.private and answer.citations:
        row.append(button("Share in channel", Button.SHARE, answer.answer_id))
        row.append(button("Keep to myself", Button.KEEP, answer.answer_id))
    found = [buttons(*row)] if row else []
    if answer.masked and setting.mask_notice:
        found.append(small(masking_notice(answer.masked)))
    return [*found, small(footer(answer)), feedback_buttons(answer.answer_id)]


def footer(answer: Answer) -> str:
    """Which edition was read, and the answer's own number."""
    quoted = "Quoted" if answer.clarification is None else "Paragraphs quoted"
    edition = edition_in_words(answer.edition)
    return f"{quoted} word for word · {edition} · Answer {answer.answer_id}"


def feedback_buttons(answer_id: str) -> Json:
    """Slack's own thumbs."""
    element = {
        "type": "feedback_buttons",
        "action_id": str(Button.FEEDBACK),
        "positive_button": _thumb("Helpful", joined(GOOD, answer_id), "This answer helped"),
        "negative_button": _thumb(
            "Not helpful", joined(BAD, answer_id), "This answer did not help: say what was wrong"
        ),
    }
    return {"type": "context_actions", "elements": [element]}


def _thumb(label: str, value: str, spoken: str) -> Json:
    return {"text": plain_text(label, 75), "value": value, "accessibility_label": spoken}


def _spoken(answer: Answer, citations: Sequence[Citation], *, answers: bool) -> str:
    """The fallback: what a screen reader or a notification says."""
    parts = [answer.notice or ""]
    if answer.answer and len(answer.leading) < 2:
        parts.append(f"“{shortened(answer.answer, LONGEST_LEAD)[0]}”")
    elif answer.answer:
        most = LONGEST_LEAD // len(answer.leading)
        parts += [
            f"{leading_label(one)}: “{shortened(one.quote, most)[0]}”" for one in answer.leading
        ]
    if answer.clarification is not None:
        parts.append(clarified.spoken(answer.clarification))
    places = ". ".join(cited.spoken(citation) for citation in citations)
    if places:
        parts.append(f"From: {places}." if answers else f"The nearest: {places}.")
    whole = " ".join(part for part in parts if part)
    spoken, _ = shortened(whole, LONGEST_SPOKEN)
    return escape(spoken)


def _size(value: object) -> int:
    """Characters of text anywhere in the blocks, as Slack's total limit counts them."""
    if isinstance(value, list):
        return sum(_size(item) for item in value)
    if isinstance(value, dict):
        inner = sum(_size(item) for item in value.values() if isinstance(item, dict | list))
        text = value.get("text")
        return inner + (len(text) if isinstance(text, str) else 0)
    return 0
