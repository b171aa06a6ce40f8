"""What the Slack part needs of the rest, handed in by `bootstrap`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.answering.answer import Answer
from bot.answering.book import AnswerBook
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox, Post
from bot.delivery.pause import PauseSwitch
from bot.delivery.rate import RateLimit
from bot.screening.danger_card import DangerContacts
from bot.screening.screened import Screened
from bot.slack.work import Filled
from corpus.document import Document, Paragraph, ParagraphId, Slug
from index.edition import EditionId

Json = dict[str, Any]


class Answering(Protocol):
    """Answers a screened message; blocking, thread-safe, some 30 ms."""

    def answer(self, screened: Screened, *, earlier: Sequence[str] = (), limit: int = 3) -> Answer:
        """See `bot.answering.assistant.Assistant.answer`."""
        ...


class HeldEdition(Protocol):
    """The edition that is live, while it is being read."""

    @property
    def edition(self) -> EditionId:
        """Its id."""
        ...

    @property
    def documents(self) -> Mapping[Slug, Document]:
        """Every document by its slug."""
        ...

    @property
    def by_id(self) -> Mapping[ParagraphId, Paragraph]:
        """Every paragraph by its id."""
        ...

    def neighbours(self, paragraph_id: ParagraphId) -> tuple[Paragraph | None, Paragraph | None]:
        """The paragraphs printed just before and after. Unknown ids raise KeyError."""
        ...


class Library(Protocol):
    """Lends the live edition; `index.live.LiveEdition` is one."""

    def hold(self) -> AbstractContextManager[HeldEdition]:
        """The live edition. Raises `index.errors.NoEdition`."""
        ...


class FeedbackDesk(Protocol):
    """Takes policy feedback. While there is none, Slack says plainly that it is not switched on."""

    def window(self, *, text: str, answer_id: str = "", place: str = "") -> Json:
        """The form, filled in with masked text. `place` is "channel|ts" of the message."""
        ...

    def submitted(self, form: Filled) -> Sequence[Post]:
        """Store a sent form; the posts that confirm and route it. Called again after a crash."""
        ...

    def offer(self, answer: Answer) -> Json | None:
        """The button under an answer to a message that reads as feedback."""
        ...

    def mine(self, person: str) -> Sequence[str]:
        """A line for each item a person sent, newest first."""
        ...


class DangerContactFinder(Protocol):
    """The local numbers on the danger card."""

    def find(self, *places: str) -> DangerContacts | None:
        """Those of the first place that has any: a channel's id before its workspace's."""
        ...


@dataclass(frozen=True)
class SlackOptions:
    """The settings that matter here. `guests`: whether guests of the workspace may ask."""

    public_url: str
    admins: frozenset[str] = frozenset()
    guests: bool = False


@dataclass(frozen=True)
class Domain:
    """Everything behind Slack."""

    assistant: Answering
    library: Library
    book: AnswerBook
    inbox: Inbox
    outbox: Outbox
    switch: PauseSwitch
    rate: RateLimit
    options: SlackOptions
    now: Callable[[], datetime]
    contacts: DangerContactFinder | None = None
    desk: FeedbackDesk | None = None
