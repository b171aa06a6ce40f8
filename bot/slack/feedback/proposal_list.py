"""Proposed phrasings as staff see them, and questions whose paragraph somebody could name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback.phrasing import Decision, ProposedPhrasing
from bot.feedback.phrasing_book import Uncorrected
from bot.slack.actions import Button, joined
from bot.slack.feedback import words as say
from bot.slack.messages.blocks import (
    Json,
    Run,
    SlackMessage,
    button,
    buttons,
    formatted,
    heading,
    quoted,
    small,
    words,
)
from bot.slack.messages.dates import in_words
from bot.slack.messages.excerpt import shortened
from bot.slack.slack_text import escape
from corpus.document import Paragraph, ParagraphId

MOST_SHOWN = 8
LONGEST_EXCERPT = 300
TITLES = {
    Decision.WAITING: "Phrasings that wait for a decision",
    Decision.ACCEPTED: "Accepted phrasings",
    Decision.DECLINED: "Declined phrasings",
}


@dataclass(frozen=True)
class Proposed:
    """One page of proposals: `more` is how many there are beyond it; `paragraphs` are those of the
    live edition that they are for; `told` is a line about what was just done.
    """

    decision: Decision
    shown: Sequence[ProposedPhrasing]
    more: int
    paragraphs: Mapping[ParagraphId, Paragraph]
    public_url: str
    told: str = ""


def proposals_message(found: Proposed) -> SlackMessage:
    """The list as a message only its reader sees."""
    title = TITLES[found.decision]
    blocks = [heading(title), small(say.PHRASINGS_HINT)]
    if found.told:
        blocks.append(words(found.told))
    blocks += proposal_blocks(found)
    return SlackMessage(title, blocks)


def proposal_blocks(found: Proposed) -> list[Json]:
    """Each proposal with its paragraph and what can be done with it."""
    if not found.shown:
        return [words("There are none.")]
    blocks = [block for one in found.shown for block in _one(one, found)]
    return [*blocks, small(f"and {found.more} more")] if found.more else blocks


def uncorrected_message(found: Sequence[Uncorrected]) -> SlackMessage:
    """Questions that found nothing, or whose answer got a thumb down."""
    title = "Questions that still want their paragraph"
    blocks = [heading(title), small(say.UNCORRECTED_HINT)]
    for one in found[:MOST_SHOWN]:
        blocks += [quoted([Run(one.answer.text)]), small(_trouble(one))]
        value = one.answer.answer_id
        blocks.append(buttons(button("Name the paragraph", Button.FEEDBACK_CORRECT, value)))
    if not found:
        blocks.append(words("There are none."))
    return SlackMessage(title, blocks)


def _one(one: ProposedPhrasing, found: Proposed) -> list[Json]:
    paragraph = found.paragraphs.get(one.paragraph_id)
    place = escape(one.place)
    blocks = [quoted([Run(one.text)])]
    if paragraph is None or paragraph.sha256 != one.sha256:
        blocks += [formatted(f"for {place}"), small(say.PARAGRAPH_CHANGED)]
    else:
        url = f"{found.public_url.rstrip('/')}/read/{paragraph.document}#{paragraph.anchor}"
        excerpt, cut = shortened(paragraph.text, LONGEST_EXCERPT)
        blocks.append(formatted(f"for <{url}|{place}>"))
        blocks.append(small(f"“{excerpt}{' […]' if cut else ''}”"))
    return [*blocks, small(_origin(one)), _choices(one)]


def _origin(one: ProposedPhrasing) -> str:
    counts = [
        "1 thumb up" if one.thumbs == 1 else f"{one.thumbs} thumbs up" if one.thumbs else "",
        "named by staff" if one.corrections else "",
        f"proposed {_day(one.proposed)}",
        f"{one.decision} {_day(one.decided)}" if one.decided else "",
    ]
    return " · ".join(filter(None, counts))


def _choices(one: ProposedPhrasing) -> Json:
    value = joined(str(one.phrasing_id), one.decision.value)
    spoken = shortened(one.text, 50)[0]
    row = []
    if one.decision is not Decision.ACCEPTED:
        row.append(button("Accept", Button.PHRASING_ACCEPT, value, spoken=f"Accept: {spoken}"))
    if one.decision is not Decision.DECLINED:
        label = "Take back" if one.decision is Decision.ACCEPTED else "Decline"
        row.append(button(label, Button.PHRASING_DECLINE, value, spoken=f"{label}: {spoken}"))
    return buttons(*row)


def _trouble(one: Uncorrected) -> str:
    reasons = [say.REASON_WORDS.get(reason, "no reason given") for reason in one.reasons]
    why = f"thumb down: {', '.join(sorted(set(reasons)))}" if reasons else "found nothing"
    return f"{why} · asked {_day(one.asked)}"


def _day(moment: datetime) -> str:
    return in_words(moment.date().isoformat())
