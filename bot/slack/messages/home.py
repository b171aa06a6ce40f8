"""The Home tab: what this is and is not, what it reads, my recent questions, administration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.slack.actions import Button
from bot.slack.messages.blocks import (
    Json,
    button,
    buttons,
    divider,
    formatted,
    heading,
    small,
    words,
)
from bot.slack.messages.citation import standing
from bot.slack.messages.dates import dated, edition_in_words, in_words
from bot.slack.messages.excerpt import shortened
from corpus.document import Document

WHAT_IT_IS = (
    "I find the paragraphs of the safeguarding reports that answer a question, and quote them "
    "word for word with their numbers."
)
WHAT_IT_IS_NOT = (
    "I am not a person, I give no advice about a child, and I do not decide anything. "
    "If a child may be in danger now, ring 999 or your duty team; do not wait for me."
)
MOST_QUESTIONS = 5
MOST_FAILURES = 5
LONGEST_QUESTION = 200
MOST_DOCUMENTS = 12
LONGEST_TITLE = 120
OUTCOMES = {
    "not_in_guidance": "not in the guidance",
    "answered_and_feedback": "answered; also read as feedback",
    "feedback": "read as feedback",
}
"""Outcomes whose own name is not plain English."""


@dataclass(frozen=True)
class RecentQuestion:
    """One of my questions, masked."""

    text: str
    outcome: str
    asked: datetime


@dataclass(frozen=True)
class Failure:
    """What was given up: a kind of work or of post, and a code for why. No text of anybody's."""

    what: str
    why: str
    attempts: int
    when: datetime


@dataclass(frozen=True)
class Administration:
    """What an administrator sees. `paused` is the reason given, or None while answers are on."""

    paused: str | None
    waiting: int
    dead_letters: int
    dead_posts: int
    failures: Sequence[Failure] = ()


@dataclass(frozen=True)
class Home:
    """What one person's Home tab shows. `feedback` are blocks, None while it is not switched on;
    `staff` those for the NSDU's staff, None for anybody else.
    """

    edition: str
    documents: Sequence[Document]
    recent: Sequence[RecentQuestion]
    feedback: Sequence[Json] | None
    administration: Administration | None = None
    staff: Sequence[Json] | None = None


def home_view(home: Home) -> Json:
    """The whole tab."""
    blocks = [
        heading("Safeguarding guidance, word for word"),
        words(WHAT_IT_IS),
        words(WHAT_IT_IS_NOT),
        buttons(button("Ask a question", Button.ASK, "home")),
        divider(),
    ]
    if home.staff is not None:
        blocks += [*home.staff, divider()]
    blocks += [*_feedback(home.feedback), divider(), *_recent(home.recent), divider()]
    blocks += _corpus(home)
    if home.administration is not None:
        blocks += [divider(), *_administration(home.administration)]
    return {"type": "home", "blocks": blocks}


def _corpus(home: Home) -> list[Json]:
    blocks = [formatted("*What I read*")]
    if not home.documents:
        return [*blocks, words("Nothing is published yet, so I cannot answer.")]
    blocks += [small(*_document(document)) for document in home.documents[:MOST_DOCUMENTS]]
    if len(home.documents) > MOST_DOCUMENTS:
        blocks.append(small(f"and {len(home.documents) - MOST_DOCUMENTS} more documents"))
    return [*blocks, small(edition_in_words(home.edition))]


def _document(document: Document) -> tuple[str, str]:
    """Its title; below it what an answer says of it too: when, and what it is."""
    published = document.published.isoformat() if document.published else None
    return shortened(document.title, LONGEST_TITLE)[0], dated(published, standing(document))


def _recent(questions: Sequence[RecentQuestion]) -> list[Json]:
    blocks = [formatted("*My recent questions*")]
    if not questions:
        return [*blocks, words("You have not asked anything yet.")]
    for question in questions[:MOST_QUESTIONS]:
        text, _ = shortened(question.text, LONGEST_QUESTION)
        when = in_words(question.asked.date().isoformat())
        outcome = OUTCOMES.get(question.outcome, question.outcome)
        blocks.append(small(text or "(nothing readable)", f"{outcome} · {when}"))
    return blocks


def _feedback(blocks: Sequence[Json] | None) -> list[Json]:
    title = formatted("*My feedback*")
    if blocks is None:
        return [title, words("Sending policy feedback is not switched on here yet.")]
    return [title, *blocks]


def _administration(state: Administration) -> list[Json]:
    switch = (
        button("Resume answers", Button.RESUME, "home")
        if state.paused is not None
        else button("Pause answers", Button.PAUSE, "home")
    )
    row = [switch]
    if state.dead_letters or state.dead_posts:
        row.append(button("Try failed ones again", Button.REPLAY, "home"))
    answers = f"Paused: {state.paused}" if state.paused is not None else "Answers are on"
    failed = "nothing given up"
    if state.dead_letters or state.dead_posts:
        failed = f"Given up: {state.dead_letters} received, {state.dead_posts} to be sent"
    return [
        formatted("*Administration*"),
        small(f"{answers} · {state.waiting or 'none'} waiting · {failed}"),
        *(small(_failure(failure)) for failure in state.failures[:MOST_FAILURES]),
        buttons(*row),
    ]


def _failure(failure: Failure) -> str:
    when = f"{in_words(failure.when.date().isoformat())}, {failure.when:%H:%M} UTC"
    times = "attempt" if failure.attempts == 1 else "attempts"
    return f"{failure.what}, {when}: {failure.why}, after {failure.attempts} {times}"


def closed_view(sentence: str) -> Json:
    """The tab of somebody who is not answered, and why."""
    return {"type": "home", "blocks": [heading("Safeguarding guidance"), words(sentence)]}
