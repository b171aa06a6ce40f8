"""The fixed sentences said beside an answer. They are ours, never guidance."""

from __future__ import annotations

from bot.answering.answer import Answer, Clarified, Outcome
from bot.answering.dates import long_date

TEXTS = {
    Outcome.NOT_IN_GUIDANCE: (
        "The published guidance here does not answer this. The nearest paragraphs are below; "
        "they are not an answer."
    ),
    Outcome.FEEDBACK: (
        "This reads as feedback on policy. Nothing has been sent: "
        "you decide whether it goes to the National Safeguarding Delivery Unit."
    ),
    Outcome.ANSWERED_AND_FEEDBACK: (
        "Part of this reads as feedback on policy. Nothing has been sent: "
        "you decide whether it goes to the National Safeguarding Delivery Unit."
    ),
    Outcome.GREETING: (
        "Hello. Ask me about the safeguarding reports and guidance, in your own words, "
        "and I will quote the paragraphs that answer."
    ),
}
CLARIFIED = (
    "The published guidance here does not answer this. The National Safeguarding Delivery Unit has "
    "answered a question like it for now: see below. That is not guidance. The nearest paragraphs "
    "follow; they are not an answer."
)
CHECK = "If that is not what you asked, it does not apply."
"""Said beside the question that a clarification answers: it was found by likeness."""
EXPIRED = (
    "The published guidance here does not answer this. An NSDU clarification of {dated} on this "
    "expired on {until}: ask the Unit before you rely on it. The nearest paragraphs are below; "
    "they are not an answer."
)
REFUSALS = {
    "empty": "There was nothing in the message. Type a question and send it again.",
    "too long": "The message is too long to read safely. Ask the question in a few sentences.",
    "nothing readable": (
        "I could not read that, and kept none of it. Please send it again in plain words."
    ),
}
JUDGEMENT = (
    "What the guidance says is below. The decision in this case is yours and your supervisor's."
)

MISSING_PART = "The guidance does not seem to answer this part of your question: {parts}"


def notice_for(answer: Answer, *, case_judgement: bool) -> str | None:
    """The plain words that go with this answer, or None when the answer needs none."""
    if answer.outcome is Outcome.REFUSED:
        return REFUSALS.get(answer.reason or "", REFUSALS["nothing readable"])
    said = TEXTS.get(answer.outcome)
    if case_judgement and answer.outcome in (Outcome.ANSWERED, Outcome.ANSWERED_AND_FEEDBACK):
        said = JUDGEMENT
    elif answer.clarification is not None:
        said = _clarified(answer.clarification)
    if not answer.unanswered:
        return said
    parts = " and ".join(f"“{part}”" for part in answer.unanswered)
    missing = MISSING_PART.format(parts=parts)
    return f"{said} {missing}" if said else missing


def _clarified(found: Clarified) -> str:
    if not found.expired:
        return CLARIFIED
    return EXPIRED.format(dated=long_date(found.dated), until=long_date(found.until))
